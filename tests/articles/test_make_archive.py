"""`manage.py make_archive`."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from articles.management.commands import make_archive
from articles.models import Article, Photo
from tests.factories import make_article

pytestmark = pytest.mark.django_db


class Terminal(StringIO):
    def isatty(self):
        return True


def run(*arguments, out=None):
    """Run the command; what it printed."""
    out = out or StringIO()
    call_command("make_archive", *arguments, stdout=out)
    return out.getvalue()


def test_it_makes_the_articles_and_says_so():
    text = run("--articles", "60", "--pictures", "1")

    assert Article.objects.count() == 60
    assert Photo.objects.exists()
    assert "已写入 60/60 篇" in text
    assert "已生成虚构的稿件 60 篇、报纸 " in text
    assert text.rstrip().endswith("秒。")


def test_terminal_shows_a_bar_on_one_line():
    text = run("--articles", "5", out=Terminal())

    assert f"\r{'█' * 30} 5/5 篇\n" in text


def test_articles_present_are_refused_with_a_sentence():
    make_article()

    with pytest.raises(SystemExit) as refusal:
        run("--articles", "60")

    assert "已有 1 篇稿件" in refusal.value.code
    assert "--add" in refusal.value.code
    assert Article.objects.count() == 1


def test_add_leaves_articles_present_and_adds():
    make_article()
    run("--articles", "60", "--add")

    assert Article.objects.count() == 61


def test_database_that_cannot_be_written_is_a_sentence(monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("no such table: articles_article")

    monkeypatch.setattr(make_archive, "make_archive", fail)
    with pytest.raises(SystemExit) as refusal:
        run("--articles", "60")

    assert "manage.py migrate" in refusal.value.code


def test_interruption_says_what_is_left(monkeypatch):
    def interrupt(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(make_archive, "make_archive", interrupt)
    with pytest.raises(SystemExit) as stopped:
        run("--articles", "60")

    assert "已中断" in stopped.value.code


@pytest.mark.parametrize(
    "arguments",
    [
        *(["--articles", text] for text in ("0", "-3", "很多", "1.5", "99999999999")),
        *(["--articles", "5", "--pictures", text] for text in ("-1", "x", "5000")),
        [],
    ],
)
def test_wrong_use_exits_with_2_and_a_sentence(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        make_archive.Command().run_from_argv(["manage.py", "make_archive", *arguments])

    assert stopped.value.code == 2
    assert capsys.readouterr().err
    assert not Article.objects.exists()


def test_numbers_may_be_grouped():
    assert make_archive.number_of_articles("1,000,000") == 1_000_000
    assert make_archive.number_of_articles("20_000") == 20_000


def test_durations_are_said_in_minutes_and_seconds():
    assert make_archive.duration(7.6) == "8 秒"
    assert make_archive.duration(785) == "13 分 5 秒"
