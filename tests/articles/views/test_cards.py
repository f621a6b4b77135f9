"""Share cards by their addresses, and what pages say of them."""

import re
from datetime import date

import pytest

from tests.factories import make_article, make_issue, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    page = make_page(make_issue(date(2023, 5, 10), published=True), "01")
    return make_article("云栖街道整修便民步道", page=page, published=True)


def card_address(client, path):
    """What a page says its picture is."""
    text = client.get(path).content.decode()
    return re.search(r'og:image" content="http://testserver([^"]*card\.jpg[^"]*)"', text)[1]


@pytest.mark.parametrize("path", ["/", "/issues/2023-05-10/", "/issues/2023-05-10/01/", None])
def test_page_leads_to_its_card(client, story, path):
    response = client.get(card_address(client, path or story.get_absolute_url()))

    assert response["Content-Type"] == "image/jpeg"
    assert response.content.startswith(b"\xff\xd8")
    assert "max-age=3600" in response["Cache-Control"]


def test_page_says_how_large_its_card_is_and_what_stands_on_it(client, story):
    text = client.get(story.get_absolute_url()).content.decode()

    assert '<meta property="og:image:width" content="1200">' in text
    assert '<meta property="og:image:height" content="630">' in text
    assert "云栖街道整修便民步道 2023年5月10日 第01版" in text
    assert '<meta name="twitter:card" content="summary_large_image">' in text


def test_correction_gives_the_card_another_address(client, story):
    before = card_address(client, story.get_absolute_url())
    story.headline = "云栖街道整修便民步道五处"
    story.save()

    assert card_address(client, story.get_absolute_url()) != before


def test_unchanged_card_is_not_sent_again(client, story):
    path = f"/articles/{story.pk}/card.jpg"
    tag = client.get(path)["ETag"]

    assert client.get(path, headers={"if-none-match": tag}).status_code == 304


def test_card_of_a_draft_is_nobodys(editor_client, story):
    draft = make_article("未定稿")
    story.issue.withdraw()

    for path in (f"/articles/{draft.pk}/card.jpg", f"/articles/{story.pk}/card.jpg",
                 "/issues/2023-05-10/card.jpg", "/issues/2023-05-11/card.jpg",
                 "/issues/2023-05-10/01/card.jpg"):  # fmt: skip
        assert editor_client.get(path).status_code == 404, path


def test_page_that_is_not_there_has_none(client, story):
    assert client.get("/issues/2023-05-10/02/card.jpg").status_code == 404


def test_paper_without_anything_has_a_card(client):
    assert client.get("/card.jpg").status_code == 200
