"""What journeys begin with: one address of each kind of page, and the newsroom's desk."""

from datetime import date

import pytest
from playwright.sync_api import expect

from articles.views import media
from liangcheng.files import pictures
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_person,
    make_photo,
    picture_bytes,
    picture_file,
)
from tests.keeping import kept

KINDS = [
    "/",
    "/issues/",
    "/issues/2021/",
    "/issues/2021/04/",
    "/issues/2020/04/",
    "/issues/2021-04-14/",
    "/issues/on-this-day/?day=04-14",
    "/issues/2021-04-14/02/",
    "/articles/",
    "/departments/",
    "/departments/dangjianban/",
    "/departments/wenhuazhongxin/",
    "/people/",
    "/meetings/",
    "/meetings/2021/04/",
    "/tags/",
    "/tags/文明创建/",
    "/search/",
    "/search/?q=文明",
    "/search/?q=没有的词",
    "/api/",
    "/offline/",
    "/settings/",
    "/nowhere/",
]


@pytest.fixture(params=range(4))
def a_quarter(request):
    """Each fourth of some addresses: in one piece, a tour of all takes half a minute at the end."""
    return lambda paths: paths[request.param :: 4]


@pytest.fixture(autouse=True, scope="session")
def renditions_drawn_once():
    """A picture that many journeys look at is reduced to each width once in each process."""
    known = {}

    def render(file, *how):
        key = (file.read(), *how)
        file.seek(0)
        if key not in known:
            known[key] = pictures.render(file, *how)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(media, "render", render)
        yield


@pytest.fixture
def picture(tmp_path):
    """A picture file on the clerk's disk."""
    path = tmp_path / "步道.jpg"
    path.write_bytes(picture_bytes())
    return path


@pytest.fixture
def desk(browser_page, login):
    """The browser, logged in, at the dashboard."""
    browser_page.context.add_cookies([login])
    browser_page.goto("/admin/")
    expect(browser_page.get_by_role("heading", level=1, name="工作台")).to_be_visible()
    return browser_page


@pytest.fixture
def login(live_server, client, editor):
    """The cookie of a clerk who is logged in.

    The login itself is travelled where it expires (test_editor.py), and on the way from a reader's
    page (test_offline.py).
    """
    client.force_login(editor)
    value = client.cookies["sessionid"].value
    return {"name": "sessionid", "value": value, "url": live_server.url}


@pytest.fixture
def at_the_desk(chromium, live_server, login):
    """Another browser, logged in: `at_the_desk(java_script_enabled=False)`."""
    contexts = []

    def opened(**options):
        contexts.append(chromium.new_context(base_url=live_server.url, locale="zh-CN", **options))
        contexts[-1].add_cookies([login])
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def choose(browser_page, live_server):
    """`choose("elder.dark")`: what the reader set on an earlier day."""

    def choose(words):
        browser_page.context.add_cookies(
            [{"name": "reading", "value": words, "url": live_server.url}]
        )

    return choose


@pytest.fixture
@kept
def story(db):
    """An article with everything that its page knows."""
    page = make_page(make_issue(date(2023, 5, 10), published=True), "03")
    person = make_person("乐知远", sort_name="yue zhi yuan")
    article = make_article(
        "樟树里步道整修完工",
        kicker="为民办实事",
        subheadline="年内再修五处",
        page=page,
        person=person,
        signoff="云栖办",
        published=True,
        body="<p>近日，街道负责人<strong>乐知远</strong>到樟树里查看。乐知远提出要求：</p>"
        "<p>1.要修好路———不留死角。</p><p>2.要种好树。</p><p>街道-片区联动。</p>",
    )
    article.tags.add("步道")
    article.corrections.create(text="“四处”应为“三处”。")
    make_photo(article, caption="第一张", credit="苏合", alt_text="一条步道")
    make_photo(article, caption="第二张", alt_text="一排座椅")
    other = make_article("便民步道听取意见", page=page, person=person, published=True)
    other.tags.add("步道")
    return article


@pytest.fixture
def kinds(edition):
    """One address of each kind of page: of the real edition, and of what it has not.

    Those are an article on the web only with a picture, a long address, and a page with its image.
    """
    illustrated = make_article("云栖街道的步道修好了", published=True)
    make_photo(illustrated, credit="苏合")
    make_article("地址很长：https://example.cn/" + "a" * 120, published=True)
    drawn = make_page(make_issue(date(2020, 4, 15), published=True), "01", image=picture_file())
    corners = [[50, 50], [950, 50], [950, 300], [50, 300]]
    make_article("公园开放", page=drawn, regions=[corners], body="<p>公园。</p>", published=True)
    make_issue(date(2019, 5, 8), published=True)  # 2020/04 lies between two
    first = edition.articles.as_printed().first()
    person, meeting = first.mentions.get().person, first.meetings.get()
    others = (illustrated, first, person, meeting, drawn)
    return KINDS + [thing.get_absolute_url() for thing in others]
