"""How often something comes from one address, and which that is."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from liangcheng.counting import Counter, client_address


def test_each_is_counted_for_himself_until_the_window_ends(clock):
    knocks = Counter("knocks", seconds=60)

    assert [knocks.add("a"), knocks.add("a", 5), knocks.add("b")] == [1, 6, 1]
    assert (knocks.so_far("a"), knocks.so_far("c"), knocks.wait()) == (6, 0, 45)
    clock[0] += knocks.wait()
    assert knocks.so_far("a") == 0


def test_files_remember_as_long_as_the_window(clock, monkeypatch, settings, tmp_path):
    settings.CACHES = {
        "default": {
            "BACKEND": "liangcheng.fast.steady_cache.SteadyFileBasedCache",
            "LOCATION": str(tmp_path),
        }
    }
    monkeypatch.setattr("time.time", lambda: clock[0])
    clock[0] -= clock[0] % 600
    knocks = Counter("knocks", seconds=600)
    knocks.add("a")
    knocks.add("a")

    clock[0] += 599

    assert knocks.so_far("a") == 2


@pytest.mark.parametrize("error", [ConnectionError, ValueError])
def test_without_a_cache_nothing_is_counted(clock, monkeypatch, error):
    def fail(*args, **kwargs):
        raise error

    for name in ("add", "get"):
        monkeypatch.setattr(cache, name, fail)

    assert Counter("knocks", seconds=60).add("a") == Counter("knocks", seconds=60).so_far("a") == 0


@pytest.mark.parametrize(
    "is_behind, remote, forwarded, found",
    [
        (False, "203.0.113.7", "", "203.0.113.7"),
        (False, "203.0.113.7", "198.51.100.1", "203.0.113.7"),
        (True, "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        # Whoever asks may send the header too: what our proxy added stands last.
        (True, "127.0.0.1", "192.0.2.1, 198.51.100.1", "198.51.100.1"),
        (True, "127.0.0.1", "", ""),
        (True, "127.0.0.1", "nonsense", ""),
        (False, "", "", ""),
        (False, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        (False, "::ffff:203.0.113.7", "", "203.0.113.7"),
    ],
)
def test_who_asks(settings, is_behind, remote, forwarded, found):
    settings.BEHIND_PROXY = is_behind
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}

    assert (
        client_address(RequestFactory().get("/api/issues", REMOTE_ADDR=remote, **headers)) == found
    )
