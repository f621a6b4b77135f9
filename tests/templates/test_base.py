"""The frame of all public pages: what the paper says of itself, and what is switched off."""

import pytest

from articles.models import Publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication():
    return Publication.objects.create(name="云栖", tagline="云栖的报")


def text(client, path="/"):
    return client.get(path).content.decode()


def test_only_the_front_page_has_the_name_of_the_paper_as_its_heading(client, publication):
    assert '<h1 class="nameplate">' in text(client)
    assert '<p class="nameplate">' in text(client, "/people/")


@pytest.mark.parametrize(
    "field,value",
    [
        ("name", "江湾"),
        ("tagline", "江湾的报"),
        ("publisher", "江湾街道"),
        ("contact", "江湾路一号"),
        ("icp_number", "沪ICP备0号"),
        ("site_identifier", "3100000000"),
    ],
)
def test_a_change_of_the_paper_is_on_the_next_page(client, publication, field, value):
    assert value not in text(client)

    setattr(publication, field, value)
    publication.save()

    assert value in text(client)


def test_where_reading_offline_is_off_nothing_leads_to_it(client, publication, settings):
    assert "离线阅读" in text(client)

    settings.OFFLINE = False

    assert "离线阅读" not in text(client)
