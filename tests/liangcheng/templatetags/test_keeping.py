"""What all pages of a generation share: made once in each, with nothing of one reader in it."""

import re

import pytest
from django.template import Context, Template, engines
from django.test import Client, RequestFactory

from articles.models import Publication
from liangcheng.templatetags.keeping import Kept
from tests.factories import make_article

pytestmark = pytest.mark.django_db

READINGS = ["", "elder", "dark", "light.size2", "elder.hant", "still"]


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(Kept, "_made", (None, {}))


@pytest.fixture
def publication():
    return Publication.objects.create(name="云栖", tagline="云栖的报")


def page(reading="", path="/", client=None):
    client = client or Client()
    client.cookies["reading"] = reading
    return client.get(path).content.decode()


def alone(monkeypatch, **asked):
    """The page as it is where nothing was made before."""
    monkeypatch.setattr(Kept, "_made", (None, {}))
    return page(**asked)


def test_each_reader_gets_the_page_as_set_for_that_reader(publication, monkeypatch):
    expected = {reading: alone(monkeypatch, reading=reading) for reading in READINGS}
    assert len(set(expected.values())) == len(READINGS)

    monkeypatch.setattr(Kept, "_made", (None, {}))

    for reading in READINGS * 2:
        assert page(reading) == expected[reading]


def test_the_front_page_and_others_have_their_own_nameplate(publication):
    assert '<h1 class="nameplate">' in page()
    assert '<p class="nameplate">' in page(path="/people/")
    assert '<h1 class="nameplate">' in page()


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
def test_a_change_of_the_paper_is_on_the_next_page(publication, field, value):
    assert value not in page()

    setattr(publication, field, value)
    publication.save()

    assert value in page()


def test_where_the_setting_changes_the_page_does(publication, settings):
    assert "离线阅读" in page()

    settings.OFFLINE = False

    assert "离线阅读" not in page()


def test_it_is_made_once_a_generation(publication, monkeypatch):
    page()
    made = Kept._made[1]
    assert len(made) == 6
    monkeypatch.delattr(Kept, "_render")

    page()

    assert Kept._made[1] is made


def test_the_parts_of_a_generation_that_is_over_are_dropped(publication):
    page("elder")
    make_article(published=True)

    page("dark")

    assert not any("elder" in part for key in Kept._made[1] for part in key)


def test_what_staff_see_is_neither_kept_nor_taken(publication, editor_client):
    draft = make_article("未发的")
    page(path=draft.get_absolute_url(), client=editor_client)
    assert Kept._made == (None, {})
    page()
    for key in Kept._made[1]:
        Kept._made[1][key] = "留着的"

    assert "留着的" in page()
    assert "留着的" not in page(path=draft.get_absolute_url(), client=editor_client)


def test_an_editors_press_of_elder_mode_is_for_that_editor(publication, editor_client):
    page("elder", client=editor_client)

    assert not re.search(r'href="[^"]*elder\.css', page())


def test_a_part_sees_nothing_but_what_it_is_given(monkeypatch):
    part = engines["django"].from_string("{{ given }}{{ secret }}").template
    monkeypatch.setattr("django.template.engine.Engine.get_template", lambda self, name: part)
    template = Template('{% load keeping %}{% kept "part.html" given=given %}')
    request = RequestFactory().get("/")
    request.generation = 1

    context = Context({"request": request, "given": "看得见", "secret": "看不见"})

    assert template.render(context) == "看得见"
