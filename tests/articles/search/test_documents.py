"""What of an article goes into the index: its rank, its labels, its words."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from articles.search.documents import (
    LEAD_LENGTH,
    day_of,
    documents,
    first_rank_of,
    label,
    labels,
    rank_of,
)
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
    make_photo,
)

DAY = date(2023, 5, 10)
# Before the year 1800 and from 2517 on, ranks do not tell one day from another.
DAYS = st.dates(date(1800, 1, 1), date(2500, 12, 31))
HIGHEST = (1 << 63) - 1


def document_of(article):
    (document,) = documents([article.pk])
    return document


# Rank


@pytest.mark.django_db
def test_rank_orders_articles_as_newest_first_does():
    extra, morning = make_issue(DAY, edition=2), make_issue(DAY)
    for issue in (morning, extra, make_issue(date(2023, 5, 9)), make_issue(date(1988, 1, 2))):
        for sequence in (3, 1):
            page = make_page(issue, f"0{sequence}", sequence=sequence)
            for position in (2, 1, 7):
                make_article(page=page, position=position, department=False)
            # Two at one place: the later one comes first.
            Article.objects.filter(pk=make_article(page=page).pk).update(position=7)
    for day in (10, 9, 11):
        noon = datetime(2023, 5, day, 4, tzinfo=UTC)
        make_article("网络首发", published=noon, department=False)
        make_article("网络首发", published=noon, department=False)
    make_article("没有日期", department=False)
    make_article("没有日期", department=False)

    newest_first = Article.objects.newest_first().values_list("pk", flat=True)
    by_rank = sorted(documents(newest_first), key=lambda one: one.rank, reverse=True)

    assert [document.article_id for document in by_rank] == list(newest_first)


@given(
    st.lists(
        st.tuples(
            st.none() | DAYS,
            st.none() | st.tuples(st.integers(1, 14), st.integers(0, 200)),
            st.integers(0, 250),
            st.integers(1, 1 << 25),
        ),
        max_size=8,
        unique_by=lambda one: one[3] % (1 << 25),
    )
)
def test_rank_is_by_day_edition_page_position_and_the_latest_first(facts):
    def rank(fact):
        day, place, position, key = fact
        return rank_of(day, *(place or (None, None)), position, key)

    def in_words(fact):
        day, place, position, key = fact
        edition, sequence = place or (0, 0)
        return (
            (day is None, day or DAY),
            (place is None, edition),
            (place is None, -sequence),
            -position,
            key % (1 << 25),
        )

    assert sorted(facts, key=rank) == sorted(facts, key=in_words)


@pytest.mark.parametrize(
    "facts",
    [
        (date(9999, 12, 31), 32_767, 0, 0, (1 << 25) - 1),
        (None, None, None, 0, (1 << 25) - 1),
        (date(1, 1, 1), 0, 32_767, 32_767, 1 << 40),
        (DAY, 32_767, 32_767, 32_767, 1 << 62),
    ],
)
def test_rank_of_the_outermost_values_fits_its_bits(facts):
    assert 0 <= rank_of(*facts) <= HIGHEST


def test_rank_puts_what_is_too_great_at_the_end_of_its_place():
    assert rank_of(DAY, 1, 900, 0, 1) == rank_of(DAY, 1, 254, 0, 1) < rank_of(DAY, 1, 1, 0, 1)
    assert rank_of(DAY, 99, 1, 0, 1) == rank_of(DAY, 14, 1, 0, 1) < rank_of(DAY, None, None, 0, 1)


@given(DAYS)
def test_day_of_the_first_rank_of_a_day_is_that_day(day):
    assert day_of(first_rank_of(day)) == day
    assert day_of(first_rank_of(day, later=1) - 1) == day


@given(DAYS, st.integers(1, 14), st.integers(0, 999), st.integers(0, 999), st.integers(1, 1 << 30))
def test_first_rank_of_a_day_is_not_above_any_rank_of_it(day, edition, sequence, position, key):
    rank = rank_of(day, edition, sequence, position, key)

    assert first_rank_of(day) <= rank < first_rank_of(day, later=1)
    assert day_of(rank) == day


def test_day_of_the_undated_is_none():
    assert day_of(rank_of(None)) is None
    assert day_of(HIGHEST) is None


def test_days_too_late_stand_with_the_undated_and_days_too_early_at_the_beginning():
    assert first_rank_of(date(9999, 1, 1)) == first_rank_of(date.max, later=1) <= rank_of(None)
    assert first_rank_of(date(1, 1, 1)) == first_rank_of(DAY, later=-1_000_000) == 0
    assert day_of(rank_of(date(1, 1, 1))) == date(1800, 1, 1)


# Labels


@pytest.mark.parametrize(
    "kind, value, expected",
    [
        ("dep", 1, "dep1"),
        ("pag", "A3", "paga3"),
        ("kin", "on_site", "kinonsite"),
        ("yea", 2021, "yea2021"),
    ],
)
def test_label_is_letters_and_digits_in_lower_case(kind, value, expected):
    assert label(kind, value) == expected


def test_labels_are_never_of_two_characters():
    found = labels(DAY, 1, "1", [1, 2], [3], [4], ["visit"]).split()

    assert found == (
        ["all", "yea2023", "mon202305", "iss1", "pag1", "dep1", "dep2", "per3", "tag4", "kinvisit"]
    )
    assert min(map(len, found)) > 2


def test_labels_without_anything_are_the_one_that_all_have():
    assert labels(None, None, None, [], [], [], []) == "all"


# Documents


@pytest.mark.django_db
def test_document_says_what_an_article_is_about():
    department, person = make_department(), make_person()
    issue = make_issue(DAY, published=True)
    article = make_article(
        page=make_page(issue, "A3"), department=department, person=person, published=True
    )
    article.meetings.add(make_meeting(classification="on_site"), make_meeting())
    article.tags.add("便民步道")
    tag = article.tags.get()

    document = document_of(article)

    assert document.labels.split() == [
        *("all", "yea2023", "mon202305", f"iss{issue.pk}", "paga3"),
        *(f"dep{department.pk}", f"per{person.pk}", f"tag{tag.pk}", "kinonsite", "kinspecial"),
    ]
    assert (document.issue_id, document.published_at) == (issue.pk, article.published_at)


@pytest.mark.django_db
def test_document_holds_all_words_of_an_article():
    article = make_article(
        "步道整修好了",
        kicker="为民办实事",
        subheadline="居民點贊",
        section="社区新闻",
        bylines="记者 苏合",
        signoff="云栖街道",
        body="<p>三处步道，５月完工。</p><p>欢迎散步。</p>",
    )
    make_photo(article, caption="新步道", credit="苏木 摄")

    document = document_of(article)

    assert document.headline == "为民办实事 步道整修好了 居民点赞"
    assert document.lead == "三处步道 5月完工"
    assert document.text == ("三处步道 5月完工 欢迎散步 社区新闻 记者 苏合 云栖街道 新步道 苏木 摄")
    assert document.content.split("\n") == [document.headline, document.lead, document.text]


@pytest.mark.django_db
def test_document_without_any_words_is_there_with_empty_lines():
    document = document_of(make_article("", body="", department=False))

    assert (document.content, document.labels) == ("\n\n", "all")


@pytest.mark.django_db
def test_lead_is_the_beginning_of_the_first_paragraph():
    body = f"<p>{'步道' * LEAD_LENGTH}</p><p>第二段</p>"

    assert document_of(make_article(body=body)).lead == "步道" * (LEAD_LENGTH // 2)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "withdrawn", "scheduled", "published"])
def test_document_is_dated_only_while_the_article_is_marked_as_published(state):
    at = datetime(2999 if state == "scheduled" else 2023, 5, 10, tzinfo=UTC)
    article = make_article(published=state != "draft" and at)
    if state == "withdrawn":
        article.withdraw()

    is_marked = state in ("scheduled", "published")
    assert document_of(article).published_at == (at if is_marked else None)


@pytest.mark.django_db
def test_documents_take_as_many_queries_for_many_as_for_one(django_assert_num_queries):
    page = make_page()
    for _ in range(5):
        article = make_article(page=page, person=make_person())
        make_photo(article)
        article.meetings.add(make_meeting())
        article.tags.add("便民步道")

    keys = list(Article.objects.values_list("pk", flat=True))
    documents(keys[:1])  # what it asks is compiled
    for number in (1, 5):
        with django_assert_num_queries(6):
            assert len(documents(keys[:number])) == number
