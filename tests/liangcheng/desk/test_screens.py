"""What every form of the desk does."""

import pytest
from django.contrib.admin import ModelAdmin

from articles.changes import articles_changed
from tests.admin_forms import admin_url, form_errors, save
from tests.factories import make_article, make_issue, make_page, make_photo, pdf_file, picture_file

pytestmark = pytest.mark.django_db


def illustrated():
    article = make_article()
    make_photo(article)
    return article


def files(media_root):
    return sorted(path for path in media_root.rglob("*") if path.is_file())


@pytest.fixture(params=[(ModelAdmin, "log_change"), (articles_changed, "send")])
def failing(request, monkeypatch):
    """Makes something fail: the desk's own log, or the index, which follows when all is written."""

    def fail(*args, **kwargs):
        raise RuntimeError("no room in the database")

    return lambda: monkeypatch.setattr(*request.param, fail)


@pytest.mark.parametrize(
    "make, fields",
    [
        (illustrated, ["photos-0-image"]),
        (lambda: make_page(image=picture_file(), pdf=pdf_file()), ["image", "pdf"]),
        (lambda: make_issue(pdf=pdf_file()), ["pdf"]),
    ],
    ids=["article", "page", "issue"],
)
def test_of_a_form_whose_transaction_fails_no_file_stays(
    editor_client, media_root, failing, make, fields
):
    owner = make()
    before = files(media_root)
    uploads = {name: pdf_file() if name == "pdf" else picture_file() for name in fields}
    failing()

    with pytest.raises(RuntimeError, match="no room"):
        save(editor_client, admin_url(type(owner), "change", owner.pk), files=uploads)

    assert files(media_root) == before


def test_place_in_an_order_that_not_every_database_holds_is_refused(editor_client):
    article = make_article(page=make_page())
    page, issue = article.page, article.page.issue

    for row, field in [
        (article, "position"),
        (article, "signoffs-0-position"),
        (page, "articles-0-position"),
        (issue, "pages-0-sequence"),
    ]:
        response = save(editor_client, admin_url(type(row), "change", row.pk), **{field: 10_000})
        assert form_errors(response) == ["请填 9999 以内的数。"]

    save(editor_client, admin_url(type(article), "change", article.pk), position=9999)
    article.refresh_from_db()
    assert article.position == 9999
