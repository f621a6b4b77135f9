"""Related articles: what they share, why they are shown, and how much that costs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Issue
from articles.related import LATER, MOST, related, reported
from liangcheng.fast.compiled import forget
from tests.factories import make_article, make_issue, make_meeting, make_page, make_person

pytestmark = pytest.mark.django_db

DAY = date(2023, 5, 10)


def on(day, headline, *, tags=(), people=(), meeting=None, published=True):
    page = make_page(make_issue(day, edition=make_issue.calls, published=published))
    make_issue.calls += 1
    article = make_article(headline, page=page, published=published)
    article.tags.add(*tags)
    for person in people:
        article.mentions.create(person=person, name=person.name)
    if meeting:
        article.meetings.add(meeting)
    return article


@pytest.fixture(autouse=True)
def editions():
    """Each article in an issue of its own, whatever the day."""
    make_issue.calls = 1


def shown(article):
    """(headline, reason) of each related article."""
    article = Article.objects.for_detail().get(pk=article.pk)
    _, reports = reported(article)
    return [(one.article.headline, one.reason) for one in related(article, reports)]


def test_each_is_shown_with_its_strongest_reason_the_closest_first():
    person, meeting = make_person("苏合"), make_meeting()
    article = on(DAY, "甲乙丙丁", tags=["步道"], people=[person], meeting=meeting)
    on(DAY, "同会的", meeting=meeting)
    on(DAY, "同题同人的", tags=["步道"], people=[person])
    on(DAY, "同题的", tags=["步道", "食堂"])
    on(DAY, "同人的", people=[person])
    on(DAY, "无关的", tags=["食堂"])

    assert shown(article) == [
        ("同会的", "同一会议"),
        ("同题同人的", "相近话题：步道"),
        ("同题的", "相近话题：步道"),
        ("同人的", "同一人物：苏合"),
    ]


def test_of_two_issues_of_a_day_each_is_told_from_the_other():
    article = on(DAY, "步道", tags=["步道"])
    on(DAY, "又一篇", tags=["步道"])
    on(DAY - timedelta(7), "上一期的", tags=["步道"])
    later = datetime(2023, 5, 12, 8, tzinfo=UTC)
    make_article("网上的", published=later).tags.add("步道")
    Issue.objects.filter(issued_on=DAY - timedelta(7)).update(edition=1)
    article = Article.objects.for_detail().get(pk=article.pk)

    days = {one.article.headline: one.day for one in related(article, set())}

    assert days == {
        "又一篇": "2023年5月10日（当日第2次）",
        "上一期的": "2023年5月3日",
        "网上的": "2023年5月12日",
    }


def test_headlines_alike_are_related_by_two_words_or_a_long_one():
    article = on(DAY, "石桥花鸟市场搬迁 便民步道整修")
    on(DAY, "花鸟市场搬迁听取意见")
    on(DAY, "花鸟画展开幕")
    on(DAY, "街道召开工作会议")

    assert shown(article) == [("花鸟市场搬迁听取意见", "标题相近")]


def test_words_that_every_headline_holds_relate_nothing():
    article = on(DAY, "街道召开社区工作会议")
    on(DAY, "社区居民会议在街道召开")

    assert shown(article) == []


def test_at_most_six_the_nearest_in_time():
    article = on(DAY, "步道", tags=["步道"])
    for days in (1, 8, 2, 7, 3, 6, 4, 5):
        on(DAY - timedelta(days), f"{days}天前", tags=["步道"])

    assert [headline for headline, _ in shown(article)] == [f"{n}天前" for n in range(1, MOST + 1)]


def test_later_reports_are_shown_for_two_months():
    article = on(DAY, "步道", tags=["步道"])
    on(DAY + timedelta(LATER), "后续", tags=["步道"])
    on(DAY + timedelta(LATER + 1), "很久以后", tags=["步道"])

    assert shown(article) == [("后续", "相近话题：步道")]


@pytest.mark.parametrize("meeting", [True, False])
def test_drafts_are_related_to_nothing_public(meeting):
    meeting = meeting and make_meeting()
    article = on(DAY, "花鸟市场搬迁", tags=["步道"], meeting=meeting)
    on(DAY, "花鸟市场搬迁草稿", tags=["步道"], meeting=meeting, published=False)
    withdrawn = on(DAY, "花鸟市场搬迁撤回", tags=["步道"], meeting=meeting)
    withdrawn.withdraw()

    assert shown(article) == []


def test_article_without_a_day_or_a_word_has_none():
    assert shown(make_article("")) == []
    assert shown(make_article("！！")) == []


def test_meetings_come_the_latest_first_without_the_article_itself():
    early, late = make_meeting(held_on="2023-04-01"), make_meeting(held_on="2023-05-01")
    article, other = on(DAY, "甲", meeting=early), on(DAY, "乙", meeting=late)
    article.meetings.add(late)

    assert reported(article) == ([late, early], {other.pk})


@pytest.fixture
def few_reports(monkeypatch):
    """Only four reports of an article's meetings are read; the question holds how many."""
    monkeypatch.setattr("articles.related._REPORTS", 4)
    forget()
    yield
    forget()


