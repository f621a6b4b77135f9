"""What the tests of the paper's admin share."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission

from tests.factories import (
    make_article,
    make_issue,
    make_page,
)


@pytest.fixture
def ready_issue(db):
    """A draft issue with nothing missing: two pages, three articles."""
    issue = make_issue(date(2023, 5, 10), number=18, total_number=218)
    first, second = make_page(issue, "01"), make_page(issue, "02")
    for page, headline in [(first, "步道修好了"), (first, "食堂开张"), (second, "夜校招生")]:
        make_article(headline, page=page)
    return issue


@pytest.fixture
def reader_client(client, django_user_model):
    """A member of staff who may only look at articles."""
    user = django_user_model.objects.create_user("reader", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(user)
    return client
