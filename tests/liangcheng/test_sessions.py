import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.http import parse_cookie
from django.urls import reverse

from liangcheng.sessions import SessionStore
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("value", [r'"aaaaaaaa\000"', "abcdefgh-1234567", "ABCDEFGH12345678"])
def test_cookie_that_holds_no_key_of_ours_is_no_session(client, value, django_assert_num_queries):
    cookie = f"{settings.SESSION_COOKIE_NAME}={value}"
    draft = make_article().get_absolute_url()

    key = parse_cookie(cookie)[settings.SESSION_COOKIE_NAME]
    with django_assert_num_queries(0):
        assert not SessionStore(key).keys()

    assert client.get(draft, headers={"cookie": cookie}).status_code == 404
    assert client.get(reverse("admin:login"), headers={"cookie": cookie}).status_code == 200


def test_session_is_found_by_its_key():
    session = SessionStore()
    session["name"] = "云栖"
    session.save()

    assert set(session.session_key) <= set(VALID_KEY_CHARS)
    assert SessionStore(session.session_key)["name"] == "云栖"
