"""Atom and RSS."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from articles import feeds
from tests.factories import make_article, make_department, make_issue, make_page, make_photo

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, path):
    return ElementTree.fromstring(client.get(path).content).findall(f"{ATOM}entry")


def test_atom_holds_articles_whole_with_their_signoff(client):
    make_article(
        "口袋公园开放",
        body="<p>公园<strong>开放</strong>了。</p>",
        published=True,
        signoff="云栖办",
    )

    (entry,) = entries(client, "/feeds/atom/")

    assert entry.findtext(f"{ATOM}title") == "口袋公园开放"
    assert entry.findtext(f"{ATOM}summary") == "<p>公园<strong>开放</strong>了。</p>"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "云栖办"
    assert entry.find(f"{ATOM}link").get("href").startswith("http://testserver/articles/")


def test_correction_goes_along_with_the_text(client):
    article = make_article("步道修好了", body="<p>修好四处步道。</p>", published=True)
    article.corrections.create(text="“四处”应为“三处”。\n<数字>以此为准。")

    for path in ("/feeds/atom/", "/feeds/search/atom/?q=步道"):
        (entry,) = entries(client, path)
        text = entry.findtext(f"{ATOM}summary")
        assert text.startswith("<p><b>更正</b>（")
        assert text.endswith(
            "）“四处”应为“三处”。</p><p>&lt;数字&gt;以此为准。</p><p>修好四处步道。</p>"
        )


def test_of_a_department_what_was_entered_last_is_looked_at(client, monkeypatch):
    monkeypatch.setattr(feeds, "LOOKED_AT", 2)
    department = make_department("云栖办", slug="yunqi")
    for headline in ("一", "二", "三"):
        make_article(headline, department=department, published=True)
    make_article("别人的", published=True)

    titles = [
        entry.findtext(f"{ATOM}title")
        for entry in entries(client, "/feeds/departments/yunqi/atom/")
    ]

    assert titles == ["三", "二"]


def test_pictures_go_along_with_their_captions(client):
    article = make_article(body="<p>修好三处步道。</p>", published=True)
    photo = make_photo(article, caption="新<步道>", credit="苏合", alt_text="")

    (entry,) = entries(client, "/feeds/atom/")

    folder = photo.image.url.rpartition("/")[0]
    assert entry.findtext(f"{ATOM}summary") == (
        f'<figure><img src="http://testserver{folder}/960.jpg" alt="新&lt;步道&gt;">'
        "<figcaption>新&lt;步道&gt; 摄影 苏合</figcaption></figure><p>修好三处步道。</p>"
    )


def test_what_came_out_at_once_stands_as_printed(client):
    issue = make_issue(date(2023, 5, 10))
    second, first = make_page(issue, "02", sequence=2), make_page(issue, "01", sequence=1)
    for page, headline in ((second, "三"), (first, "一"), (first, "二")):
        make_article(headline, page=page)
    for number in range(4, 35):
        make_article(str(number), page=second)
    issue.publish()

    titles = [entry.findtext(f"{ATOM}title") for entry in entries(client, "/feeds/atom/")]

    assert titles == ["一", "二", "三", *map(str, range(4, 31))]


def test_rss_of_everything_and_of_one_department(client):
    department = make_department("云栖办", slug="yunqi")
    make_article("本单位的事", department=department, published=True)
    make_article("别处的事", published=True)

    def titles(path):
        channel = ElementTree.fromstring(client.get(path).content).find("channel")
        return channel.findtext("title"), {i.findtext("title") for i in channel.findall("item")}

    assert titles("/feeds/rss/")[1] == {"本单位的事", "别处的事"}
    assert titles("/feeds/departments/yunqi/rss/") == ("《社区报》·云栖办", {"本单位的事"})


def test_feed_of_an_unknown_department_is_not_found(client):
    assert client.get("/feeds/departments/nowhere/atom/").status_code == 404


def test_feed_takes_the_same_queries_for_one_article_and_for_thirty(
    client, django_assert_max_num_queries
):
    for _ in range(31):
        make_article(published=True).tags.add("公园")

    with django_assert_max_num_queries(12):
        assert len(entries(client, "/feeds/atom/")) == 30


def test_search_is_a_feed_under_its_own_address(client):
    department = make_department("云栖办", slug="yunqi")
    make_article("公园开放", department=department, published=True)
    make_article("公园里的事", published=True)
    make_article("步道", department=department, published=True)
    query = {"q": "公园", "department": "yunqi", "order": "relevance", "before": "1"}

    response = client.get("/feeds/search/atom/", query)
    feed = ElementTree.fromstring(response.content)

    addresses = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    asked = "?q=%E5%85%AC%E5%9B%AD&department=yunqi"
    assert feed.findtext(f"{ATOM}title") == "《社区报》·搜索：公园 · 云栖办"
    assert addresses == {
        "self": f"http://testserver/feeds/search/atom/{asked}",
        "alternate": f"http://testserver/search/{asked}",
    }
    assert [e.findtext(f"{ATOM}title") for e in feed.findall(f"{ATOM}entry")] == ["公园开放"]
    assert "Last-Modified" not in response


def test_feed_of_a_search_holds_the_newest_twenty(client, django_assert_max_num_queries):
    for day in range(1, 23):
        page = make_page(make_issue(date(2023, 5, day), published=True))
        make_article(f"公园{day}", page=page, published=True)

    with django_assert_max_num_queries(12):
        titles = [e.findtext(f"{ATOM}title") for e in entries(client, "/feeds/search/atom/?q=公园")]

    assert titles == [f"公园{day}" for day in range(22, 2, -1)]


def test_page_of_results_names_its_feed(client):
    make_article("公园", published=True)

    text = client.get("/search/", {"q": "公园", "order": "relevance"}).content.decode()

    address = "/feeds/search/atom/?q=%E5%85%AC%E5%9B%AD"
    assert f'<link rel="alternate" href="{address}" type="application/atom+xml"' in text
    assert f'<a href="{address}">订阅这个搜索（需要阅读器）</a>' in text
    assert "订阅（RSS，需要阅读器）" in text  # in the footer


@pytest.mark.parametrize("query", [{}, {"q": "，。"}, {"q": "公园", "tag": "没有"}, {"year": "x"}])
def test_feed_of_no_search_is_not_found(client, query):
    assert client.get("/feeds/search/atom/", query).status_code == 404


def test_control_characters_of_word_break_no_feed(client):
    article = make_article("云栖\x0b标题", signoff="云栖\x0c办", published=True)
    article.tags.add("公\x0b园")

    (entry,) = entries(client, "/feeds/atom/")

    assert entry.findtext(f"{ATOM}title") == "云栖 标题"
    assert ElementTree.fromstring(client.get("/sitemap-articles.xml").content) is not None
    assert len(entries(client, "/feeds/search/atom/?q=云栖%0b标题%ef%bf%bf")) == 1


@pytest.mark.parametrize("path", ["/feeds/atom/", "/feeds/rss/", "/sitemap-articles.xml"])
def test_characters_that_are_none_in_xml_break_no_feed(client, path):
    """As copied from a PDF, or written in an address."""
    make_article(
        "文明\ufffe城市",
        signoff="云栖\uffff办",
        body='<p>整\ufffe修<a href="https://a.example/&#11;" title="步&#1;道&#xfffe;">步道</a></p>',
        published=True,
    )

    text = "".join(ElementTree.fromstring(client.get(path).content).itertext())

    assert "文明城市" in text
    if "feeds" in path:
        assert '整修<a href="https://a.example/" title="步道"' in text


@pytest.mark.parametrize("path", ["/feeds/atom/", "/feeds/rss/", "/sitemap-articles.xml"])
def test_client_that_knows_only_dates_learns_of_a_withdrawal(client, path):
    make_article(published=True)
    make_article("要撤回的", published=True).withdraw()

    answer = client.get(path, headers={"If-Modified-Since": "Fri, 01 Jan 2999 00:00:00 GMT"})

    assert answer.status_code == 200


def test_entry_is_not_older_than_its_publication(client):
    article = make_article(published=True)
    type(article).objects.update(updated_at=article.published_at - timedelta(hours=1))

    (entry,) = entries(client, "/feeds/atom/")

    assert entry.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}published")
