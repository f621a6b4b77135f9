"""Addresses of what a page links to."""

import pytest
from django.urls import NoReverseMatch

from liangcheng.addresses import address


def test_an_address_is_that_of_its_view():
    assert address("article", 17) == "/articles/17/"
    assert address("department", "yunqi") == "/departments/yunqi/"
    assert address("page", "2023-05-10-2", "A3") == "/issues/2023-05-10-2/A3/"


def test_what_has_no_key_has_no_address():
    with pytest.raises(NoReverseMatch):
        address("article", None)
