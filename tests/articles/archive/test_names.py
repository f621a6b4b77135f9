"""Invented names."""

import re
from pathlib import Path

from articles.archive.names import lexicon
from articles.archive.prose import OF_THE_STORY, SUBJECTS
from articles.archive.words import sentences, vocabulary
from tests.articles.archive.test_prose import FACTS

PEOPLE = Path(__file__).resolve().parents[3] / "fixtures" / "people.yaml"


def test_every_slot_of_a_sentence_can_be_filled():
    known = {*lexicon(1), *FACTS, *OF_THE_STORY, *SUBJECTS}

    for part, listed in sentences().items():
        for sentence in listed:
            assert set(sentence.slots) <= known, (part, sentence.pattern)


def test_names_are_many_and_different():
    for slot, least in (("street", 2_000), ("estate", 4_000), ("shopname", 8_000)):
        words = lexicon(1)[slot].words
        assert len(set(words)) == len(words) == least


def test_residents_and_officials_are_different_people():
    residents, officials = lexicon(1)["person"].words, lexicon(1)["founder"].words

    assert not set(residents) & set(officials)
    assert len(residents) > 10 * len(officials) > 10_000


def test_no_person_of_the_real_edition_can_be_invented():
    names = re.findall(r"name: ([一-龥]+)", PEOPLE.read_text())
    surnames, given = (set(vocabulary()[name]) for name in ("surname", "given"))

    assert len(names) > 5
    assert [name for name in names if name[0] in surnames and set(name[1:]) <= given] == []


def test_another_seed_gives_other_names():
    assert lexicon(1)["estate"] != lexicon(2)["estate"]
