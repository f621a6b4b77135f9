"""`manage.py demo`, behind `make run`."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentTypeError
from functools import partial
from http.client import HTTPConnection
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import OperationalError

from articles.models import Issue, Publication
from liangcheng import demo as environment
from liangcheng import edition
from liangcheng.management.commands import demo
from tests.factories import make_issue

BASE_DIR = Path(__file__).resolve().parents[2]


def start(**options):
    """Run the command without serving; what it printed."""
    out = StringIO()
    call_command("demo", no_serve=True, stdout=out, **options)
    return out.getvalue()


def printed_password(text):
    return re.search(r"密码 password +(\S+)", text).group(1)


# The settings of a trial


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty project folder, and an environment that names no settings."""
    monkeypatch.setattr(environment, "BASE_DIR", tmp_path)
    monkeypatch.setattr(environment, "ENV_FILE", tmp_path / "var" / "demo.env")
    monkeypatch.delenv("SECRET_KEY")
    monkeypatch.delenv("ENV_FILE")
    return tmp_path


def test_first_start_writes_settings_with_a_secret_of_its_own(folder):
    environment.prepare_environment()

    file = folder / "var" / "demo.env"
    assert os.environ["ENV_FILE"] == str(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert re.search(r"^SECRET_KEY=\S{50,}$", file.read_text(), flags=re.MULTILINE)


def test_second_start_keeps_the_secret(folder):
    environment.prepare_environment()
    first = (folder / "var" / "demo.env").read_text()

    environment.prepare_environment()

    assert (folder / "var" / "demo.env").read_text() == first


@pytest.mark.parametrize("own", ["environment", "file"])
def test_own_settings_are_left_alone(folder, monkeypatch, own):
    if own == "environment":
        monkeypatch.setenv("SECRET_KEY", "own")
    else:
        (folder / ".env").write_text("SECRET_KEY=own")

    environment.prepare_environment()

    assert "ENV_FILE" not in os.environ
    assert not (folder / "var").exists()


def test_folder_that_cannot_be_written_is_named(folder):
    (folder / "var").write_text("a file where the folder should be")

    with pytest.raises(SystemExit, match=r"不能写入 .*var（.*）。请换一个有写权限的文件夹"):
        environment.prepare_environment()


# What it makes


@pytest.mark.django_db
def test_first_start_loads_the_edition_and_makes_the_editor():
    text = start()

    assert "正在装入 2021 年 4 月 14 日的《凉城》" in text
    assert "只显示这一次" in text
    assert Issue.objects.published().get().key == "2021-04-14"
    editor = authenticate(username="editor", password=printed_password(text))
    assert editor.is_staff
    assert not editor.is_superuser
    assert editor.has_perms(["articles.change_article", "departments.add_person"])
    assert not editor.has_perm("auth.change_user")


@pytest.mark.django_db
def test_second_start_keeps_everything():
    password = printed_password(start())
    Publication.objects.update(tagline="编辑改过的报头语")

    text = start()

    assert "已有数据，原样保留" in text
    assert "编辑账户 editor 已有" in text
    assert "密码 password" not in text
    assert Publication.objects.get().tagline == "编辑改过的报头语"
    assert authenticate(username="editor", password=password)


@pytest.mark.django_db
def test_issue_of_ones_own_is_not_mixed_with_the_edition():
    make_issue()

    text = start()

    assert "已有数据，原样保留" in text
    assert not Publication.objects.exists()
    assert Issue.objects.count() == 1
    assert get_user_model().objects.get().has_perm("articles.change_article")


@pytest.mark.django_db
def test_failure_leaves_nothing_half_done(monkeypatch):
    monkeypatch.setattr(edition, "REAL_EDITION", (*edition.REAL_EDITION, "no-such-fixture"))

    with pytest.raises(CommandError):
        start()

    assert not Issue.objects.exists()
    assert not Publication.objects.exists()
    assert not Group.objects.exists()
    assert not get_user_model().objects.exists()


@pytest.mark.django_db
def test_database_that_cannot_be_written_is_named(monkeypatch):
    def migrate(*args, **kwargs):
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(demo, "call_command", migrate)

    with pytest.raises(SystemExit, match=r"不能写入数据库 .*：unable to open database file"):
        start()


def test_new_password_is_set_with_a_line_that_works_in_this_folder(monkeypatch, settings):
    monkeypatch.setattr(sys, "executable", str(settings.BASE_DIR / ".venv/bin/python"))
    monkeypatch.setenv("ENV_FILE", str(settings.BASE_DIR / "var/demo.env"))
    assert demo.change_password_command() == (
        "ENV_FILE=var/demo.env .venv/bin/python manage.py changepassword editor"
    )

    monkeypatch.delenv("ENV_FILE")
    monkeypatch.setattr(sys, "executable", "/opt/python3")
    assert demo.change_password_command() == "/opt/python3 manage.py changepassword editor"


# Where it serves


@pytest.mark.parametrize(
    "text,expected",
    [
        ("8001", ("127.0.0.1", 8001)),
        ("192.0.2.1:80", ("192.0.2.1", 80)),
        ("[::1]:8000", ("[::1]", 8000)),
    ],
)
def test_address_is_a_port_or_host_and_port(text, expected):
    assert demo.address(text) == expected


@pytest.mark.parametrize("text", ["port", "", "0", "70000", "127.0.0.1", "127.0.0.1:", "80a"])
def test_what_is_no_address_is_refused_with_an_example(text):
    with pytest.raises(ArgumentTypeError, match="请写成 8000"):
        demo.address(text)


@pytest.mark.django_db
def test_busy_port_is_named_before_anything_is_done():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]

        with pytest.raises(SystemExit, match=f"端口 {port} 已被占用.*PORT={port + 1}"):
            call_command("demo", str(port))

    assert not Publication.objects.exists()


def test_address_of_another_machine_is_refused():
    with pytest.raises(SystemExit, match=r"不能在 192\.0\.2\.1:8000 提供网页"):
        demo.require_free("192.0.2.1", 8000)


def test_it_serves_until_interrupted(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = (tmp_path / "log").open("w")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", str(port)],
        cwd=BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "ENV_FILE": os.devnull,
            "SECRET_KEY": "only for this test",
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "off",
            "STATIC_FROM_SOURCE": "on",
            "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
            "MEDIA_ROOT": str(tmp_path / "media"),
        },
        stdout=log,
        stderr=subprocess.STDOUT,
        # Of tests that were begun in the background it would learn to ignore Ctrl-C.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    try:
        page = answer(port, "/issues/2021-04-14/02/")
    finally:
        process.send_signal(signal.SIGINT)
        returncode = process.wait(timeout=20)
        log.close()

    text = (tmp_path / "log").read_text()
    assert "全景" in page, text
    assert f"http://127.0.0.1:{port}/admin/" in text
    assert "按 Ctrl-C 停止" in text
    assert "development server" not in text
    assert returncode == 0


def answer(port, path):
    """The page, as soon as the server answers."""
    for _ in range(300):
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("no answer within 30 s")
