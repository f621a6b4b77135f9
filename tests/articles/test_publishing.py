from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, Issue, Page, Photo
from articles.publishing import NotReady
from tests.factories import make_article, make_issue, make_page, make_person, make_photo

pytestmark = pytest.mark.django_db

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


def make_ready_issue(**fields):
    """An issue of one page with two complete drafts; the issue and its articles."""
    issue = make_issue(**fields)
    page = make_page(issue)
    return issue, [make_article(page=page), make_article(page=page)]


def public():
    return set(Article.objects.published())


# What the public may see


def test_published_is_marked_and_due(django_assert_num_queries):
    now = timezone.now()
    shown = make_article(published=now - SECOND)
    make_article(published=now + HOUR)
    make_article()

    with django_assert_num_queries(1):
        assert public() == {shown}


def test_published_at_a_given_time():
    now = timezone.now()
    article = make_article(published=now)

    assert not Article.objects.published(at=now - SECOND)
    assert list(Article.objects.published(at=now)) == [article]


def test_article_is_public_with_its_issue_only():
    now = timezone.now()
    make_article(page=make_page(make_issue()), published=True)
    later = make_article(page=make_page(make_issue(published=now + HOUR)), published=True)
    shown = make_article(page=make_page(published=True), published=True)

    assert public() == {shown}
    assert set(Article.objects.published(at=now + HOUR)) == {shown, later}


def test_page_is_public_with_its_issue():
    page = make_page(published=True)
    make_page()

    assert list(Page.objects.published()) == [page]


def test_parts_are_public_with_their_article():
    person = make_person()
    hidden, shown = make_article(person=person), make_article(published=True, person=person)
    make_photo(hidden)
    photo = make_photo(shown)
    for article in (hidden, shown):
        article.corrections.create(text="应为“步道”。")

    assert list(Photo.objects.published()) == [photo]
    assert [mention.article for mention in person.mentions.published()] == [shown]
    assert list(hidden.corrections.published()) == []
    assert len(shown.corrections.published()) == 1


@pytest.mark.parametrize("model", [Article, Issue, Page])
def test_drafts_are_visible_to_staff_who_may_change_them(model, django_user_model):
    make_article(page=make_page())
    permission = Permission.objects.get(codename=f"change_{model._meta.model_name}")
    able = django_user_model.objects.create_user("able", is_staff=True)
    former = django_user_model.objects.create_user("former", is_staff=True, is_active=False)
    reader = django_user_model.objects.create_user("reader")
    for user in (able, former, reader):
        user.user_permissions.add(permission)
    clerk = django_user_model.objects.create_user("clerk", is_staff=True)

    assert model.objects.visible_to(able).count() == 1
    for user in (former, reader, clerk, AnonymousUser()):
        assert not model.objects.visible_to(user), user


# Publishing one row


def test_draft_is_published_now():
    article = make_article()
    before = timezone.now()

    article.publish()

    assert article.state == "published"
    article.refresh_from_db()
    assert before <= article.published_at <= timezone.now()
    assert public() == {article}
    assert article.state_label == "已发布"


def test_web_only_article_takes_its_date_from_its_publication():
    article = make_article()
    assert article.dated_on is None

    # 23:30 on the ninth in UTC is the tenth in Shanghai.
    article.publish(at=timezone.datetime.fromisoformat("2023-05-09T23:30:00+00:00"))

    article.refresh_from_db()
    assert article.dated_on == date(2023, 5, 10)


def test_scheduled_article_is_not_public_yet():
    article = make_article()

    article.publish(at=timezone.now() + HOUR)

    assert article.state == "scheduled"
    assert article.state_label.startswith("定时 ")
    assert public() == set()


def test_withdrawn_article_keeps_its_time_and_returns_with_it():
    article = make_article(published=timezone.now() - DAY)
    first = article.published_at

    article.withdraw()
    assert article.state == "withdrawn"
    assert article.state_label == "已撤回"
    assert public() == set()

    article.publish()
    assert article.published_at == first
    assert public() == {article}


def test_drafts_are_told_from_what_was_taken_back():
    draft, taken_back = make_article(), make_article(published=True)
    make_article(published=True)
    taken_back.withdraw()

    assert list(Article.objects.never_public()) == [draft]
    assert list(Article.objects.withdrawn()) == [taken_back]


def test_what_is_public_is_not_changed_by_publishing_it_again():
    issue = make_issue(published=True)
    article = make_article(page=make_page(issue), published=True)
    before = issue.updated_at, article.updated_at

    article.publish()
    issue.publish()

    issue.refresh_from_db()
    article.refresh_from_db()
    assert (issue.updated_at, article.updated_at) == before


def test_a_draft_goes_out_with_its_issue_that_is_public():
    issue = make_issue(published=True)
    page = make_page(issue)
    make_article(page=page, published=True)
    added = make_article(page=page)

    issue.publish()

    added.refresh_from_db()
    assert added.state == "published"


def test_what_is_public_is_not_scheduled():
    article = make_article(published=True)
    before = article.published_at

    with pytest.raises(NotReady, match="已经发布，不能再定时"):
        article.publish(timezone.now() + timedelta(days=1))

    article.refresh_from_db()
    assert (article.state, article.published_at) == ("published", before)


def test_scheduled_article_that_is_withdrawn_is_a_draft_again():
    article = make_article(published=timezone.now() + HOUR)

    article.withdraw()

    article.refresh_from_db()
    assert article.published_at is None
    assert article.state == "draft"


