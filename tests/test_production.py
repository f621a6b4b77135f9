"""The site as a server runs it: collected static files, gunicorn, behind a proxy that ends TLS."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

BASE_DIR = Path(__file__).resolve().parent.parent
BEHIND_TLS = {"Host": "paper.example", "X-Forwarded-Proto": "https"}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """gunicorn with production settings on an empty SQLite database; `get(path, headers)`."""
    var = tmp_path_factory.mktemp("server")
    env = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": os.devnull,
        "SECRET_KEY": "only for this test, but long enough to pass Django's own check of it",
        "ALLOWED_HOSTS": "paper.example",
        "BEHIND_PROXY": "on",
        "DATABASE_URL": f"sqlite:///{var}/db.sqlite3",
        "MEDIA_ROOT": f"{var}/media",
        "STATIC_ROOT": f"{var}/static",
    }
    for command in (["migrate"], ["collectstatic", "--no-input"]):
        subprocess.run(
            [sys.executable, "manage.py", *command, "-v0"], cwd=BASE_DIR, env=env, check=True
        )
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = (var / "log").open("wb")
    gunicorn = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "liangcheng.wsgi", f"--bind=127.0.0.1:{port}"],
        cwd=BASE_DIR,
        env=env,
        stderr=log,
    )

    def get(path, headers=BEHIND_TLS):
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    for _ in range(100):
        try:
            get("/healthz")
            break
        except ConnectionRefusedError:
            time.sleep(0.1)
    get.log = var / "log"
    get.static = var / "static"
    yield get
    gunicorn.terminate()
    gunicorn.wait(timeout=20)
    log.close()


def test_front_page_is_served_with_strict_headers(server):
    response, content = server("/")

    assert response.status == 200
    assert "还没有出版过一期" in content.decode()
    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert response.headers["X-Frame-Options"] == "DENY"
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "nonce" not in policy  # public pages run no script, and may be cached for all


def test_plain_http_is_sent_to_https(server):
    response, _ = server("/articles/", {"Host": "paper.example"})

    assert response.status == 301
    assert response.headers["Location"] == "https://paper.example/articles/"


def test_unknown_host_is_refused(server):
    response, _ = server("/", BEHIND_TLS | {"Host": "elsewhere.example"})

    assert response.status == 400


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_static_files_are_hashed_compressed_and_kept_for_good(server, encoding):
    _, page = server("/")
    (style,) = re.findall(
        r'href="(/static/liangcheng/css/paper\.[0-9a-f]{12}\.css)"', page.decode()
    )

    response, _ = server(style, BEHIND_TLS | {"Accept-Encoding": encoding})

    assert response.status == 200
    assert response.headers["Content-Encoding"] == encoding
    assert "immutable" in response.headers["Cache-Control"]


def test_worker_and_manifest_name_hashed_files(server):
    _, worker = server("/sw.js")
    (script,) = re.findall(r'"(/static/liangcheng/js/worker\.[0-9a-f]{12}\.js)"', worker.decode())
    assert server(script)[0].status == 200

    _, manifest = server("/manifest.webmanifest")
    for icon in json.loads(manifest)["icons"]:
        assert re.search(r"\.[0-9a-f]{12}\.(?:png|svg)$", icon["src"])
        assert server(icon["src"])[0].status == 200


def test_the_newsroom_opens(server):
    response, content = server("/admin/login/")

    assert response.status == 200
    assert "编辑部" in content.decode()


def test_health_is_told_without_tls_to_the_machine_itself(server):
    response, content = server("/healthz", {"Host": "127.0.0.1"})

    assert response.status == 200
    assert json.loads(content) == {"status": "ok"}


def test_unknown_page_is_chinese_and_logged_as_json(server):
    response, content = server("/nowhere/?name=someone")

    assert response.status == 404
    assert "没有这一页" in content.decode()
    lines = [json.loads(line) for line in server.log.read_text().splitlines() if line[:1] == "{"]
    (line,) = [line for line in lines if "/nowhere/" in line["message"]]
    assert line["level"] == "WARNING"
    assert "someone" not in json.dumps(line)


def test_modules_import_each_other_under_hashed_names(server):
    manifest = json.loads((server.static / "staticfiles.json").read_text())["paths"]

    _, script = server(f"/static/{manifest['liangcheng/admin/zones.js']}")

    imported = re.findall(r"""from ["']\./(zones/[^"']+)["']""", script.decode())
    assert len(imported) > 3
    assert {f"liangcheng/admin/{name}" for name in imported} <= set(manifest.values())
