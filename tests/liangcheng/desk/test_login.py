"""The desk's door: wrong passwords, and who has to wait."""

import pytest
from django.core.cache import cache
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def near_the_end(clock):
    """Three and a half minutes before a window ends."""
    clock[0] = 1_700_000_190.0


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def knock(client, editor):
    """Try to log in; whether the desk opened, or the page that came back."""

    def knock(password, name="editor", **headers):
        data = {"username": name, "password": password}
        response = client.post(reverse("admin:login"), data, **headers)
        return response.status_code == 302 or response.content.decode()

    return knock


RIGHT = "云栖街道"


def test_title_says_in_chinese_that_something_is_wrong(knock):
    assert "<title>有错误：" in knock("错")


def test_who_gets_it_wrong_ten_times_waits(knock, clock, caplog):
    for _ in range(10):
        assert "用户名或密码不对，请再输一次。" in knock("错")

    assert "输错的次数太多了。请等 4 分钟再试" in knock(RIGHT)
    assert "too many wrong passwords" in caplog.text
    assert "editor" not in caplog.text
    assert "127.0.0.1" not in caplog.text
    clock[0] += 211
    assert knock(RIGHT) is True


def test_right_password_in_time_is_never_counted(knock):
    for _ in range(12):
        assert knock(RIGHT) is True
    for _ in range(9):
        knock("错")

    assert knock(RIGHT) is True


def test_a_form_without_a_password_is_no_try(knock):
    for _ in range(12):
        knock("")

    assert knock(RIGHT) is True


def test_others_are_not_made_to_wait(knock):
    for _ in range(10):
        knock("错", name="somebody")
        knock("错", REMOTE_ADDR="203.0.113.7")

    assert knock(RIGHT) is True


def test_who_tries_many_names_waits_too(knock):
    for number in range(50):
        knock("错", name=f"name{number}")

    assert "输错的次数太多了" in knock(RIGHT)
    assert knock(RIGHT, REMOTE_ADDR="203.0.113.7") is True


def test_behind_a_proxy_the_address_is_what_it_says(knock, settings):
    settings.BEHIND_PROXY = True
    for _ in range(10):
        knock("错", HTTP_X_FORWARDED_FOR="192.0.2.1, 198.51.100.1")

    assert "输错的次数太多了" in knock(RIGHT, HTTP_X_FORWARDED_FOR="198.51.100.1")
    assert knock(RIGHT, HTTP_X_FORWARDED_FOR="192.0.2.1") is True


def test_without_a_cache_nobody_waits(knock, monkeypatch):
    def fail(*args, **kwargs):
        raise ConnectionError("Redis is gone")

    for name in ("add", "get"):
        monkeypatch.setattr(cache, name, fail)
    for _ in range(11):
        knock("错")

    assert knock(RIGHT) is True
