"""One draft of each kind, and every public surface: none shows it, previews excepted."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from articles.api.answers import api_path
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
    make_photo,
)
from tests.keeping import kept

pytestmark = pytest.mark.django_db

SECRET = "未定稿"
DAY = date(2023, 5, 10)


@pytest.fixture
@kept
def site():
    """A published issue, and beside it what is not public: each carries the word 未定稿."""
    department = make_department("云栖办", slug="yunqi")
    issue = make_issue(DAY, published=True)
    page = make_page(issue, "01")
    public = make_article("口袋公园开放", page=page, department=department, published=True)
    public.tags.add("公园")

    tomorrow = timezone.now() + timedelta(days=1)
    draft_issue = make_issue(date(2023, 5, 17))
    scheduled_issue = make_issue(date(2023, 6, 7), published=tomorrow)
    hidden = [
        make_article(f"{SECRET}一", page=page, department=department),
        make_article(f"{SECRET}二", page=page, department=department, published=tomorrow),
        make_article(f"{SECRET}三", page=make_page(draft_issue), published=True),
        make_article(f"{SECRET}四", page=make_page(scheduled_issue), published=True),
        make_article(f"{SECRET}五"),
    ]
    withdrawn = make_article(f"{SECRET}六", page=page, published=True)
    withdrawn.withdraw()
    hidden.append(withdrawn)
    for number, article in enumerate(hidden):
        article.plain_text = SECRET
        article.tags.add(f"{SECRET}标签{number}")
        person = make_person(f"{SECRET}人{number}")
        person.appointments.create(department=department, title=SECRET)
        article.mentions.create(person=person, name=person.name)
        meeting = make_meeting(f"{SECRET}会议{number}", held_on="2023-05-09")
        meeting.attendances.create(person=person, role="chair")
        article.meetings.add(meeting)
        make_photo(article, caption=SECRET)
    return {"public": public, "hidden": hidden, "issues": [draft_issue, scheduled_issue]}


def surfaces(site):
    """Every public address that lists or describes anything."""
    return [
        "/",
        "/issues/",
        "/issues/2023/",
        "/issues/2023/05/",
        "/issues/on-this-day/?day=05-10",
        "/issues/on-this-day/?day=05-17",
        "/issues/on-this-day/?day=06-07",
        "/issues/2023-05-10/",
        "/issues/2023-05-10/01/",
        "/articles/",
        site["public"].get_absolute_url(),
        "/departments/",
        "/departments/yunqi/",
        "/departments/yunqi/?year=2023",
        "/people/",
        "/meetings/",
        "/tags/",
        "/tags/公园/",
        f"/search/?q={SECRET}",
        "/search/?department=yunqi",
        "/search/?department=yunqi&order=relevance",
        f"/search/suggest/?q={SECRET}",
        "/search/suggest/?q=未",
        "/search/suggest/?q=wei",
        "/feeds/atom/",
        "/feeds/rss/",
        "/feeds/departments/yunqi/atom/",
        "/feeds/departments/yunqi/rss/",
        f"/feeds/search/atom/?q={SECRET}",
        "/feeds/search/atom/?department=yunqi",
        "/feeds/meetings.ics",
        "/offline.json",
        "/sitemap.xml",
        *(
            f"/sitemap-{section}.xml"
            for section in ("issues", "pages", "articles", "departments", "people", "meetings")
        ),
        "/api/",
        *(
            f"/api/{path}"
            for path in (
                "issues",
                "issues/2023-05-10",
                "issues/2023-05-10/01",
                "articles",
                f"articles/{site['public'].pk}",
                "articles?department=yunqi",
                "departments",
                "departments/yunqi",
                "people",
                "meetings",
                f"search?q={SECRET}",
                "search?department=yunqi",
                "iiif/collection.json",
                "iiif/issues/2023/collection.json",
                "iiif/issues/2023-05-10/manifest.json",
            )
        ),
    ]


def own_addresses(site):
    """The addresses of what is hidden itself."""
    for issue in site["issues"]:
        yield issue.get_absolute_url()
        yield from (page.get_absolute_url() for page in issue.pages.all())
    for article in site["hidden"]:
        yield article.get_absolute_url()
        yield from (photo.image.url for photo in article.photos.all())


def people_and_meetings(site):
    for article in site["hidden"]:
        yield from (mention.person.get_absolute_url() for mention in article.mentions.all())
        for meeting in article.meetings.all():
            yield meeting.get_absolute_url()
            yield f"/meetings/{meeting.pk}.ics"
        yield from (f"/tags/{tag.slug}/" for tag in article.tags.all())


def share_cards(site):
    """The pictures beside links in chats: of what is hidden there are none, for nobody."""
    for owner in (*site["issues"], *site["hidden"]):
        yield f"{owner.get_absolute_url()}card.jpg"


def test_no_surface_names_a_draft(client, site):
    hidden_paths = [*own_addresses(site), *people_and_meetings(site)]

    for path in surfaces(site):
        response = client.get(path)
        assert response.status_code == 200, path
        text = response.content.decode()
        text = text.replace(f"q={SECRET}", "").replace(f'value="{SECRET}"', "")
        for said_back in ("搜索：{}", "<bdi>{}</bdi>", "最新稿件：{}", '["{}", ['):
            text = text.replace(said_back.format(SECRET), "")
        assert SECRET not in text, path
        shown = [hidden for hidden in hidden_paths if f'{hidden}"' in text or f"{hidden}<" in text]
        assert not shown, path


def test_every_address_of_a_draft_is_not_found(client, site):
    for path in (*own_addresses(site), *people_and_meetings(site), *share_cards(site)):
        assert client.get(path).status_code == 404, path


def test_programs_find_no_draft_either(editor_client, site):
    """Not even with an editor's session: the API has no previews."""
    for path in (*own_addresses(site), *people_and_meetings(site)):
        if not path.startswith(("/media/", "/tags/")) and not path.endswith(".ics"):
            response = editor_client.get(api_path(path))
            assert response.status_code == 404, path
            assert SECRET not in response.content.decode()
    for issue in site["issues"]:
        assert editor_client.get(f"/api/iiif/issues/{issue.key}/manifest.json").status_code == 404
        assert editor_client.get(f"/api/articles?issue={issue.key}").status_code == 404
    for article in site["hidden"]:
        for kind, rows in (
            ("person", article.mentions.values_list("person", flat=True)),
            ("meeting", article.meetings.values_list("pk", flat=True)),
        ):
            for key in rows:
                assert editor_client.get(f"/api/articles?{kind}={key}").status_code == 404


