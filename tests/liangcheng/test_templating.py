"""Jinja2 for the public pages, Django's own language for the desk."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import NoReverseMatch
from jinja2 import UndefinedError

from articles.models import Issue

FOLDER = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.*"))


def rendered(text, request=None, **values):
    return engines["public"].from_string(text).render(values, request)


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_template_is_read_in_its_own_language(name):
    language = "django" if name.startswith(("admin/", "registration/")) else "public"

    assert get_template(name).backend.name == language


def test_what_is_printed_is_text():
    assert rendered("{{ it }}", it="<b>&'") == "&lt;b&gt;&amp;&#39;"


def test_a_name_that_nobody_gave_may_be_asked_for_and_no_test_prints_it():
    assert rendered("{% if nothing %}da{% endif %}") == ""
    for text in ("{{ nothing }}", "{{ it.nothing }}", "{% for one in nothing %}{% endfor %}"):
        with pytest.raises(UndefinedError):
            rendered(text, it=Issue())


def test_numbers_are_not_grouped():
    assert rendered("{{ it }}", it=1234567) == "1234567"


def test_a_time_is_that_of_the_paper():
    late = datetime(2021, 4, 13, 23, 30, tzinfo=UTC)

    assert rendered("{{ it|date('Y年n月j日') }}", it=late) == "2021年4月14日"
    assert rendered("{{ it|date('c') }}", it=late) == "2021-04-14T07:30:00+08:00"
    assert rendered("{{ it|date('Y年n月j日') }}", it=date(2021, 4, 14)) == "2021年4月14日"


def test_an_address_is_that_of_its_view():
    assert rendered("{{ url('article', key) }}", key=17) == "/articles/17/"
    assert rendered("{{ url('api:list_issues') }}") == "/api/issues"


def test_what_has_no_key_has_no_address():
    with pytest.raises(NoReverseMatch):
        rendered("{{ url('article', key) }}", key=None)


def test_what_ends_an_attribute_is_escaped_in_an_address():
    assert rendered("{{ url('tag', slug) }}", slug="a'b") == "/tags/a&#39;b/"


def test_a_thing_that_has_moved_has_another_address():
    for day in ("2023-05-10", "2023-05-17"):
        issue = Issue(pk=1, issued_on=date.fromisoformat(day))
        assert rendered("{{ url('page', issue.key, '02') }}", issue=issue) == f"/issues/{day}/02/"


def test_a_query_keeps_what_is_not_changed():
    request = RequestFactory().get("/articles/?year=2021&before=7")

    assert rendered("{{ querystring(before=5) }}", request) == "?year=2021&amp;before=5"
    assert rendered("{{ querystring(before=none) }}", request) == "?year=2021"


@pytest.mark.django_db
def test_each_reader_gets_the_page_as_set_for_that_reader(client):
    pages = set()
    for reading in ("", "elder", "dark", "light.size2", "elder.hant", "still"):
        client.cookies["reading"] = reading
        pages.add(client.get("/").content)

    assert len(pages) == 6


def test_a_template_looks_names_up_in_one_dictionary():
    """Jinja2 chains two, and goes through them at each name of each part of a page."""
    template = engines["public"].get_template("components/cards.html").template

    assert type(template.globals) is dict
    assert {"url", "static", "json_ld"} <= template.globals.keys()
