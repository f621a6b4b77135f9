"""Questions that are compiled once: the same answers as Django's, each time they are asked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Prefetch
from django.utils import timezone

from articles.models import Article, Issue, Page, Signoff
from departments.models import Department, Meeting
from liangcheng.fast.compiled import LARGEST, compiled, forget, now, prefetched
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


@compiled
def with_all(pk):
    return Article.objects.published().for_detail().filter(pk=pk)


@compiled
def some(keys):
    return Article.objects.published().for_list().filter(pk__in=keys).order_by("pk")


@compiled
def headlines(keys):
    return Article.objects.filter(pk__in=keys).order_by("pk").values_list("headline", flat=True)


@pytest.fixture
def article():
    page = make_page(make_issue(date(2023, 5, 10), published=True), "02")
    article = make_article("步道", page=page, person=make_person("苏合"), published=True)
    Signoff.objects.create(article=article, department=make_department("江湾办"), position=2)
    article.tags.add("公园", "步道")
    make_photo(article)
    article.corrections.create(text="某处有误。")
    return article


def test_rows_come_with_all_that_the_queryset_reads(article, django_assert_num_queries):
    expected = Article.objects.published().for_detail().get(pk=article.pk)
    with_all(article.pk)

    with django_assert_num_queries(6):
        (found,) = with_all(article.pk)
        assert found == expected
        assert found.page.issue.issued_on == date(2023, 5, 10)
        assert found.published_at == expected.published_at
        assert found.regions == []
        assert [str(one) for one in found.departments] == [str(one) for one in expected.departments]
        assert [one.person.name for one in found.mentions.all()] == ["苏合"]
        for parts in ("photos", "corrections", "tags"):
            assert list(getattr(found, parts).all()) == list(getattr(expected, parts).all())
        assert found.corrections.all()[0].article is found


def test_it_is_compiled_once_and_asked_with_other_values(article, monkeypatch):
    other = make_article("公园", published=True)
    with_all(article.pk)
    monkeypatch.delattr("django.db.models.sql.compiler.SQLCompiler.as_sql")

    assert with_all(other.pk) == [other]
    assert with_all.first(article.pk) == article
    assert with_all.first(0) is None
    assert with_all(LARGEST + 1) == []


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 9])
def test_a_list_of_values_may_be_of_any_length(count):
    articles = [make_article(f"公园{number}", published=True) for number in range(count)]
    keys = [one.pk for one in articles]

    assert some(keys) == articles
    assert headlines(keys) == [one.headline for one in articles]


def test_lists_of_similar_lengths_are_the_same_question(monkeypatch):
    some([1, 2, 3, 4, 5])
    monkeypatch.delattr("django.db.models.sql.compiler.SQLCompiler.as_sql")

    assert some([1, 2, 3, 4, 5, 6, 7, 8]) == []
    assert some([1, 2, 3, 4, 5, 6]) == []


def test_what_is_due_appears_and_what_is_withdrawn_goes(article, monkeypatch):
    tomorrow = timezone.now() + timedelta(days=1)
    due = make_article("明天的", published=tomorrow)
    assert with_all(due.pk) == []

    monkeypatch.setattr(timezone, "now", lambda: tomorrow + timedelta(seconds=1))
    assert with_all(due.pk) == [due]

    due.withdraw()
    article.issue.withdraw()
    assert with_all(due.pk) == with_all(article.pk) == []


def test_now_is_one_moment_in_all_of_a_question(article, monkeypatch):
    """Of an article and of its issue: neither may be public without the other."""
    some([article.pk])
    asked, the_time = [], timezone.now
    monkeypatch.setattr(timezone, "now", lambda: asked.append(True) or the_time())

    assert some([article.pk]) == [article]
    assert len(asked) == 1


def test_outside_of_questions_now_is_the_time():
    before = timezone.now()

    assert before <= now() <= timezone.now()


def test_a_time_that_would_stay_is_refused():
    @compiled
    def stale():
        return Article.objects.published(at=timezone.now())

    for _ in range(2):
        with pytest.raises(TypeError, match="stale holds what differs each time"):
            stale()


def test_what_the_database_would_be_asked_once_only_is_refused(article):
    @compiled
    def stale():
        return Article.objects.filter(pk__in=list(Issue.objects.values_list("pk", flat=True)))

    for _ in range(2):
        with pytest.raises(TypeError, match="may not ask the database itself"):
            stale()


def test_what_refers_to_a_row_and_what_is_tied_to_many_is_prefetched():
    organiser = make_department("云栖办")
    first, second, third = (make_meeting() for _ in range(3))
    first.organisers.add(organiser)
    second.organisers.add(organiser)
    first.attendances.create(department=organiser, role="attend")

    @compiled
    def meetings():
        rows = Meeting.objects.order_by("pk")
        return rows.prefetch_related("organisers", "attendances")

    found = meetings()

    assert [one.organisers.all() for one in found] == [[organiser], [organiser], []]
    assert [len(one.attendances.all()) for one in found] == [1, 0, 0]
    assert found == [first, second, third]


def test_what_is_prefetched_under_a_name_brings_what_is_prefetched_for_it(article):
    @compiled
    def pages(issue):
        stories = Prefetch("articles", Article.objects.for_list(), to_attr="stories")
        return Page.objects.filter(issue__pk=issue).prefetch_related(stories)

    ((story,),) = (page.stories for page in pages(article.page.issue_id))

    assert story == article
    assert len(story.photos.all()) == 1
    assert [one.name for one in story.departments][1:] == ["江湾办"]


def test_a_row_that_is_joined_to_several_is_one_object(article):
    page = article.page
    beside = make_article(page=page, published=True)
    elsewhere = make_article(page=make_page(page.issue, "03"), published=True)
    on_the_web = make_article(published=True)

    found = some([article.pk, beside.pk, elsewhere.pk, on_the_web.pk])

    assert [one.page for one in found] == [page, page, elsewhere.page, None]
    assert found[0].page is found[1].page
    assert found[0].page.issue is found[2].page.issue


def test_what_is_prefetched_is_read_no_more(article, django_assert_num_queries):
    (found,) = with_all(article.pk)

    photos = list(article.photos.all())

    with django_assert_num_queries(0):
        assert prefetched(found, "photos") == photos
    with django_assert_num_queries(1):
        assert list(prefetched(Article(pk=article.pk), "photos")) == photos


def test_nothing_can_be_asked_of_what_is_prefetched(article):
    """It would answer for all rows, or ask once more."""
    (found,) = with_all(article.pk)

    with pytest.raises(AttributeError):
        found.photos.filter(pk=0)


def test_annotations_and_orders_stay():
    make_department("云栖办", position=2)
    make_department("江湾办", position=1)

    @compiled
    def departments():
        return Department.objects.order_by("-position").values_list("name", "position")[:1]

    assert departments() == [("云栖办", 2)]


@pytest.fixture
def moved_content_type(article):
    """Articles have another content type than before, and all that is kept of it was dropped."""
    with_all(article.pk)
    before = ContentType.objects.get_for_model(Article)
    after = ContentType.objects.create(app_label="elsewhere", model="elsewhere")
    article.tags.through.objects.update(content_type=after)
    ContentType.objects.filter(pk=before.pk).update(app_label="before")
    ContentType.objects.filter(pk=after.pk).update(app_label="articles", model="article")
    ContentType.objects.clear_cache()
    forget()
    yield
    ContentType.objects.clear_cache()
    forget()


def test_a_content_type_that_moved_is_looked_up_again(article, moved_content_type):
    (found,) = with_all(article.pk)

    assert sorted(tag.name for tag in found.tags.all()) == ["公园", "步道"]


@pytest.mark.django_db(transaction=True)
def test_threads_ask_side_by_side():
    articles = [make_article(f"公园{number}", published=True) for number in range(4)]

    def asked(place):
        try:
            return [
                (with_all(articles[place].pk), some([one.pk for one in articles[: place + 1]]))
                for _ in range(20)
            ]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        for place, answers in enumerate(pool.map(asked, range(4))):
            assert answers == [([articles[place]], articles[: place + 1])] * 20
