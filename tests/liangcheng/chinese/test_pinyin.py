import pytest
from pypinyin import lazy_pinyin

from liangcheng.chinese.pinyin import (
    MOST_READINGS,
    SURNAMES,
    lookup_key,
    order_key,
    reading,
    readings,
)


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


@pytest.mark.parametrize(
    "name,recorded,expected",
    [
        ("陆霏晓", "", "lu4陆 fei1霏 xiao3晓"),
        ("单于飞", "", "chan2单 yu2于 fei1飞"),
        ("吕小子", "", "lu:3吕 xiao3小 zi5子"),
        ("阿依·古丽", "", "a1阿 yi1依 gu3古 li4丽"),
        ("John Smith", "", "john smith"),
        ("乐然", "", "yue4乐 ran2然"),
        ("乐然", "le ran", "le4乐 ran2然"),
        ("乐然", "lè rǎn", "le4乐 ran3然"),
        ("乐然", "le4 ran5", "le4乐 ran5然"),
        ("乐然", "lo ran", "lo5乐 ran2然"),
        ("乐然", "5 ran", "5乐 ran2然"),
        ("乐知远", "Lè Zhīyuǎn", "le zhiyuan 乐知远"),
        ("Ada", "ai da", "ai da ada"),
        ("…", "", "…"),
    ],
)
def test_order_key_is_reading_tone_and_character_by_character(name, recorded, expected):
    assert order_key(name, recorded) == expected


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