def test_own_meetings_are_told_however_many_report_another(few_reports):
    busy, quiet = make_meeting(held_on="2023-05-01"), make_meeting(held_on="2023-04-01")
    article = on(DAY, "甲", meeting=busy)
    article.meetings.add(quiet)
    for _ in range(6):
        on(DAY, "乙", meeting=busy)

    meetings, reports = reported(article)

    assert (meetings, len(reports)) == ([busy, quiet], 2)


def test_three_queries_and_no_more_whatever_the_archive():
    person, meeting = make_person(), make_meeting()
    sharing = {"tags": ["步道"], "people": [person], "meeting": meeting}
    articles = [on(DAY, "花鸟市场搬迁", **sharing) for _ in range(2)]

    def queries():
        article = Article.objects.for_detail().get(pk=articles[0].pk)
        _, reports = reported(article)
        with CaptureQueriesContext(connection) as captured:
            assert related(article, reports)
        return len(captured)

    few = queries()
    for days in range(20):
        on(DAY - timedelta(days), "花鸟市场搬迁", **sharing)

    assert few == queries() == 3


def test_search_without_time_left_costs_the_related_ones_only(settings):
    article = on(DAY, "花鸟市场搬迁", tags=["步道"], meeting=make_meeting())
    on(DAY, "同题的", tags=["步道"])
    on(DAY, "同会的", meeting=article.meetings.get())
    settings.SEARCH_SECONDS = 0.000_001

    assert ("同会的", "同一会议") in shown(article)


def test_of_those_that_share_as_much_the_nearest_in_time_are_read(monkeypatch):
    monkeypatch.setattr("articles.related._READ", 2)
    article = on(DAY, "步道", tags=["步道"])
    for days in (30, 1, -1, -30):
        on(DAY + timedelta(days), f"{days}", tags=["步道"])

    assert {headline for headline, _ in shown(article)} == {"1", "-1"}


def test_the_same_day_is_nearer_than_the_day_before_on_the_web_too(monkeypatch):
    monkeypatch.setattr("articles.related._READ", 1)
    article = on(DAY, "步道", tags=["步道"])
    for day in (10, 9):
        when = datetime(2023, 5, day, 4, tzinfo=UTC)
        make_article(f"{day}日", published=when).tags.add("步道")

    assert [headline for headline, _ in shown(article)] == ["10日"]


def test_a_report_counts_with_all_that_it_shares_however_far(monkeypatch):
    monkeypatch.setattr("articles.related._READ", 2)
    meeting = make_meeting()
    article = on(DAY, "步道", tags=["步道"], meeting=meeting)
    on(DAY - timedelta(40), "远而同题同会", tags=["步道"], meeting=meeting)
    on(DAY - timedelta(20), "近而同会", meeting=meeting)
    for days in (1, 2, 3):
        on(DAY - timedelta(days), "同题", tags=["步道"])

    assert [headline for headline, _ in shown(article)][:2] == ["远而同题同会", "近而同会"]