def test_scheduled_article_may_be_published_at_once():
    article = make_article(published=timezone.now() + HOUR)

    article.publish()

    assert public() == {article}


@pytest.mark.parametrize(
    "fields,words",
    [({"headline": " "}, "没有标题"), ({"department": False}, "没有发稿单位")],
)
def test_incomplete_article_is_not_published(fields, words):
    article = make_article(**fields)

    with pytest.raises(NotReady, match=words) as refusal:
        article.publish()

    assert [problem.about for problem in refusal.value.problems] == [article]
    article.refresh_from_db()
    assert article.state == "draft"


def test_publishing_decides_on_the_row_as_it_stands():
    article = make_article()
    Article.objects.filter(pk=article.pk).update(headline="")

    with pytest.raises(NotReady, match="没有标题"):
        article.publish()


def test_publishing_does_not_overwrite_what_somebody_else_saved():
    article = make_article("旧题")
    Article.objects.filter(pk=article.pk).update(headline="新题")

    article.publish()

    assert Article.objects.get().headline == "新题"


def test_published_without_a_time_is_refused_by_the_database():
    for row in (make_article(), make_issue()):
        with (
            pytest.raises(IntegrityError, match=f"{row._meta.model_name}_published_has_time"),
            transaction.atomic(),
        ):
            type(row).objects.filter(pk=row.pk).update(status="published")


# Publishing many


def test_many_are_published_all_or_none():
    ready, incomplete = make_article(), make_article(headline="")
    unsigned = make_article("步道", department=False)

    with pytest.raises(NotReady) as refusal:
        Article.objects.publish()

    assert public() == set()
    assert {problem.about for problem in refusal.value.problems} == {unsigned, incomplete}
    ready.refresh_from_db()
    assert ready.state == "draft"


def test_many_are_published_and_withdrawn():
    articles = {make_article(), make_article()}

    Article.objects.publish()
    assert public() == articles

    Article.objects.withdraw()
    assert public() == set()


# Issues


def test_issue_goes_out_with_its_drafts():
    issue, articles = make_ready_issue()

    issue.publish()

    assert public() == set(articles)
    assert {article.published_at for article in public()} == {issue.published_at}


def test_issue_is_published_in_a_fixed_number_of_queries(django_assert_max_num_queries):
    issue, _ = make_ready_issue()
    for _ in range(5):
        make_article(page=issue.pages.get())

    with django_assert_max_num_queries(28):  # nine for the search index, three for the generation
        issue.publish()


def test_issue_without_pages_is_not_published():
    issue = make_issue(date(2023, 5, 10))

    with pytest.raises(NotReady, match="2023年5月10日：还没有版面"):
        issue.publish()


def test_issue_says_everything_that_is_missing_and_where():
    issue = make_issue(date(2023, 5, 10))
    make_page(issue, "01", section_label="要闻")
    page = make_page(issue, "02", section_label="全景")
    nameless = make_article("", page=page, body="<p>云栖街道近日整修了三处便民步道。</p>")
    unsigned = make_article("步道", page=page, department=False)

    with pytest.raises(NotReady) as refusal:
        issue.publish()

    assert refusal.value.messages == [
        "2023年5月10日 第01版 要闻：还没有稿件。",
        "2023年5月10日 第02版 全景 第1篇（无标题，开头是“云栖街道近日整修了三处便……”）：没有标题。",
        "2023年5月10日 第02版 全景《步道》：没有发稿单位。",
    ]
    assert [problem.about for problem in refusal.value.problems][1:] == [nameless, unsigned]
    assert Issue.objects.get().state == "draft"
    assert public() == set()


def test_article_withdrawn_on_its_own_stays_withdrawn():
    issue, (kept, withdrawn) = make_ready_issue()
    issue.publish()
    withdrawn.withdraw()

    issue.withdraw()
    assert public() == set()
    issue.publish()

    assert public() == {kept}


def test_page_of_withdrawn_articles_is_empty():
    issue, articles = make_ready_issue()
    issue.publish()
    Article.objects.withdraw()
    issue.withdraw()

    with pytest.raises(NotReady, match="还没有稿件"):
        issue.publish()
    assert len(articles) == 2


def test_scheduled_issue_brings_its_articles_when_it_is_due():
    issue, articles = make_ready_issue()
    due = timezone.now() + HOUR

    issue.publish(at=due)

    assert issue.state == "scheduled"
    assert public() == set()
    assert set(Article.objects.published(at=due)) == set(articles)


def test_scheduled_issue_published_at_once_brings_its_articles():
    issue, articles = make_ready_issue()
    issue.publish(at=timezone.now() + HOUR)

    issue.publish()

    assert public() == set(articles)


def test_scheduled_issue_withdrawn_and_published_brings_its_articles():
    issue, articles = make_ready_issue()
    issue.publish(at=timezone.now() + HOUR)

    issue.withdraw()
    assert {article.state for article in Article.objects.all()} == {"draft"}
    issue.publish()

    assert public() == set(articles)


def test_article_scheduled_on_its_own_waits_for_its_time():
    issue, (kept, later) = make_ready_issue()
    later.publish(at=timezone.now() + DAY)

    issue.publish(at=timezone.now() + HOUR)
    issue.publish()

    assert public() == {kept}


def test_draft_added_to_a_published_issue_is_not_public():
    issue, articles = make_ready_issue()
    issue.publish()

    make_article(page=issue.pages.get())

    assert public() == set(articles)
