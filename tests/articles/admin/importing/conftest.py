"""What the tests of the import's screens begin with."""

import pytest
from django.test import Client

from tests.articles.admin.importing.screens import SECOND
from tests.articles.importing.reading_room import STORY, make_import, read_page


@pytest.fixture
def imported():
    """A page of two stories, ready for review; its blocks are numbered in printed order.

    0 masthead, 1 headline, 2 body, 3 sign-off, 4 headline, 5 body, 6 sign-off
    """
    return make_import(read_page(STORY, SECOND, image="page-1.jpg"))


@pytest.fixture
def colleague(django_user_model):
    """The browser of another clerk, 白芷."""
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("bz", last_name="白芷"))
    return client
