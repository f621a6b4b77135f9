"""What the templates of the public pages print with."""

import json
import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from articles.models import Issue, Publication
from articles.printing import json_ld, largest, marked, numbered, phrases, renditions, weeks
from articles.search.results import pieces


def photo(width):
    storage = SimpleNamespace(url=lambda name: f"/media/{name}")
    image = SimpleNamespace(name="photos/a/original.jpg", storage=storage)
    return SimpleNamespace(image=image, width=width)


def test_marked_text_is_escaped():
    assert marked(pieces("<b>公园</b> & 步道", ["公园"])) == (
        "&lt;b&gt;<mark>公园</mark>&lt;/b&gt; &amp; 步道"
    )


def test_headline_is_marked_across_its_line_break():
    assert phrases("便民步道 今日<开放>", ["道 今"]) == (
        '<span class="phrase">便民步<mark>道</mark></span>'
        ' <span class="phrase"><mark>今</mark>日&lt;开放&gt;</span>'
    )


@pytest.mark.parametrize(
    "headline,parts",
    [
        ("葫芦丝、书法、剪纸，安瑞花园办起剪纸班", ["葫芦丝、书法、剪纸，", "安瑞花园办起剪纸班"]),
        ("凉城：我们的家", ["凉城：我们的家"]),
        ("“走得稳了！”居民点赞", ["“走得稳了！”居民点赞"]),
        ("步道修好了！", ["步道修好了！"]),
        ("你来，我来，大家来", ["你来，我来，", "大家来"]),
    ],
)
def test_headline_breaks_behind_a_stop_with_something_before_it(headline, parts):
    shown = re.sub("<[^>]+>", "|", str(phrases(headline))).strip("|").split("||")

    assert shown == parts


def test_headline_keeps_its_blanks_and_gets_none_behind_a_stop():
    assert re.sub("<[^>]+>", "", str(phrases("步道修好了， 大家来走：一起"))) == (
        "步道修好了， 大家来走：一起"
    )


def test_headline_of_one_phrase_is_text():
    assert phrases("便民<步道>") == "便民&lt;步道&gt;"
    assert phrases("便民<步道>", ["步道"]) == "便民&lt;<mark>步道</mark>&gt;"


def test_headlines_of_a_body_are_of_the_level_asked_for_and_its_tables_reached_by_keyboard():
    body = "<h3>一</h3><table><tr><td>二</td></tr></table>"

    assert numbered(body, 2).startswith("<h2>一</h2>")
    assert '<table tabindex="0">' in numbered(body)


def test_a_picture_comes_in_no_width_that_it_has_not_nor_above_the_widest():
    shown = renditions(photo(1000))

    assert shown.jpeg == (
        "/media/photos/a/240.jpg 240w, /media/photos/a/480.jpg 480w, /media/photos/a/960.jpg 960w"
    )
    assert shown.avif == shown.jpeg.replace(".jpg", ".avif")
    assert shown.webp == shown.jpeg.replace(".jpg", ".webp")
    assert shown.fallback == "/media/photos/a/480.jpg"
    assert renditions(photo(1000), widest=480).jpeg.endswith("480w")


@pytest.mark.parametrize(
    "width,address",
    [(400, "/media/photos/a/original.jpg"), (5000, "/media/photos/a/1920.jpg")],
)
def test_a_small_photo_is_largest_as_it_is(width, address):
    assert largest(photo(width)) == address


def test_a_month_begins_on_monday_and_its_days_hold_their_issues():
    first = Issue(issued_on=date(2021, 4, 14))
    second = Issue(issued_on=date(2021, 4, 14), edition=2)

    month = weeks(date(2021, 4, 1), [first, second])

    assert [day for day, _ in month[0]] == [0, 0, 0, 1, 2, 3, 4]
    assert month[2][2] == (14, [first, second])
    assert all(issues == () for week in month for day, issues in week if day != 14)


def test_data_for_machines_cannot_end_its_element():
    publication = Publication(name="</script><b>&")
    context = {"request": RequestFactory().get("/"), "publication": publication}

    html = json_ld(context, "newspaper")

    assert html.count("<") == 2
    assert html.startswith('<script type="application/ld+json">')
    data = json.loads(html.removeprefix('<script type="application/ld+json">')[: -len("</script>")])
    assert "</script><b>&" in data["name"]
