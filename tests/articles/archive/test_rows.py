"""Rows, without a database."""

import hashlib
import os
import subprocess
import sys
from datetime import date

import pytest

from articles.archive.columns import COLUMNS
from articles.archive.layout import batches, planned_issues
from articles.archive.newsroom import Archive
from articles.archive.rows import rows
from articles.archive.world import Official, Post, Unit, World

FIRST_KEYS = {
    "articles.Issue": 11,
    "articles.Page": 21,
    "articles.Article": 31,
    "departments.Meeting": 41,
}


def archive(seed=1, pictures=()):
    """An archive in a subdistrict with two units, three officials and 200 tags."""
    units = (Unit(1, "云栖自治办", False), Unit(2, "柳岸居民区", True))
    officials = [Official(key, f"沈禾{key}", "社工") for key in (1, 2, 3)]
    world = World(
        town="云栖",
        subdistrict="云栖街道",
        units=units,
        posts=(Post((date(2026, 1, 1), date.max), tuple(officials[:2])),),
        staff=tuple(officials[2:]),
        tags=tuple(range(1000, 1300)),
        meeting_kinds=(("special", "专题会议"), ("visit", "调研")),
        visits=("visit",),
    )
    return Archive(seed, world, FIRST_KEYS, content_type=9, pictures=pictures)


def batch(articles=400, seed=1):
    (only,) = batches(planned_issues(articles, seed))
    return only


@pytest.fixture(scope="module")
def made():
    return rows(archive(), batch())


def column(tables, label, name):
    at = COLUMNS[label].index(name)
    return [row[at] for row in tables[label]]


def digest():
    return hashlib.sha256(repr(rows(archive(), batch(150))).encode()).hexdigest()


def test_rows_have_a_value_for_every_column(made):
    tables, _ = made

    assert set(tables) == set(COLUMNS) - {"articles.Photo"}
    for label, listed in tables.items():
        assert {len(row) for row in listed} == {len(COLUMNS[label])}


def test_rows_do_not_depend_on_the_process():
    """Neither the hash seed nor the order in which sets are read shows in an archive."""
    code = (
        "import django; django.setup();"
        "from tests.articles.archive.test_rows import digest; print(digest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "42", "TZ": "UTC"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == digest()


def test_another_seed_makes_other_rows(made):
    assert rows(archive(seed=2), batch())[0]["articles.Article"] != made[0]["articles.Article"]


def test_keys_go_on_from_the_first(made):
    tables, _ = made

    for label in ("articles.Issue", "articles.Page", "articles.Article"):
        keys = column(tables, label, "id")
        assert keys == list(range(FIRST_KEYS[label], FIRST_KEYS[label] + len(keys)))


def test_about_one_article_in_six_reports_a_meeting(made):
    reports = len(made[0]["articles.Article_meetings"])

    assert reports == pytest.approx(400 / 6, rel=0.3)
    assert reports > len(made[0]["departments.Meeting"])


def test_articles_have_signoffs_mentions_and_tags_as_a_paper_has():
    tables, _ = rows(archive(), batch(1_900))
    shares = {
        label.partition(".")[2]: len(tables[label]) / 1_900
        for label in ("articles.Signoff", "articles.Mention", "taggit.TaggedItem")
    }

    # Of two units and three officials, the same is often drawn twice; of tags seldom.
    assert 1.05 < shares["Signoff"] < 1.3
    assert 0.9 < shares["Mention"] < 1.5
    assert shares["TaggedItem"] == pytest.approx(1.95, abs=0.1)


def test_lengths_are_those_of_a_paper():
    tables, _ = rows(archive(), batch(1_900))
    lengths = list(map(len, column(tables, "articles.Article", "plain_text")))

    assert sum(lengths) / len(lengths) == pytest.approx(540, rel=0.15)
    assert 80 <= min(lengths) < 150
    assert max(lengths) > 1_500


def test_most_is_published_a_little_is_not(made):
    states = column(made[0], "articles.Article", "status")

    assert 0.9 < states.count("published") / len(states) < 1


def test_a_post_is_held_by_whoever_holds_it_that_day(made):
    tables, _ = made
    dates = dict(
        zip(
            column(tables, "articles.Article", "id"),
            column(tables, "articles.Article", "dated_on"),
            strict=True,
        )
    )
    first = {
        article: person
        for article, person in zip(
            column(tables, "articles.Mention", "article_id"),
            column(tables, "articles.Mention", "person_id"),
            strict=True,
        )
        if person != 3
    }

    assert first
    for article, person in first.items():
        if dates[article]:
            assert person == (1 if dates[article] <= date(2026, 1, 1) else 2)


def test_every_article_has_its_document(made):
    tables, documents = made

    assert [one.article_id for one, _ in documents] == column(tables, "articles.Article", "id")


def test_some_articles_share_the_pictures():
    pictures = (("photos/a/original.jpg", 1200, 800), ("photos/b/original.jpg", 1200, 800))
    tables, _ = rows(archive(pictures=pictures), batch())

    images = column(tables, "articles.Photo", "image")
    assert set(images) == {name for name, *_ in pictures}
    assert 0.15 < len(images) / 400 < 0.35
    assert all(column(tables, "articles.Photo", "alt_text"))
