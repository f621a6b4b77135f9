"""Whom a story names (文中人物): names after titles, before 同志, in lists, after an age."""

import re
from dataclasses import dataclass, replace

from articles.importing.drafts import PersonDraft
from articles.importing.suggesting.lexicon import OFFICES, kind_of
from articles.importing.suggesting.names import name_at, name_before
from articles.importing.suggesting.posts import Post, is_organs, organisation_before, post_before

# How much must speak for a name after an office, after a calling, in a list.
_AFTER_OFFICE, _AFTER_STANDING, _IN_LIST, _BEFORE_COMRADE = 1.25, 1.9, 1.25, 1.2
_IF_A_WORD, _IF_ENCLOSED = 1.0, 0.6
_AGE = re.compile(r"\d{1,3}岁(?:高龄)?的?")
_COMRADE = re.compile(r"同志(?!们)")
_ONE = r"[㐀-鿿·]{2,}"
_COMRADES = re.compile(rf"(?:{_ONE}、)*{_ONE}(?=等$)")  # 甲、乙等同志
_AND = re.compile(r"、|以及|和|与|及")
# 代表街道党工委: without another word before it, it is a verb.
_VERBS = {"代表", "指挥", "督导"}
_OFFICE = "办事处"
_OF_A_LEVEL = re.compile(r"(?:常务)?副?[省市区县镇乡村]长")  # needs no organisation
# After a word for people that is no title in the lists, a name must look like one all over.
_SOMEBODY = frozenset("员师工匠人者手户医生家友")
_AFTER_SOMEBODY = 2.7
_WHO_WROTE = {"记者", "通讯员", "读者", "作者", "笔者"}  # of bylines


@dataclass(frozen=True)
class Mention:
    """A name in a passage: `start` is where the words before it begin, `name_start` the name."""

    passage: int
    start: int
    name_start: int
    end: int
    name: str
    post: Post | None = None


def mentions(told, known=()):
    """All mentions of a story's people, in the order of the text.

    `known` are names of the archive that stand in it: nothing else need speak for them.
    """
    found = []
    for number, passage in enumerate(told.passages):
        found += _titled(told, number, passage)
    found = _inheriting(told, sorted(found, key=lambda one: (one.passage, one.start)))
    return _with_returns(told, found, known)


def people(found):
    """PersonDrafts of mentions, each person once, as first named with a title."""
    drafts = {}
    for mention in found:
        draft = drafts.setdefault(mention.name, PersonDraft(name=mention.name))
        if mention.post and not draft.title_as_printed:
            draft.title = mention.post.title
            draft.organisation = mention.post.organisation
            draft.title_as_printed = mention.post.printed
    return list(drafts.values())


def _titled(told, number, passage):
    """Mentions that words before or after the name give away."""
    text, found, taken = passage.text, [], 0

    def take(start, name, post):
        nonlocal taken
        end = name.end + 2 if text.startswith("同志", name.end) else name.end
        found.append(Mention(number, start, name.start, end, name.text, post))
        taken = end
        return end

    for place, is_office, is_age in _places(passage):
        if place < taken:
            continue
        name = name_at(passage, place, told)
        if not name:
            continue
        post = None if is_age else post_before(passage, place)
        is_verb = not is_age and (not post or post.printed in _VERBS)
        if is_verb or name.worth < _asked(name, post, is_office):
            continue
        end = take(post.start if post else place, name, post)
        for name in _listed(told, passage, end):
            take(name.start, name, post)
    found += _comrades(told, number, passage, found)
    taken_names = {mention.name_start for mention in found}
    for name, post in _somebody(told, passage):
        if name.start not in taken_names:
            found.append(Mention(number, post.start, name.start, name.end, name.text, post))
    return found


def _asked(name, post, is_office):
    """How much must speak for a name.

    干部安心: after a standing, a word is hardly ever one. 区房管局局长严格、: after an office with
    its organisation and before a mark, hardly anything else stands.
    """
    if is_office:
        is_enclosed = name.is_word and name.is_at_mark and post and post.organisation
        return _AFTER_OFFICE - _IF_ENCLOSED * bool(is_enclosed)
    return _AFTER_STANDING + _IF_A_WORD * name.is_word


