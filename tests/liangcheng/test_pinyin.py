import pytest
from pypinyin import lazy_pinyin

from liangcheng.pinyin import MOST_READINGS, SURNAMES, lookup_key, reading, readings


@pytest.mark.parametrize(
    "name,expected",
    [
        ("单雄", "shan xiong"),
        ("解放军", "xie fang jun"),
        ("仇英", "qiu ying"),
        ("曾巩", "zeng gong"),
        ("欧阳修", "ou yang xiu"),
        ("单于某", "chan yu mou"),
        ("尉迟恭", "yu chi gong"),
        ("万俟某", "mo qi mou"),
        ("长孙某", "zhang sun mou"),
        ("苏合", "su he"),
        ("苏·合A", "su he"),
        ("", ""),
    ],
)
def test_reading_knows_surnames(name, expected):
    assert reading(name) == expected


def test_surname_is_read_so_only_at_the_beginning():
    assert reading("李单").split()[-1] == "dan"


def test_readings_begin_with_the_likeliest_and_hold_the_others():
    found = readings("乐然")

    assert found[0] == "yue ran"
    assert "le ran" in found
    assert len(set(found)) == len(found)


def test_readings_of_many_heteronyms_are_bounded():
    assert len(readings("行长重乐行长重乐")) <= MOST_READINGS + 1


@pytest.mark.parametrize("surname", SURNAMES)
def test_surname_is_one_character_with_a_reading_in_letters(surname):
    assert len(surname) == 1
    assert SURNAMES[surname].isascii()
    assert SURNAMES[surname].islower()


def test_lookup_key_is_name_pinyin_and_initials_each_after_a_space():
    assert lookup_key("苏 合", "su he") == " 苏合 suhe sh"


def test_lookup_key_holds_each_word_once():
    assert lookup_key("苏合", "su he", "Su He") == " 苏合 suhe sh"


def test_lookup_key_without_a_reading_is_the_name():
    assert lookup_key("A1", "") == " a1"


@pytest.mark.parametrize("surname", SURNAMES)
def test_surname_stands_in_the_table_because_the_dictionary_misses_it(surname):
    assert lazy_pinyin(f"{surname}某")[0] != SURNAMES[surname]
