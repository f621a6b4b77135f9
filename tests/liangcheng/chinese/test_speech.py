"""How names are spoken, from the readings recorded with their bearers (all invented)."""

import pytest
from pypinyin import Style, pinyin

from liangcheng.chinese.speech import spoken_name, spoken_names


def sound(text):
    """Every reading that the dictionary knows of each character."""
    return [set(one) for one in pinyin(text, style=Style.TONE, heteronym=True)]


@pytest.mark.parametrize(
    "name, reading, syllables",
    [
        ("乐知远", "yue zhi yuan", ["yuè", "zhī", "yuǎn"]),
        ("单小舟", "shan xiao zhou", ["shàn", "xiǎo", "zhōu"]),
        ("曾一苇", "zeng yi wei", ["zēng", "yī", "wěi"]),
        ("仇雨", "qiú yǔ", ["qiú", "yǔ"]),
        ("任雨", "ren2 yu3", ["rén", "yǔ"]),
        ("华雨", "huà yu", ["huà", "yǔ"]),
        ("苏行", "su hang", ["sū", "háng"]),
    ],
)
def test_recorded_reading_is_given_in_characters_of_that_sound(name, reading, syllables):
    spoken = spoken_name(name, reading)

    assert spoken != name
    for character, printed, known, syllable in zip(
        spoken, name, sound(spoken), syllables, strict=True
    ):
        assert syllable in known
        # A character put in has this sound and no other.
        assert character == printed or known == {syllable}


@pytest.mark.parametrize(
    "name, reading",
    [
        ("乐知远", ""),
        ("苏合", "su he"),
        ("乐知远", "le zhi yuan"),  # nothing else sounds lè alone; engines say it of themselves
        ("乐知远", "yue zhi"),  # a syllable too few: which is whose is not known
        ("乐·知远", "yue zhi yuan"),
        ("A君", "ei jun"),
        ("苏合", "xyz qqq"),
        ("𠮷合", "ji he"),
    ],
)
def test_name_stays_where_nothing_better_is_known(name, reading):
    assert spoken_name(name, reading) == name


def test_only_names_that_change_are_told_the_longest_first():
    people = [("乐明", "yue ming"), ("苏合", "su he"), ("乐明远", "yue ming yuan"), ("单雨", "")]

    assert list(spoken_names(people)) == ["乐明远", "乐明"]


def test_two_of_one_name_who_read_it_differently_are_left_as_printed():
    assert spoken_names([("乐明", "yue ming"), ("乐明", "")]) == {}
    assert list(spoken_names([("乐明", "yue ming")] * 2)) == ["乐明"]
