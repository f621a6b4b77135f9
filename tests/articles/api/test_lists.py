"""What the endpoints answer: lists and their conditions, and each thing in full."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.api import search
from articles.models import Article
from articles.search.searching import Found
from tests.factories import make_article, make_issue, make_meeting, make_page, make_person

pytestmark = pytest.mark.django_db


def headlines(client, path):
    response = client.get(path)
    assert response.status_code == 200, (path, response.content.decode())
    return [article["headline"] for article in response.json()["items"]]


def test_everything_has_its_page_and_its_data(client, archive):
    """Each `url` is a page of the site, and its `api_url` follows from that."""
    waiting, seen = ["http://testserver/api/issues", "http://testserver/api/meetings"], set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address)
        assert response.status_code == 200, address
        for thing in things(response.json()):
            if "api_url" in thing:
                path = thing["url"].removeprefix("http://testserver")
                assert thing["api_url"] == f"http://testserver/api{path.removesuffix('/')}"
                waiting += [thing["url"], thing["api_url"]] if thing["url"] not in seen else []
                seen.add(thing["url"])
                assert client.get(thing["url"]).status_code == 200, thing["url"]
    kinds = {address.split("/")[4] for address in seen if "/api/" in address}
    assert kinds == {"issues", "articles", "departments", "people", "meetings"}


def things(data):
    """All objects in some data, however deep."""
    if isinstance(data, dict):
        yield data
        data = data.values()
    if isinstance(data, list) or not isinstance(data, str | int | float | None):
        for each in data:
            yield from things(each)


# Articles


def test_articles_come_newest_first(client, archive):
    earlier = make_page(make_issue(archive.day - timedelta(days=7), published=True))
    make_article("上一期的稿件", page=earlier, published=True)

    assert headlines(client, "/api/articles") == [
        "口袋公园开放",
        "便民步道整修完工",
        "上一期的稿件",
    ]


@pytest.mark.parametrize(
    "condition, found",
    [
        ("department=yunqi", ["口袋公园开放", "便民步道整修完工"]),
        ("department=yunqi-jiedao", ["口袋公园开放"]),
        ("tag=公园", ["口袋公园开放"]),
        ("issue=2023-05-10", ["口袋公园开放", "便民步道整修完工"]),
        ("issue=2023-05-10&page=02", ["便民步道整修完工"]),
        ("page=01", ["口袋公园开放"]),
        ("from=2023-05-10&to=2023-05-10", ["口袋公园开放", "便民步道整修完工"]),
        ("from=2023-05-11", []),
        ("to=2023-05-09", []),
    ],
)
def test_articles_are_narrowed(client, archive, condition, found):
    assert headlines(client, f"/api/articles?{condition}") == found


def test_articles_of_a_person_and_of_a_meeting(client, archive):
    person, meeting = archive.person.pk, archive.meeting.pk

    assert headlines(client, f"/api/articles?person={person}") == ["口袋公园开放"]
    assert headlines(client, f"/api/articles?meeting={meeting}") == ["口袋公园开放"]
    assert headlines(client, f"/api/articles?person={person}&page=02") == []


def test_articles_of_a_meeting_are_narrowed_and_paged(client, archive):
    day = archive.day
    for week in range(1, 4):
        page = make_page(make_issue(day + timedelta(weeks=week), published=True))
        article = make_article(f"回访{week}", page=page, published=True)
        article.meetings.add(archive.meeting)
    make_article("未定稿").meetings.add(archive.meeting)
    path = f"/api/articles?meeting={archive.meeting.pk}"

    assert headlines(client, path) == ["回访3", "回访2", "回访1", "口袋公园开放"]
    assert headlines(client, f"{path}&department=yunqi") == ["口袋公园开放"]
    assert headlines(client, f"{path}&from={day + timedelta(days=1)}&limit=2") == ["回访3", "回访2"]
    assert headlines(client, f"{path}&to={day}") == ["口袋公园开放"]
    first = client.get(f"{path}&limit=3").json()
    assert headlines(client, first["next"]) == ["口袋公园开放"]


def test_an_article_is_told_whole(client, archive):
    found = client.get(f"/api/articles/{archive.article.pk}").json()

    assert found["kicker"] == "民生"
    assert found["body"] == archive.article.body
    assert found["plain_text"] == "云栖街道的口袋公园开放了。\n居民说好。"
    assert found["dated_on"] == "2023-05-10"
    assert found["issue"]["key"] == "2023-05-10"
    assert found["page"]["number"] == "01"
    assert [unit["name"] for unit in found["issuing_departments"]] == ["云栖办", "云栖街道"]
    assert found["signoff"] == "云栖办、云栖街道"
    assert found["mentions"][0]["person"]["name"] == "苏合"
    assert found["meetings"][0]["held_on"] == "2023-05-10"
    assert found["tags"] == [{"name": "公园", "slug": "公园"}]
    assert found["corrections"][0]["text"] == "“开放”应为“试开放”。"
    assert found["regions"] == archive.article.regions


def test_a_picture_comes_with_all_its_sizes(client, archive):
    (photo,) = client.get(f"/api/articles/{archive.article.pk}").json()["photos"]

    assert (photo["width"], photo["height"]) == (1200, 800)
    assert (photo["alt_text"], photo["credit"]) == ("一条步道", "沈二")
    sizes = {(each["format"], each["width"], each["height"]) for each in photo["renditions"]}
    assert {("image/avif", 240, 160), ("image/jpeg", 960, 640)} <= sizes
    assert client.get(photo["renditions"][0]["url"]).status_code == 200


def test_an_article_on_the_web_only_has_no_issue(client):
    article = make_article(published=True)

    found = client.get(f"/api/articles/{article.pk}").json()

    assert (found["issue"], found["page"], found["lead_photo"]) == (None, None, None)
    assert found["dated_on"] == timezone.localdate().isoformat()


# Issues and pages


def test_issues_come_newest_first_and_can_be_cut_to_days(client, archive):
    make_issue(archive.day, edition=2, published=True)
    make_issue(archive.day - timedelta(days=7), published=True)
    keys = [each["key"] for each in client.get("/api/issues").json()["items"]]

    assert keys == ["2023-05-10-2", "2023-05-10", "2023-05-03"]
    cut = client.get("/api/issues?from=2023-05-01&to=2023-05-09").json()["items"]
    assert [each["key"] for each in cut] == ["2023-05-03"]


def test_an_issue_tells_its_pages_and_its_neighbours(client, archive):
    earlier = make_issue(archive.day - timedelta(days=7), published=True)

    found = client.get("/api/issues/2023-05-10").json()

    assert (found["number"], found["total_number"]) == (12, None)
    assert [(page["number"], len(page["articles"])) for page in found["pages"]] == [
        ("01", 1),
        ("02", 1),
    ]
    assert found["previous"] == f"http://testserver/api/issues/{earlier.key}"
    assert found["next"] is None


def test_a_page_tells_its_image_and_its_articles(client, archive):
    found = client.get("/api/issues/2023-05-10/01").json()

    assert found["responsible_editor"] == "林一"
    assert (found["image"]["width"], found["image"]["height"]) == (600, 900)
    assert [article["headline"] for article in found["articles"]] == ["口袋公园开放"]
    assert client.get("/api/issues/2023-05-10/02").json()["image"] is None


# Who and when


def test_departments_come_with_their_place_in_the_tree(client, archive):
    items = client.get("/api/departments").json()["items"]

    parents = {each["slug"]: each["parent"] and each["parent"]["slug"] for each in items}
    assert parents == {"yunqi-jiedao": None, "yunqi": "yunqi-jiedao"}
    found = client.get("/api/departments/yunqi").json()
    assert found["other_names"][0]["name"] == "云栖管理办"
    assert found["memberships"][0]["person"]["name"] == "苏合"
    assert headlines(client, found["articles"]) == ["口袋公园开放", "便民步道整修完工"]
    parent = client.get("/api/departments/yunqi-jiedao").json()
    assert [each["slug"] for each in parent["children"]] == ["yunqi"]


def test_a_person_is_told_with_posts_and_meetings(client, archive):
    (summary,) = client.get("/api/people").json()["items"]
    found = client.get(f"/api/people/{archive.person.pk}").json()

    assert summary["sort_name"] == found["sort_name"] == "su he"
    assert found["other_names"][0]["name"] == "合生"
    (post,) = found["memberships"]
    assert (post["title"], post["started_on"], post["attested_on"]) == ("主任", None, "2023-05-10")
    assert found["attendances"][0]["role_label"] == "主持"
    assert headlines(client, found["articles"]) == ["口袋公园开放"]


def test_people_come_by_their_reading(client):
    for name, reading in (("钟四", "zhong si"), ("艾五", "ai wu")):
        make_article(person=make_person(name, sort_name=reading), published=True)

    names = [each["name"] for each in client.get("/api/people").json()["items"]]

    assert names == ["艾五", "钟四"]


def test_a_meeting_is_told_with_who_took_part(client, archive):
    found = client.get(f"/api/meetings/{archive.meeting.pk}").json()

    assert (found["held_on"], found["earliest_on"]) == ("2023-05-10", "2023-05-10")
    assert found["organisers"][0]["slug"] == "yunqi-jiedao"
    chair, residents = found["attendances"]
    assert (chair["role"], chair["person"]["name"], chair["title_as_printed"]) == (
        "chair",
        "苏合",
        "主任",
    )
    assert (residents["person"], residents["as_printed"]) == (None, "各居民区代表")
    assert headlines(client, found["articles"]) == ["口袋公园开放"]


def test_meetings_are_cut_to_the_days_on_which_they_may_have_been(client):
    article = make_article(published=True)
    for name, held_on in (
        ("甲会", "2023-05-01/2023-05-10"),
        ("乙会", "/2023-05-05"),
        ("丙会", ""),
        ("丁会", "2023-05-20"),
    ):
        article.meetings.add(make_meeting(name, held_on=held_on))

    def names(condition):
        items = client.get(f"/api/meetings{condition}").json()["items"]
        return [each["name"] for each in items]

    assert names("") == ["丁会", "甲会", "乙会", "丙会"]
    assert names("?from=2023-05-06&to=2023-05-09") == ["甲会"]
    assert names("?to=2023-05-02") == ["甲会", "乙会"]
    assert names("?from=2023-05-11") == ["丁会"]


# Search


def test_search_answers_as_the_page_does(client, archive):
    page = client.get("/search/?q=公园").context
    found = client.get("/api/search?q=公园").json()

    assert [hit["id"] for hit in found["items"]] == [each.pk for each in page["articles"]]
    assert found["count"] == {"number": 1, "is_exact": True}
    assert {"text": "公园", "is_hit": True} in found["items"][0]["passage"]
    departments = next(each for each in found["facets"] if each["parameter"] == "department")
    assert {"name": "云栖办", "value": "yunqi", "count": 1} in departments["choices"]


@pytest.mark.parametrize(
    "condition, count",
    [
        ("q=云栖&department=yunqi", 2),
        ("q=云栖&tag=公园", 1),
        ("q=云栖&issue=2023-05-10&page=02", 1),
        ("q=云栖&kind=special", 1),
        ("q=云栖&year=2023&order=relevance", 2),
        ("q=云栖&year=2022", 0),
        ("department=yunqi-jiedao", 1),
    ],
)
def test_search_is_narrowed(client, archive, condition, count):
    assert client.get(f"/api/search?{condition}").json()["count"]["number"] == count


def test_search_for_nothing_says_so(client, archive):
    found = client.get("/api/search").json()

    assert (found["items"], found["count"]) == ([], None)
    assert found["notices"] == ["没有要查的词，也没有条件。请写 q，如 q=口袋公园。"]
    assert "没有可以查的字" in client.get("/api/search?q=！！").json()["notices"][0]


def test_further_hits_are_those_of_the_next_address(client):
    for number in range(5):
        make_article(f"步道{number}", published=True, dated_on=date(2023, 5, 1))
    for order in ("newest", "relevance"):
        path, seen, counts = f"/api/search?q=步道&limit=2&order={order}", [], []
        while path:
            found = client.get(path).json()
            seen += [hit["id"] for hit in found["items"]]
            counts.append(found["count"])
            path = found["next"]
        assert sorted(seen) == sorted(Article.objects.values_list("pk", flat=True)), order
        assert counts == [{"number": 5, "is_exact": True}, None, None], order


def test_what_a_busy_database_left_unfinished_is_not_kept(client, archive, monkeypatch):
    monkeypatch.setattr(search, "answer", lambda *args, **more: Found([], is_complete=False))

    response = client.get("/api/search?q=云栖 步道")

    assert response.json()["is_complete"] is False
    assert response["Cache-Control"] == "no-store"
