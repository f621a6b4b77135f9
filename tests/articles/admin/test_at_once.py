"""Two of the staff at once: nobody's form undoes what a colleague did while it was open or sent."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag

from articles.admin.articles import ArticleForm
from articles.admin.issues import PageForm, PageFormSet
from articles.models import Article, Issue, Page, Publication
from articles.zones import draw, fingerprint
from departments.models import Department, Meeting, Person
from liangcheng.desk.guarding import GuardedForm
from tests.admin_forms import admin_url, form_data, save
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
    picture_file,
)

RIGHT = [[500, 0], [900, 0], [900, 500], [500, 500]]
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own")


@pytest.fixture
def page(db):
    return make_page(make_issue(date(2023, 5, 10), published=True), "01", section_label="要闻")


# While a form is being saved


def while_saving(monkeypatch, form, act):
    """Let a colleague begin to `act` when the form is checked; gives what waits for its end."""
    clean, waiting = form.clean, []

    def acted():
        try:
            act()
        finally:
            connection.close()

    def cleaned(self):
        waiting.append(pool.submit(acted))
        with pytest.raises(TimeoutError):
            waiting[0].result(timeout=0.3)
        return clean(self)

    pool = ThreadPoolExecutor(1)
    monkeypatch.setattr(form, "clean", cleaned)
    return waiting


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", [Article, Issue])
def test_withdrawal_waits_for_the_form_and_stays(editor_client, monkeypatch, page, kind):
    row = make_article(page=page, published=True) if kind is Article else page.issue
    colleague = while_saving(monkeypatch, GuardedForm, row.withdraw)

    save(editor_client, admin_url(kind, "change", row.pk))
    colleague[0].result(timeout=10)

    assert kind.objects.get(pk=row.pk).state == "withdrawn"


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_zones_wait_for_the_form_and_stay(editor_client, monkeypatch, page):
    article = make_article(page=page)
    seen = {article.pk: fingerprint(article.regions)}
    colleague = while_saving(
        monkeypatch, ArticleForm, lambda: draw(page, {article.pk: [RIGHT]}, seen)
    )

    save(editor_client, admin_url(Article, "change", article.pk), headline="修好了")
    colleague[0].result(timeout=10)

    article.refresh_from_db()
    assert (article.headline, article.regions) == ("修好了", [RIGHT])


def test_order_of_a_page_leaves_a_withdrawal_alone(editor_client, monkeypatch, page):
    article = make_article(page=page, published=True)
    make_article(page=page, published=True)
    clean = PageForm.clean

    def cleaned(self):
        Article.objects.get(pk=article.pk).withdraw()
        return clean(self)

    monkeypatch.setattr(PageForm, "clean", cleaned)
    order = {"articles-0-position": "2", "articles-1-position": "1"}
    save(editor_client, admin_url(Page, "change", page.pk), **order)

    article.refresh_from_db()
    assert (article.state, article.position) == ("withdrawn", 2)


def test_issue_leaves_the_picture_alone_that_a_page_just_got(editor_client, monkeypatch, page):
    page.image = picture_file()
    page.save()
    clean = PageFormSet.clean

    def cleaned(self):
        other = Page.objects.get(pk=page.pk)
        other.image = picture_file()
        other.save()
        return clean(self)

    monkeypatch.setattr(PageFormSet, "clean", cleaned)
    before = page.image.name
    save(
        editor_client,
        admin_url(Issue, "change", page.issue_id),
        **{"pages-0-section_label": "民生"},
    )

    page.refresh_from_db()
    assert page.section_label == "民生"
    assert page.image.name != before


@on_postgresql
def test_an_article_locks_its_meetings_before_itself(editor_client, page):
    article = make_article(page=page)
    article.meetings.add(make_meeting())
    other = make_meeting()
    address = admin_url(Article, "change", article.pk)
    data = form_data(editor_client.get(address), _save="1", meetings=other.pk)

    with CaptureQueriesContext(connection) as asked:
        editor_client.post(address, data)

    locks = [query["sql"] for query in asked if "FOR NO KEY UPDATE" in query["sql"]]
    tables = [next(t for t in ("_meeting", "_article") if f'{t}"."id"' in sql) for sql in locks]
    assert tables[:2] == ["_meeting", "_article"]


# While a form is open


def edited_meanwhile(client, model, pk, change):
    """What a form that was opened before a change answers when it is sent, the second time too."""
    address = admin_url(model, "change", pk)
    data = form_data(client.get(address), _save="1")
    change()
    refused = client.post(address, data)
    text = refused.content.decode() if refused.status_code == 200 else ""
    return text, lambda: client.post(address, form_data(refused, _save="1"))


def issue_and_its_page(page):
    return Issue, page.issue, lambda: Page.objects.update(section_label="综合新闻")


def page_and_its_label(page):
    return Page, page, lambda: Page.objects.update(section_label="综合新闻")


def person_and_post(page):
    person, department = make_person(), make_department()
    appoint = person.appointments.create
    return Person, person, partial(appoint, department=department, title="主任")


def department_and_name(page):
    department = make_department()
    return Department, department, lambda: department.other_names.create(name="老名字")


def meeting_and_organiser(page):
    meeting, department = make_meeting(), make_department()
    return Meeting, meeting, lambda: meeting.organisers.add(department)


def page_and_an_article_that_left_it(page):
    article, other = make_article(page=page), make_page(page.issue, "02")
    return Page, page, lambda: Article.objects.filter(pk=article.pk).update(page=other)


def person_and_a_post_that_was_deleted(page):
    person = make_person()
    post = person.appointments.create(department=make_department(), title="主任")
    return Person, person, post.delete


def paper_and_publisher(page):
    paper = Publication.objects.create(name="云栖", publisher="甲")
    return Publication, paper, lambda: Publication.objects.update(publisher="乙")


FORMS = [
    issue_and_its_page,
    page_and_its_label,
    page_and_an_article_that_left_it,
    person_and_post,
    person_and_a_post_that_was_deleted,
    department_and_name,
    meeting_and_organiser,
    paper_and_publisher,
]


@pytest.mark.parametrize("opened", FORMS)
def test_form_is_refused_once_where_a_colleague_changed_what_it_writes(editor_client, page, opened):
    model, row, change = opened(page)

    told, send_again = edited_meanwhile(editor_client, model, row.pk, change)

    assert "被别人改过" in told
    assert send_again().status_code == 302


def test_every_form_holds_its_version_once(admin_client, page):
    rows = [page, page.issue, make_article(), make_person(), make_department(), make_meeting()]
    rows += [Group.objects.get_or_create(name="编辑")[0], Tag.objects.create(name="便民")]

    for row in rows:
        text = admin_client.get(admin_url(type(row), "change", row.pk)).content.decode()
        assert text.count('name="version"') == 1, row


def test_form_of_a_page_does_not_mind_what_its_articles_say(editor_client, page):
    article = make_article(page=page)

    told, _ = edited_meanwhile(
        editor_client, Page, page.pk, lambda: Article.objects.get(pk=article.pk).save()
    )

    assert not told
