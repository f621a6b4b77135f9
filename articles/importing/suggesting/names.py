"""Which characters after a title are a name (姓名): candidates, weighed against each other.

A name is a surname and one or two characters more, or a name with ·. How many are the name's shows
in what follows (a mark, a verb, a word of the dictionary), in whether the name returns in the
story, and in whether it would cut a word in two.
"""

import re
from typing import NamedTuple

from articles.importing.suggesting.lexicon import (
    AFTER_NAMES,
    BEGINNINGS,
    CALLED,
    FOREIGN,
    GIVEN,
    NEVER_GIVEN,
    SELDOM_LAST,
    TITLE,
    kind_of,
)
from articles.importing.surnames import DOUBLE_SURNAMES, RARELY_SURNAMES, SURNAMES

_AND = {"和", "与", "及"}
_ENDS = {"", *"，。、；：！？）”"}
_TOWARDS = {"到", "赴", "来", "就"}
_LEADS = {"率", "携", "说"}
_ADVERBS = {"正", "常", "总", "又"}
_DOTTED = re.compile(r"([㐀-鿿]{1,7}[·•・])+")
_HANZI = re.compile(r"[㐀-鿿]+")
_NOUNS = {"n", "nz", "nt"}  # the dictionary's kinds of words
_LONGEST = 4  # of a name without ·
_LONGEST_PART = 7  # of one with it

# What each sign is worth; a candidate must reach what its title asks for.
_SURNAME, _RARE, _DOUBLE, _FOREIGN = 1.0, -0.5, 1.5, 0.6
_WORD_AFTER_WORD = -0.5  # 都积极, 和家属
_WITH_A_WORD = -0.8  # 步行筹
_LIKELY, _UNLIKELY_LAST, _LESS_UNLIKELY_LAST = 0.3, -1.6, -0.6
_MARK_FOLLOWS, _VERB_FOLLOWS, _SHORT_VERB_FOLLOWS = 1.5, 1.2, 0.9
_WORD_FOLLOWS, _NOTHING_FOLLOWS = 0.8, -0.5
_CUTS_A_WORD, _BEGINS_A_WORD = -1.3, -1.2
_IS_A_NOUN, _IS_ANOTHER_WORD, _IS_A_KNOWN_NAME = -1.2, -1.7, -0.3
_BEFORE_A_MARK = 0.6  # of what a word counts: nothing else stands between a title and a mark
_RETURNS, _ALWAYS_LONGER, _OF_THREE = 1.0, -1.5, 0.35


class Name(NamedTuple):
    """A name in a passage, from `start` up to `end`, and how much speaks for it."""

    text: str
    start: int
    end: int
    worth: float
    is_closed: bool  # by a mark, or a verb that follows names
    is_word: bool  # of the dictionary, and not as a name
    is_at_mark: bool


def name_at(passage, start, told):
    """The likeliest name that begins at a place of a passage; None if none can."""
    text = passage.text
    if dotted := _DOTTED.match(text, start):
        ends = _ends(text, dotted.end(), _LONGEST_PART)
        names = [_dotted(passage, start, end, told) for end in ends]
    elif text[start : start + 1] not in BEGINNINGS:
        return None
    else:
        names = [
            name
            for end in _ends(text, start, _LONGEST)
            if (name := _plain(passage, start, end, told))
        ]
    return max(names, key=lambda name: name.worth, default=None)


def name_before(passage, end, told):
    """The likeliest name that ends at a place of a passage; None if none can."""
    starts = range(max(end - _LONGEST, 0), end - 1)
    names = [name for start in starts if (name := _plain(passage, start, end, told))]
    return max(names, key=lambda name: name.worth, default=None)


def _ends(text, start, longest):
    """Where a name that goes on at `start` may end."""
    run = _HANZI.match(text, start)
    return range(start + 1, min(run.end(), start + longest) + 1) if run else ()


def _dotted(passage, start, end, told):
    name = passage.text[start:end]
    follows, returns = _follows(passage, end), _returns(told, name)
    worth = _DOUBLE + follows + returns - (follows < _SHORT_VERB_FOLLOWS)
    worth += _UNLIKELY_LAST / 4 * sum(character not in FOREIGN for character in name)
    if name[-1] in (SELDOM_LAST | NEVER_GIVEN) - FOREIGN:
        worth += _UNLIKELY_LAST
    if end not in passage.word_at:
        worth += _CUTS_A_WORD
    # 艾力·买买提主持: a verb within is no part of the name.
    last_part = start + max(map(name.rfind, "·•・")) + 2
    if any(
        place in passage.word_at
        and (verb := AFTER_NAMES.match(passage.text, place, end))
        and len(verb[0]) > 1
        for place in range(last_part, end)
    ):
        worth += _UNLIKELY_LAST
    return Name(name, start, end, worth, follows >= _SHORT_VERB_FOLLOWS, False, False)


