"""Caches that are away: Redis gone, a disk full, and the page is still read."""

import logging
import shutil
import socket
import subprocess
import time

import pytest
from django.core.cache import caches
from redis.exceptions import ConnectionError as RedisConnectionError

from liangcheng.fast import steady_cache
from tests.factories import make_article

REDIS = "liangcheng.fast.steady_cache.SteadyRedisCache"
FILES = "liangcheng.fast.steady_cache.SteadyFileBasedCache"


@pytest.fixture(autouse=True)
def no_outages():
    steady_cache._outages.clear()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def redis_gone(settings):
    """The default cache: Redis at a port that nobody listens at."""
    location = f"redis://127.0.0.1:{free_port()}/0"
    settings.CACHES = {"default": {"BACKEND": REDIS, "LOCATION": location}}
    return caches["default"]


def test_what_is_asked_of_it_is_not_there(redis_gone):
    assert redis_gone.get("a") is None
    assert redis_gone.get("a", "other") == "other"
    assert redis_gone.get_or_set("a", "made") == "made"
    assert redis_gone.get_many(["a", "b"]) == {}
    assert not redis_gone.has_key("a")
    redis_gone.set("a", 1)
    redis_gone.set_many({"a": 1})
    redis_gone.delete("a")
    redis_gone.clear()
    with pytest.raises(ValueError, match="not found"):
        redis_gone.incr("a")


def test_it_is_told_once_a_minute_and_not_asked_all_the_time(redis_gone, caplog, monkeypatch):
    asked, clock = [], [1000.0]

    def away(self, *args):
        asked.append(clock[0])
        raise RedisConnectionError

    monkeypatch.setattr("django.core.cache.backends.redis.RedisCacheClient.get", away)
    monkeypatch.setattr(steady_cache.time, "monotonic", lambda: clock[0])
    with caplog.at_level(logging.ERROR, logger=steady_cache.__name__):
        for second in range(70):
            clock[0] = 1000.0 + second
            redis_gone.get("a")

    assert asked == [1000.0 + second for second in range(0, 70, steady_cache.PAUSE)]
    assert len(caplog.records) == 2


@pytest.mark.django_db
def test_pages_are_read_without_redis(redis_gone, settings, client):
    settings.PAGE_CACHE_MEGABYTES = 1
    article = make_article("步道修好了", published=True)

    for _ in range(2):
        response = client.get(article.get_absolute_url())
        assert response.status_code == 200
        assert "步道修好了" in response.content.decode()


@pytest.mark.django_db
def test_pages_are_read_with_a_full_disk(settings, client, tmp_path, monkeypatch):
    settings.CACHES = {"default": {"BACKEND": FILES, "LOCATION": str(tmp_path)}}
    settings.PAGE_CACHE_MEGABYTES = 1

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.core.cache.backends.filebased.tempfile.mkstemp", full)

    assert client.get("/").status_code == 200
    assert steady_cache._outages[str(tmp_path)].asked_again_at > 0


@pytest.mark.django_db
def test_pages_are_read_where_the_folder_cannot_be_made(settings, client, tmp_path):
    """As when its disk is not there after a restart."""
    settings.PAGE_CACHE_MEGABYTES = 1
    article = make_article(published=True)
    mount = tmp_path / "mount"
    mount.write_bytes(b"")
    settings.CACHES = {"default": {"BACKEND": FILES, "LOCATION": str(mount / "cache")}}

    assert client.get(article.get_absolute_url()).status_code == 200
    mount.unlink()
    steady_cache._outages[str(mount / "cache")].asked_again_at = 0  # some seconds later
    caches["default"].set("a", 1)
    assert caches["default"].get("a") == 1  # used as soon as it is there


@pytest.mark.parametrize("damage", [lambda content: content[:40], lambda content: bytes(40)])
def test_a_damaged_file_is_a_miss_and_goes(settings, tmp_path, damage):
    settings.CACHES = {"default": {"BACKEND": FILES, "LOCATION": str(tmp_path)}}
    cache = caches["default"]
    cache.set("a", "步道" * 99)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))

    assert cache.get("a", "made anew") == "made anew"
    assert not file.exists()
    cache.set("a", "made anew")
    assert cache.get("a") == "made anew"  # no outage: the others are there


@pytest.mark.parametrize("method", ["get", "has_key"])
def test_a_disk_that_cannot_be_read_is_an_outage_and_costs_no_file(
    settings, tmp_path, monkeypatch, method
):
    settings.CACHES = {"default": {"BACKEND": FILES, "LOCATION": str(tmp_path)}}
    caches["default"].set("a", 1)

    def broken(*args):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("django.core.cache.backends.filebased.pickle.load", broken)

    assert not getattr(caches["default"], method)("a")
    assert steady_cache._outages[str(tmp_path)].asked_again_at > 0
    assert len([*tmp_path.iterdir()]) == 1


def test_a_file_of_zeros_is_not_there(settings, tmp_path):
    settings.CACHES = {"default": {"BACKEND": FILES, "LOCATION": str(tmp_path)}}
    cache = caches["default"]
    for asked in (cache.has_key, cache.touch):
        cache.set("a", 1)
        (file,) = tmp_path.iterdir()
        file.write_bytes(bytes(40))

        assert not asked("a")


@pytest.mark.skipif(not shutil.which("redis-server"), reason="no redis-server")
@pytest.mark.django_db
def test_a_real_redis_is_used_and_may_go(settings, client, tmp_path):
    port = free_port()
    settings.CACHES = {
        "default": {"BACKEND": REDIS, "LOCATION": f"redis://127.0.0.1:{port}/0"},
    }
    settings.PAGE_CACHE_MEGABYTES = 1
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if not probe.connect_ex(("127.0.0.1", port)):
                    break
            time.sleep(0.02)
        cache = caches["default"]
        tag = client.get("/")["ETag"]
        assert cache.get(f"page:{tag}")
    finally:
        server.kill()
        server.wait()

    assert client.get("/articles/").status_code == 200
    cache.close()
