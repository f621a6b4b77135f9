"""`{% url %}`, which works an address out once."""

from datetime import date

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch

from articles.models import Issue


def rendered(text, autoescape=True, **values):
    return Template(text).render(Context(values, autoescape=autoescape))


def test_an_address_is_that_of_its_view():
    assert rendered("{% url 'article' key %}", key=17) == "/articles/17/"
    assert rendered("{% url view %}", view="home") == "/"


def test_a_key_is_another_address_each_time():
    story = Template("{% for key in keys %}{% url 'article' key %} {% endfor %}")
    assert story.render(Context({"keys": [1, 2]})) == "/articles/1/ /articles/2/ "


def test_a_thing_that_has_moved_has_another_address():
    page = "{% url 'page' issue '02' %}"

    for day in ("2023-05-10", "2023-05-17"):
        issue = Issue(pk=1, issued_on=date.fromisoformat(day))
        assert rendered(page, issue=issue) == f"/issues/{day}/02/"


def test_what_ends_an_attribute_is_escaped():
    link = "{% url 'tag' slug %}"
    assert rendered(link, slug="a'b") == "/tags/a&#x27;b/"
    assert rendered(link, slug="a'b", autoescape=False) == "/tags/a'b/"


def test_names_of_a_namespace_keys_by_name_and_a_variable_are_django_s():
    assert rendered("{% url 'api:list_issues' %}") == "/api/issues"
    assert rendered("{% url 'article' pk=17 %}") == "/articles/17/"
    assert rendered("{% url 'article' key as it %}[{{ it }}]", key=None) == "[]"


def test_what_has_no_key_has_no_address():
    with pytest.raises(NoReverseMatch):
        rendered("{% url 'article' key %}", key=None)
    with pytest.raises(NoReverseMatch):
        rendered("{% url nothing %}")
