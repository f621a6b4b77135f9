"""Folding, pairs of characters, and where words stand in a text."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.search.analysis import ends_in_prefix, fold, phrase, places, runs, tokens

ANY_TEXT = st.text(st.characters(exclude_categories=()))
# Few characters, so that words come twice, touch and overlap.
DENSE_TEXT = st.text(st.sampled_from("文明和谐，。 aA１"), max_size=40)

# Folding


@pytest.mark.parametrize(
    "text, folded",
    [
        ("凉城開通社區巴士", "凉城开通社区巴士"),  # traditional characters
        ("２０２１年４月", "2021年4月"),  # full width
        ("Wi-Fi 与 WIFI", "wi fi 与 wifi"),
        ("文明，和谐。", "文明 和谐 "),
        ("二〇二一年", "二〇二一年"),  # as written: not the same words as 2021年
        ("“三会一课”", " 三会一课 "),
        ("🎉开园🎉", " 开园 "),
        ("㈱", " "),  # three characters in full
        ("①", "1"),
        ("a\x00b%c_d", "a b c d"),
        ("\u202e凉城\u202c", " 凉城 "),  # marks that turn the writing direction
        ("甲\ud800乙", "甲 乙"),  # half a character, as a command line may hold one
    ],
)
def test_fold_keeps_letters_and_numbers_in_one_form(text, folded):
    assert fold(text) == folded


@given(ANY_TEXT)
def test_fold_is_as_long_as_the_text(text):
    assert len(fold(text)) == len(text)


@given(ANY_TEXT)
def test_fold_leaves_letters_numbers_and_spaces(text):
    assert all(character == " " or character.isalnum() for character in fold(text))


@given(st.text(), st.text())
def test_fold_looks_at_each_character_alone(text, other):
    assert fold(text + other) == fold(text) + fold(other)


def test_runs_are_parted_by_one_space():
    assert runs("  文明，——和谐！\n2021 ") == "文明 和谐 2021"


def test_runs_of_only_punctuation_are_nothing():
    assert runs("……！？《》") == ""


# Tokens


def test_tokens_are_pairs_and_the_last_character_of_each_run():
    assert tokens("2021年 凉城") == ["20", "02", "21", "1年", "年", "凉城", "城"]


@given(DENSE_TEXT, DENSE_TEXT)
def test_tokens_tell_which_phrases_a_text_holds(text, part):
    # A phrase's tokens stand in a row in exactly those texts that hold it.
    folded, sought = runs(text), runs(part)
    assume(sought)
    held, wanted = tokens(folded), phrase(sought)
    rows = zip(*(held[start:] for start in range(len(wanted))), strict=False)
    if ends_in_prefix(sought):
        matches = [row for row in rows if row[:-1] == wanted[:-1] and row[-1][0] == wanted[-1]]
    else:
        matches = [row for row in rows if row == wanted]

    assert bool(matches) == (sought in folded)


@pytest.mark.parametrize(
    "folded, wanted",
    [
        ("凉城", ("凉城",)),
        ("文明凉城", ("文明", "明凉", "凉城")),
        ("文明 和谐", ("文明", "明", "和谐")),
        ("凉", ("凉",)),
        ("a 凉", ("a", "凉")),
    ],
)
def test_phrase_leaves_out_what_may_follow(folded, wanted):
    assert phrase(folded) == wanted


def test_phrase_ends_in_a_prefix_where_its_last_run_is_one_character():
    assert [ends_in_prefix(words) for words in ("凉", "文明 和", "文 明和")] == [True, True, False]


# Places


@pytest.mark.parametrize(
    "text, phrases, marked",
    [
        ("凉城新闻，凉城人", ["凉城"], ["凉城", "凉城"]),
        ("建設文明、和諧的社區", ["文明 和谐"], ["文明、和諧"]),
        ("文明和谐", ["文明 和谐"], []),
        ("文明，和谐", ["文明和谐"], []),
        ("哈哈哈", ["哈哈"], ["哈哈哈"]),  # two that overlap are one
        ("口袋公园", ["口袋", "公园"], ["口袋公园"]),  # and so are two that touch
        ("ＷＩ－ＦＩ开通", ["wi fi"], ["ＷＩ－ＦＩ"]),
        ("没有", ["凉城"], []),
        ("", ["凉城"], []),
    ],
)
def test_places_are_where_the_phrases_stand_as_printed(text, phrases, marked):
    assert [text[start:end] for start, end in places(text, phrases)] == marked


@given(st.data(), (ANY_TEXT | DENSE_TEXT).filter(bool))
def test_places_mark_each_part_of_a_text(data, text):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    sought = runs(text[start:end])
    assume(sought)
    spans = places(text, [sought])

    assert any(sought in runs(text[begin:stop]) for begin, stop in spans)
    letters = [at for at in range(start, end) if fold(text)[at] != " "]
    assert any(begin <= letters[0] and letters[-1] < stop for begin, stop in spans)


@given(DENSE_TEXT, DENSE_TEXT)
def test_places_are_found_where_and_only_where_the_index_finds(text, part):
    sought = runs(part)
    assume(sought)

    assert bool(places(text, [sought])) == (sought in runs(text))


@given(DENSE_TEXT, st.lists(DENSE_TEXT.map(runs).filter(bool), max_size=3))
def test_places_are_in_order_and_apart(text, phrases):
    spans = places(text, phrases)
    flat = [at for span in spans for at in span]

    assert flat == sorted(set(flat))
