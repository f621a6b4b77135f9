"""The questions of the bench are what their classes say."""

import pytest

from articles.archive.making import make_archive
from tests.bench import questions

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def archive(shared_data):
    make_archive(400)


@pytest.fixture
def asked(monkeypatch):
    monkeypatch.setattr(questions, "A_CLASS", 3)
    return questions.questions(seed=1)


def number_of_hits(one):
    return len(one.search().newest(100).hits)


def test_every_class_has_questions(asked):
    assert all(asked.values()), asked


def test_absent_words_find_nothing_and_others_do(asked):
    absent = [one for name, some in asked.items() if name.startswith("absent") for one in some]

    assert not any(map(number_of_hits, absent))
    for name in ("rare", "middling", "common", "long", "in headlines"):
        assert all(map(number_of_hits, asked[name])), name


def test_common_words_find_more_than_rare_ones(asked):
    assert max(map(number_of_hits, asked["rare"])) <= 20
    assert min(map(number_of_hits, asked["common"])) > 20


def test_same_seed_draws_the_same(asked):
    assert questions.questions(seed=1) == asked
    assert questions.prefixes(seed=1) == questions.prefixes(seed=1) != []
    assert questions.mistyped(seed=1) == questions.mistyped(seed=1) != []