def _somebody(told, passage):
    """Names after words for people that are in no list of titles: 兽医某某某. (Name, Post) each."""
    for place, word in passage.word_at.items():
        end = place + len(word)
        if word[-1:] in _SOMEBODY and word not in _WHO_WROTE and kind_of(word) == "n":
            name = name_at(passage, end, told)
            if name and len(name.text) == 3 and name.worth >= _AFTER_SOMEBODY and not name.is_word:
                yield name, Post("", word, place, word, False)


def _places(passage):
    """(place, is it after an office, is it after an age): where names may begin."""
    places = [(title.end(), title[0] in OFFICES, False) for title in passage.titles]
    places += [(age.end(), False, True) for age in _AGE.finditer(passage.text)]
    return sorted(places)


def _listed(told, passage, end):
    """The further names of a list: 代表甲、乙、丙分别……"""
    while mark := _AND.match(passage.text, end):
        name = name_at(passage, mark.end(), told)
        if not name or name.worth < _IN_LIST or not name.is_closed:
            return
        yield name
        end = name.end


def _comrades(told, number, passage, found):
    """区纪委第二纪检监察室吴巍同志: a name before 同志, and the organisation before that."""
    known = {mention.end for mention in found}
    for comrade in _COMRADE.finditer(passage.text):
        if comrade.end() in known:
            continue
        if comrades := _COMRADES.search(passage.text, 0, comrade.start()):
            for part in re.finditer(_ONE, comrades[0]):
                end = comrades.start() + part.end()
                name = name_before(passage, end, told)
                if name and name.text == part[0] and name.worth >= _BEFORE_COMRADE:
                    yield Mention(number, name.start, name.start, end, name.text)
            continue
        name = name_before(passage, comrade.start(), told)
        if not name or name.worth < _BEFORE_COMRADE:
            continue
        start, organisation = organisation_before(passage, name.start) or (name.start, "")
        post = Post(organisation, "", start, organisation, False) if organisation else None
        yield Mention(number, start, name.start, comrade.end(), name.text, post)


def _inheriting(told, found):
    """The mentions of a list, whose later ones leave out what the first has said.

    街道党工委书记甲、办事处主任乙; 办事处副主任甲、副主任乙: both are of the same organisation.
    """
    inherited, before = [], None
    for mention in found:
        post = mention.post
        if before and post and post.is_office and before.post and _is_list(told, before, mention):
            own, first = post.organisation, before.post.organisation
            if not own and not _OF_A_LEVEL.fullmatch(post.title):
                post = post._replace(organisation=first)
            elif own == _OFFICE and first:
                post = post._replace(
                    organisation=first.removesuffix(_OFFICE), title=own + post.title
                )
            mention = replace(mention, post=post)
        inherited.append(mention)
        before = mention
    return inherited


def _is_list(told, before, mention):
    text = told.passages[mention.passage].text
    between = text[before.end : mention.start]
    return before.passage == mention.passage and (
        between in ("、", "和", "与", "及", "以及")
        or (
            between == "，"
            and (mention.post.organisation == _OFFICE or is_organs(mention.post.title))
        )
    )


def _with_returns(told, found, known):
    """The mentions, and where the same names, or known ones, stand without a title."""
    names = sorted({mention.name for mention in found} | {*known}, key=len, reverse=True)
    if not names:
        return []
    pattern = re.compile("|".join(map(re.escape, names)))
    taken = {(mention.passage, mention.name_start) for mention in found}
    for number, passage in enumerate(told.passages):
        for match in pattern.finditer(passage.text):
            if (number, match.start()) not in taken:
                found.append(Mention(number, match.start(), match.start(), match.end(), match[0]))
    return sorted(found, key=lambda one: (one.passage, one.start))