def _plain(passage, start, end, told):
    name = passage.text[start:end]
    beginning = _beginning(name)
    if beginning is None:
        return None
    surname = 2 if name[:2] in DOUBLE_SURNAMES and len(name) > 2 else 1
    given = name[surname:]
    if not given or NEVER_GIVEN & {*given} or given in CALLED or _is_of_the_sentence(name, given):
        return None
    worth = beginning + _LIKELY * sum(character in GIVEN for character in given)
    follows, returns = _follows(passage, end), _returns(told, name)
    if beginning < 0 and len(given) == 2 and kind_of(given) not in ("", "nr"):
        worth += _WORD_AFTER_WORD * (_BEFORE_A_MARK if follows == _MARK_FOLLOWS else 1)
    if (name[-1] == "正" and passage.text.startswith("在", end)) or (
        name[-1] in _AND and not _verb_follows(passage.text, end)
    ):
        worth += _UNLIKELY_LAST
    elif name[-1] in SELDOM_LAST:
        worth += _UNLIKELY_LAST if follows < _SHORT_VERB_FOLLOWS else _LESS_UNLIKELY_LAST
    if len(name) == 3:
        worth += _OF_THREE
        if follows == _NOTHING_FOLLOWS and beginning > 0 and GIVEN.issuperset(given):
            worth -= _NOTHING_FOLLOWS  # it looks like a name whatever follows
    is_word = passage.word_at.get(start) == name and kind_of(name) != "nr"
    if is_word:
        returns = min(returns, 0)  # as any word does
    worth += follows + returns + _words(passage, start, end, follows)
    return Name(
        name, start, end, worth, follows >= _SHORT_VERB_FOLLOWS, is_word, follows == _MARK_FOLLOWS
    )


def _is_of_the_sentence(name, given):
    """Whether a title or a verb is taken for a name: 干部, 和委员, 时表示."""
    if TITLE.match(name) or TITLE.fullmatch(given):
        return True
    return len(given) > 1 and bool(AFTER_NAMES.fullmatch(given))


def _beginning(name):
    """What the surname is worth; None if there is none, or it is too short for the name."""
    if name[:2] in DOUBLE_SURNAMES and len(name) > 2:
        return _DOUBLE
    is_foreign = len(name) >= 3 and FOREIGN.issuperset(name)
    if len(name) <= 3 and name[0] in SURNAMES and not (is_foreign and name[0] in RARELY_SURNAMES):
        return _RARE if name[0] in RARELY_SURNAMES else _SURNAME
    return _FOREIGN if is_foreign else None


def _follows(passage, end):
    """What the characters after a name say for its ending there."""
    text = passage.text
    if end == len(text) or not _HANZI.match(text, end):
        return _MARK_FOLLOWS
    if _is_torn(passage, end):
        return _SHORT_VERB_FOLLOWS
    word = passage.word_at.get(end)
    if word is None:
        return 0
    if word in _AND:
        return _NOTHING_FOLLOWS if _verb_follows(text, end + 1) else _VERB_FOLLOWS
    following = AFTER_NAMES.match(text, end)
    if following and len(following[0]) > 1:
        return _VERB_FOLLOWS
    if following and following[0] == word:
        # 计有为分别发言: no preposition stands before a verb, so 为 is of the name.
        is_given = (word in GIVEN or word == "为") and word not in _ADVERBS
        is_followed = _verb_follows(text, end + 1) or text[end + 1 : end + 2] in _TOWARDS
        return _NOTHING_FOLLOWS if is_given and is_followed else _SHORT_VERB_FOLLOWS
    return _WORD_FOLLOWS if len(word) > 1 else _NOTHING_FOLLOWS


def _is_torn(passage, end):
    """Whether a word stands across the end that is none here: 年率 in 裴松年率部分代表."""
    text = passage.text
    return bool(
        text[end] in _LEADS
        and text[end - 1] in GIVEN
        and passage.word_at.get(end - 1) == text[end - 1 : end + 1]
    )


def _verb_follows(text, start):
    """Whether a verb or a mark stands there, so that 和 before it joins nothing: 罗清和实地察看."""
    following = AFTER_NAMES.match(text, start)
    is_end = text[start : start + 1] in _ENDS
    return is_end or bool(following and len(following[0]) > 1)


def _words(passage, start, end, follows):
    """What the words of the dictionary say against it."""
    name, word_at = passage.text[start:end], passage.word_at
    worth = 0 if end in word_at or _is_torn(passage, end) else _CUTS_A_WORD
    first = word_at.get(start)
    if first is None:
        worth += _CUTS_A_WORD
    elif len(first) > len(name):
        worth += _BEGINS_A_WORD
    elif len(first) == 2 and len(name) == 3 and follows < _MARK_FOLLOWS:
        is_plain_word = kind_of(first) not in ("", "nr") and not FOREIGN.issuperset(name)
        worth += _WITH_A_WORD * is_plain_word
    elif first == name and len(name) > 1:
        worth += _against_word(name, follows == _MARK_FOLLOWS)
    return worth


def _against_word(name, ends_at_mark):
    """What it says against a name that the dictionary has it as a word."""
    kind = kind_of(name)
    if kind == "nr":  # of famous people, mostly: 马致远; but 文明 too
        return _IS_A_KNOWN_NAME if len(name) == 2 else 0
    if kind in _NOUNS:
        return _IS_A_NOUN * (_BEFORE_A_MARK if ends_at_mark else 1)
    return _IS_ANOTHER_WORD


def _returns(told, name):
    number, always_longer = told.returns(name)
    if always_longer:
        return _ALWAYS_LONGER
    return _RETURNS * min(number - 1, 2)