def test_totals_do_not_count_drafts(client, site):
    assert len(client.get("/articles/").context["articles"]) == 1
    assert len(client.get("/departments/yunqi/").context["articles"]) == 1
    assert client.get("/search/?department=yunqi").context["found"].count.number == 1


def test_neighbours_skip_drafts(client, site):
    article = client.get(site["public"].get_absolute_url()).context
    issue = client.get("/issues/2023-05-10/").context

    assert (article["previous"], article["next"]) == (None, None)
    assert (issue["previous"], issue["next"]) == (None, None)


def test_staff_without_permission_see_no_draft(client, site, django_user_model):
    client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))

    for path in own_addresses(site):
        assert client.get(path).status_code == 404, path


def test_editors_preview_drafts_with_a_banner_and_no_cache(editor_client, site):
    pages = [path for path in own_addresses(site) if not path.startswith("/media/")]

    for path in pages:
        response = editor_client.get(path)
        assert response.status_code == 200, path
        assert "预览：" in response.content.decode(), path
        assert "no-store" in response["Cache-Control"], path
        assert response["X-Robots-Tag"] == "noindex", path


def test_who_may_not_preview_articles_sees_none_in_the_preview_of_their_page(
    client, site, django_user_model
):
    clerk = django_user_model.objects.create_user("clerk", is_staff=True)
    permissions = Permission.objects.filter(codename__in=["change_issue", "change_page"])
    clerk.user_permissions.set(permissions)
    client.force_login(clerk)

    for issue in site["issues"]:
        pages = [page.get_absolute_url() for page in issue.pages.all()]
        wechat = reverse("admin:articles_issue_wechat", args=[issue.pk])
        for path in (issue.get_absolute_url(), *pages, wechat):
            response = client.get(path)
            assert response.status_code == 200, path
            assert SECRET not in response.content.decode(), path


def test_editors_see_what_is_public_as_everybody_does(client, editor, site):
    for path in ("/issues/2023-05-10/", site["public"].get_absolute_url()):
        client.logout()
        public = client.get(path).content
        client.force_login(editor)
        assert client.get(path).content == public


def test_public_pages_do_not_depend_on_who_reads(client, site):
    for path in surfaces(site):
        # Their pages vary by the cookie of the reader's settings, and by nothing in the session.
        assert not client.get(path).wsgi_request.session.accessed, path


def test_article_taken_off_a_withdrawn_issue_stays_hidden(client):
    issue = make_issue()
    article = make_article(page=make_page(issue))
    issue.publish()
    issue.withdraw()
    article.refresh_from_db()

    article.page = None
    article.save()

    assert article.state == "draft"
    assert client.get(article.get_absolute_url()).status_code == 404


def test_article_moved_within_its_issue_keeps_its_state():
    issue = make_issue()
    article = make_article(page=make_page(issue))
    other = make_page(issue)
    make_article(page=other)
    issue.publish()
    issue.withdraw()
    article.refresh_from_db()

    article.page = other
    article.save()

    assert article.state == "published"
