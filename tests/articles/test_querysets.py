from datetime import date

import pytest

from articles.models import Article, Issue, Signoff
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_page,
    make_person,
    make_photo,
)

pytestmark = pytest.mark.django_db

DAY, NEXT_WEEK = date(2023, 5, 10), date(2023, 5, 17)


# Issues


def test_issues_before_and_after_are_nearest_first():
    old, morning = make_issue(date(2023, 5, 3)), make_issue(DAY)
    extra, new = make_issue(DAY, edition=2), make_issue(NEXT_WEEK)

    assert list(Issue.objects.newest_first()) == [new, extra, morning, old]
    assert list(Issue.objects.before(extra)) == [morning, old]
    assert list(Issue.objects.after(morning)) == [extra, new]
    assert not Issue.objects.after(new)
    assert not Issue.objects.before(old)


# Articles in order


def test_newest_first_is_by_day_and_within_a_day_as_printed():
    issue = make_issue(DAY)
    first_page, second_page = make_page(issue, "01"), make_page(issue, "02")
    third = make_article("三", page=second_page)
    second = make_article("二", page=first_page, position=2)
    first = make_article("一", page=first_page, position=1)
    newer = make_article("新", page=make_page(make_issue(NEXT_WEEK)))
    manuscript = make_article("稿")

    assert list(Article.objects.newest_first()) == [manuscript, newer, first, second, third]


def test_as_printed_is_page_by_page():
    issue = make_issue()
    second_page = make_page(issue, "02", sequence=2)
    first_page = make_page(issue, "01", sequence=1)
    third = make_article(page=second_page)
    second = make_article(page=first_page, position=2)
    first = make_article(page=first_page, position=1)

    assert list(issue.articles.as_printed()) == [first, second, third]


# Articles about


def test_from_department_finds_joint_signoffs_once():
    department = make_department()
    alone = make_article(department=department)
    joint = make_article()
    Signoff.objects.create(article=joint, department=department, position=1)
    make_article()

    assert set(Article.objects.from_department(department)) == {alone, joint}
    assert Article.objects.from_department(department).count() == 2


def test_redate_writes_only_what_differs():
    old, undated = make_article(page=make_page(make_issue(DAY))), make_article()

    changed = Article.objects.redate(DAY)

    assert changed == 1  # what has no date differs too
    undated.refresh_from_db()
    assert undated.dated_on == DAY
    assert old.dated_on == DAY


# Costs


def fill(count):
    for _ in range(count):
        article = make_article(page=make_page(published=True), person=make_person())
        make_photo(article)
        article.corrections.create(text="应为“步道”。")
        article.tags.add("步道")


@pytest.mark.parametrize("count", [1, 4])
def test_list_reads_a_fixed_number_of_queries(count, django_assert_num_queries):
    fill(count)

    with django_assert_num_queries(3):
        for article in Article.objects.for_list():
            assert article.displayed_signoff
            assert article.issue
            assert article.lead_photo
            assert article.summary


@pytest.mark.parametrize("count", [1, 4])
def test_detail_reads_a_fixed_number_of_queries(count, django_assert_num_queries):
    fill(count)

    with django_assert_num_queries(6):
        for article in Article.objects.for_detail():
            assert article.body
            assert article.departments
            assert article.lead_photo
            assert [str(mention.person) for mention in article.mentions.all()]
            assert len(article.corrections.all()) == 1
            assert [tag.name for tag in article.tags.all()] == ["步道"]
