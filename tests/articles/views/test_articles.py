"""Articles: all, one, by department, by tag."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import segno
from django.utils import timezone

from articles.models import Correction, Photo, Signoff
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
    make_photo,
)

pytestmark = pytest.mark.django_db


def test_article_shows_everything_from_kicker_to_signoff(client):
    article = make_article(
        "樟树里老年食堂开张",
        kicker="一餐热饭 十分便利",
        subheadline="首日接待居民二百人",
        bylines="通讯员 苏合",
        section="民生",
        signoff="云栖街道服务办",
        body="<p>樟树里老年食堂近日开张。</p>",
        published=True,
    )
    Correction.objects.create(article=article, text="首日接待居民应为一百八十人。")

    text = client.get(article.get_absolute_url()).content.decode().partition("<main")[2]

    words = [
        "民生",
        "一餐热饭 十分便利",
        "樟树里老年食堂开张</h1>",
        "首日接待居民二百人",
        "通讯员 苏合",
        "应为一百八十人",
        "<p>樟树里老年食堂近日开张。</p>",
        "（云栖街道服务办）",
    ]
    places = [text.index(word) for word in words]
    assert places == sorted(places)


def test_correction_of_several_paragraphs_is_shown_in_them(client):
    article = make_article(published=True)
    article.corrections.create(text="“三处”应为“四处”。\r\n\r\n“步道”应为“绿道”。")

    text = client.get(article.get_absolute_url()).content.decode()

    assert "）“三处”应为“四处”。</p><p>“步道”应为“绿道”。</p>" in text


def test_article_names_joint_signoffs_in_their_order(client):
    second, first = make_department("乙办"), make_department("甲办")
    article = make_article(department=first, published=True)
    Signoff.objects.create(article=article, department=second, position=1)

    assert "（甲办、乙办）" in client.get(article.get_absolute_url()).content.decode()


def test_article_leads_through_the_issue_as_printed(client):
    issue = make_issue(published=True)
    page_1, page_2 = make_page(issue, "01"), make_page(issue, "02")
    first, second = (make_article(page=page_1, published=True) for _ in range(2))
    third = make_article(page=page_2, published=True)

    context = client.get(second.get_absolute_url()).context

    assert (context["previous"], context["next"]) == (first, third)


def test_web_only_article_has_no_neighbours_and_says_where_it_appeared(client):
    article = make_article(published=True)

    response = client.get(article.get_absolute_url())

    assert (response.context["previous"], response.context["next"]) == (None, None)
    assert "网络首发" in response.content.decode()


def test_article_picture_has_its_size_its_words_and_small_formats(client):
    article = make_article(published=True)
    make_photo(article, alt_text="居民在步道上散步", credit="苏合")

    text = client.get(article.get_absolute_url()).content.decode()

    assert 'width="1200" height="800" alt="居民在步道上散步"' in text
    kinds = [text.index(f'type="image/{kind}"') for kind in ("avif", "webp")]
    assert kinds == sorted(kinds)
    assert "摄影 苏合" in text


def test_picture_links_to_its_large_file(client):
    article = make_article(published=True)
    small, large = make_photo(article), make_photo(article)
    Photo.objects.filter(pk=large.pk).update(width=4000)

    text = client.get(article.get_absolute_url()).content.decode()

    assert f'href="{small.image.url}" data-enlarge' in text
    assert f'href="{large.image.url.replace("original", "1920")}" data-enlarge' in text


def test_numbered_paragraphs_are_a_list(client):
    article = make_article(body="<p>1.修路</p><p>2.种树</p>", published=True)

    text = client.get(article.get_absolute_url()).content.decode()

    assert text.count("<li><p>") == 2
    assert "<li><p>2.种树</p></li>" in text


def test_neighbours_say_their_page(client):
    issue = make_issue(published=True)
    first = make_article(page=make_page(issue, "01"), published=True)
    second = make_article(page=make_page(issue, "A3"), published=True)

    assert "下一篇 第A3版" in client.get(first.get_absolute_url()).content.decode()
    assert "上一篇 第01版" in client.get(second.get_absolute_url()).content.decode()


def test_article_is_cited_with_its_address(client):
    page = make_page(make_issue(date(2023, 5, 10), published=True), "03")
    article = make_article("步道修好了", page=page, published=True)

    text = client.get(article.get_absolute_url()).content.decode()

    assert f"2023年5月10日 03版：步道修好了<br>http://testserver/articles/{article.pk}/" in text


def test_related_articles_are_shown_with_their_reason(client):
    article, other = make_article(published=True), make_article("步道也修好了", published=True)
    article.tags.add("步道")
    other.tags.add("步道")

    text = client.get(article.get_absolute_url()).content.decode()

    assert "步道也修好了" in text.partition("相关报道")[2]
    assert "相近话题：步道" in text


def test_names_with_a_recorded_reading_are_told_to_the_voice(client):
    person = make_person("乐知远", sort_name="yue zhi yuan")
    article = make_article(person=person, published=True)
    other = make_article(person=make_person("乐知行"), published=True)

    assert (
        "<dt>乐知远</dt><dd>岳知远</dd>" in client.get(article.get_absolute_url()).content.decode()
    )
    assert "spoken-names" not in client.get(other.get_absolute_url()).content.decode()


def test_qr_code_is_a_picture_of_the_address(client):
    article = make_article(published=True)

    response = client.get(f"{article.get_absolute_url()}qr.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "public, max-age=86400"
    out = BytesIO()
    address = f"http://testserver{article.get_absolute_url()}"
    segno.make_qr(address, error="m").save(out, kind="svg", border=4, light="#fff", omitsize=True)
    assert response.content == out.getvalue()
    assert b"style=" not in response.content


def test_qr_code_of_a_draft_is_for_editors(client, editor):
    path = f"{make_article().get_absolute_url()}qr.svg"

    stranger = client.get(path)
    client.force_login(editor)
    preview = client.get(path)

    assert (stranger.status_code, preview.status_code) == (404, 200)
    assert "no-store" in preview["Cache-Control"]


def test_article_list_is_paged_newest_first(client):
    issue = make_issue(date(2023, 5, 10), published=True)
    page = make_page(issue)
    for _ in range(21):
        make_article(page=page, published=True)
    newest = make_article(published=True)

    first = client.get("/articles/").context
    second = client.get("/articles/", {"before": first["older"]}).context

    assert first["articles"][0] == newest
    assert len(first["articles"]) == 20
    assert len(second["articles"]) == 2
    assert not {*first["articles"]} & {*second["articles"]}
    assert (first["is_further"], second["is_further"], second["older"]) == (False, True, "")


@pytest.mark.parametrize("before", ["二", "-1", "1.5", "9" * 30])
def test_article_list_after_no_possible_article_is_not_found(client, before):
    assert client.get("/articles/", {"before": before}).status_code == 404


def test_department_shows_its_articles_newest_first_and_by_year(client):
    department = make_department("云栖办")
    for day in (date(2022, 3, 1), date(2023, 3, 1)):
        page = make_page(make_issue(day, published=True))
        make_article(f"{day.year}年的事", page=page, department=department, published=True)
    make_article("别的单位的事", published=True)

    everything = client.get(department.get_absolute_url())
    of_2022 = client.get(department.get_absolute_url(), {"year": "2022"})

    assert [a.headline for a in everything.context["articles"]] == ["2023年的事", "2022年的事"]
    assert everything.context["years"] == [2023, 2022]
    assert [a.headline for a in of_2022.context["articles"]] == ["2022年的事"]


def test_department_shows_ten_years_at_a_time(client):
    department = make_department("云栖办")
    for year in (1998, 2003, 2004, 2011, 2013, 2022, 2023):
        page = make_page(make_issue(date(year, 12, 1 + year % 31), published=True))
        signed = make_department("别的单位") if year == 2023 else department
        make_article(f"{year}年的事", page=page, department=signed, published=True)

    def shown(**query):
        response = client.get(department.get_absolute_url(), query)
        return response.context["years"], response.context["earlier"]

    assert shown() == ([2022], 2013)
    assert shown(year="2013") == ([2013, 2011, 2004], 2003)
    assert shown(year="2002") == shown(year="2003") == ([2003, 1998], None)
    assert shown(year="1900") == shown(year="1998")
    assert shown(year="2500") == shown()
    assert '?year=2013">更早</a>' in client.get(department.get_absolute_url()).content.decode()


@pytest.mark.parametrize("year", ["二〇二二", "0", "-1", "99999", "2022.5"])
def test_department_of_no_possible_year_is_not_found(client, year):
    department = make_department()

    assert client.get(department.get_absolute_url(), {"year": year}).status_code == 404


def test_department_without_articles_says_so(client):
    department = make_department("云栖办")

    assert "还没有云栖办的稿件" in client.get(department.get_absolute_url()).content.decode()


def test_department_shows_who_works_there_today(client):
    department = make_department()
    today = timezone.localdate()
    spans = {
        "在任的": {},
        "离任的": {"ended_on": today - timedelta(days=1)},
        "将任的": {"started_on": today + timedelta(days=1)},
    }
    for name, span in spans.items():
        person = make_person(name)
        person.appointments.create(department=department, title="主任", **span)
        make_article(person=person, published=True)

    posts = client.get(department.get_absolute_url()).context["appointments"]

    assert [post.person.name for post in posts] == ["在任的"]


def test_tag_shows_its_articles_and_keeps_chinese_in_its_address(client):
    article = make_article(published=True)
    article.tags.add("口袋公园")

    assert "口袋公园" in client.get("/tags/").content.decode()
    assert client.get("/tags/口袋公园/").context["articles"] == [article]


def test_article_links_what_it_reports(client):
    meeting, person = make_meeting("云栖社区环境专题会议"), make_person("苏合")
    article = make_article(person=person, published=True)
    article.meetings.add(meeting)

    text = client.get(article.get_absolute_url()).content.decode()

    assert f'href="{meeting.get_absolute_url()}"' in text
    assert f'href="{person.get_absolute_url()}"' in text


def test_tag_leads_to_the_tags_beside_it(client):
    article = make_article(published=True)
    article.tags.add("a", "b", "c")

    context = client.get("/tags/b/").context

    assert (context["previous"].name, context["next"].name) == ("a", "c")


def test_tag_without_an_address_is_shown_and_breaks_nothing(client):
    article = make_article(published=True)
    article.tags.add("——")

    assert client.get("/tags/").status_code == 200
    assert "——" in client.get(article.get_absolute_url()).content.decode()


def test_dissolved_department_says_so(client):
    department = make_department(dissolved_on=date(2022, 3, 1))

    assert "已于2022年3月1日撤销" in client.get(department.get_absolute_url()).content.decode()


def test_department_says_when_a_post_was_seen_rather_than_that_it_is_held(client):
    department, person = make_department(), make_person("苏合")
    person.appointments.create(department=department, title="主任", attested_on=date(2021, 4, 14))
    make_article(person=person, published=True)

    assert "见于2021年4月14日报道" in client.get(department.get_absolute_url()).content.decode()


def test_departments_in_a_circle_are_still_shown(client):
    first = make_department("甲办")
    second = make_department("乙办", parent=first)
    type(first).objects.filter(pk=first.pk).update(parent=second)

    assert client.get(first.get_absolute_url()).status_code == 200
    assert "甲办" in client.get("/departments/").content.decode()


def test_editions_of_one_day_do_not_mix(client):
    day = date(2023, 5, 10)
    for edition in (1, 2):
        issue = make_issue(day, edition=edition, published=True)
        for number in ("01", "02"):
            page = make_page(issue, number)
            make_article(f"{edition}次{number}版", page=page, published=True)

    headlines = [article.headline for article in client.get("/articles/").context["articles"]]

    assert headlines == ["2次01版", "2次02版", "1次01版", "1次02版"]
