"""The one settings file, as a server reads it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BASE_DIR = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "a key for this test only, long enough for Django's own check",
    "ALLOWED_HOSTS": "paper.example",
    "DATABASE_URL": "sqlite://:memory:",
    "ENV_FILE": os.devnull,
}


def run(code, **env):
    """Run Python in a process of its own that has these variables and no others."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "liangcheng.settings", **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def settings_with(*names, **env):
    """What the settings of these names are under these variables."""
    code = (
        "import json; from django.conf import settings;"
        f"print(json.dumps({{name: getattr(settings, name, None) for name in {names}}}))"
    )
    result = run(code, **(PRODUCTION | env))
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize("env", [{}, {"SECRET_KEY": ""}])
def test_without_a_secret_key_nothing_starts(env):
    result = run("import django; django.setup()", ENV_FILE=os.devnull, **env)

    assert result.returncode == 1
    assert "缺少 SECRET_KEY" in result.stderr.splitlines()[-1]
    assert "make run" in result.stderr.splitlines()[-1]


def test_the_socket_of_postgresql_is_an_address():
    url = "postgres://liangcheng@//var/run/postgresql/paper"

    found = settings_with("DATABASES", DATABASE_URL=url)["DATABASES"]["default"]

    assert (found["HOST"], found["NAME"]) == ("/var/run/postgresql", "paper")
    assert (found["USER"], found["PASSWORD"]) == ("liangcheng", "")


def test_defaults_are_safe():
    found = settings_with(
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
        "SECURE_HSTS_PRELOAD",
        "SECURE_PROXY_SSL_HEADER",
        "STATIC_FROM_SOURCE",
        "WHITENOISE_USE_FINDERS",
    )

    assert found == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 365 * 24 * 60 * 60,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_PRELOAD": True,
        "SECURE_PROXY_SSL_HEADER": None,
        "STATIC_FROM_SOURCE": False,
        "WHITENOISE_USE_FINDERS": False,
    }


def test_no_host_is_allowed_that_nobody_named():
    assert settings_with("ALLOWED_HOSTS", ALLOWED_HOSTS="") == {"ALLOWED_HOSTS": []}


def test_trial_without_https():
    found = settings_with("SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", HTTPS="off")

    assert found == {"SECURE_SSL_REDIRECT": False, "SECURE_HSTS_SECONDS": 0}


def test_hosts_below_are_left_alone_where_they_are_others():
    found = settings_with(
        "SECURE_HSTS_INCLUDE_SUBDOMAINS",
        "SECURE_HSTS_PRELOAD",
        "SECURE_HSTS_SECONDS",
        HSTS_SUBDOMAINS="off",
    )

    assert found == {
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": False,
        "SECURE_HSTS_PRELOAD": False,
        "SECURE_HSTS_SECONDS": 365 * 24 * 60 * 60,
    }


def test_proxy_is_trusted_only_when_named():
    found = settings_with("SECURE_PROXY_SSL_HEADER", BEHIND_PROXY="on")

    assert found == {"SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"]}


def test_sqlite_lets_a_second_writer_wait():
    options = settings_with("DATABASES")["DATABASES"]["default"]["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 5
    assert "WAL" in options["init_command"]


@pytest.mark.parametrize("env, pool, age", [({}, None, 600), ({"DATABASE_POOL": "on"}, True, None)])
def test_connections_are_kept_or_come_from_a_pool(env, pool, age):
    database = settings_with(
        "DATABASES", DATABASE_URL="postgres://paper:secret@db.example:5433/paper", **env
    )["DATABASES"]["default"]

    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "paper")
    assert (database.get("OPTIONS", {}).get("pool"), database.get("CONN_MAX_AGE")) == (pool, age)


def test_shared_caches_may_be_away():
    found = settings_with("CACHES", CACHE_URL="redis://127.0.0.1:6379/0")

    assert found["CACHES"]["default"]["BACKEND"] == "liangcheng.fast.steady_cache.SteadyRedisCache"


def test_file_is_read_and_the_environment_wins(tmp_path):
    file = tmp_path / "paper.env"
    file.write_text("ALLOWED_HOSTS=file.example\nHTTPS=off\n")

    found = settings_with(
        "ALLOWED_HOSTS", "HTTPS", ENV_FILE=str(file), ALLOWED_HOSTS="environment.example"
    )

    assert found == {"ALLOWED_HOSTS": ["environment.example"], "HTTPS": False}


def test_every_variable_is_described():
    source = (BASE_DIR / "liangcheng" / "settings.py").read_text()
    read = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', source)) - {"ENV_FILE"}

    described = re.findall(
        r"^(?:# )?([A-Z_]+)=", (BASE_DIR / ".env.example").read_text(), flags=re.MULTILINE
    )

    assert read == set(described)
    assert len(described) == len(set(described))


def test_log_is_one_readable_json_object_a_line():
    result = run(
        "import django, logging; django.setup();"
        "logging.getLogger('django.request').warning('没有这一页：%s', '/步道/')",
        **PRODUCTION,
    )

    (line,) = result.stderr.splitlines()
    assert "没有这一页" in line
    entry = json.loads(line)
    assert entry.pop("time")
    assert entry == {
        "level": "WARNING",
        "logger": "django.request",
        "message": "没有这一页：/步道/",
    }


def test_log_level_holds_for_django_too():
    result = run(
        "import django, logging; django.setup();"
        "logging.getLogger('django.request').warning('a');"
        "logging.getLogger('django.server').warning('b');"
        "logging.getLogger('articles').warning('c');"
        "logging.getLogger('django.server').error('d')",
        LOG_LEVEL="ERROR",
        **PRODUCTION,
    )

    (line,) = result.stderr.splitlines()
    assert json.loads(line)["message"] == "d"
