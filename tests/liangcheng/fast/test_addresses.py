"""Addresses of what a page links to."""

import pytest
from django.urls import NoReverseMatch

from liangcheng.fast.addresses import absolute_from, address


def test_an_address_is_that_of_its_view():
    assert address("article", 17) == "/articles/17/"
    assert address("department", "yunqi") == "/departments/yunqi/"
    assert address("page", "2023-05-10-2", "A3") == "/issues/2023-05-10-2/A3/"


def test_what_has_no_key_has_no_address():
    with pytest.raises(NoReverseMatch):
        address("article", None)


def test_a_full_address_is_on_the_host_that_was_asked(rf):
    absolute = absolute_from(rf.get("/articles/17/?year=2023", HTTP_HOST="localhost:8000"))

    assert absolute("/articles/17/") == "http://localhost:8000/articles/17/"
    assert absolute("/") == "http://localhost:8000/"


def test_a_file_in_a_storage_elsewhere_has_a_full_address_already(rf):
    absolute = absolute_from(rf.get("/"))

    assert absolute("https://files.example/a.jpg") == "https://files.example/a.jpg"
