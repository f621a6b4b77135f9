"""Which departments of the archive a sign-off names (落款 → 单位)."""

import re
from difflib import get_close_matches

from articles.importing.arrangement import Doubt
from liangcheng.chinese.text import without_whitespace

_APART = re.compile(r"[、，,/／&＆；;\s]+")
_AND = re.compile(r"和|与|及|暨")
# 街道平安办 and 平安办 are one within a subdistrict's own paper.
_HOUSE = re.compile(r"^.{0,8}?(?:街道|镇)(?=.{2})")
_NEAR = 0.75  # how much of two names must agree: one character of four may differ
_SHORTEST_NEAR = 4


def departments(story, archive):
    """(keys of the departments that a StoryDraft's sign-off names, doubts).

    A name that is only like one of the archive's is suggested with a doubt; one that is like none
    is said to be unknown.
    """
    if not story.department or not archive.departments:
        return [], []
    keys, doubts = [], []
    for words in _signed(story.department, archive):
        key, near = _found(words, archive)
        keys += [key] if key else []
        if not key:
            sentence = f"落款“{words}”在单位名录里没有，请选一个单位，或新增。"
            doubts.append(Doubt(kind="unknown-department", sentence=sentence))
        elif near:
            sentence = f"落款“{words}”在单位名录里没有，最接近的是“{near}”，请核对。"
            doubts.append(Doubt(kind="near-department", sentence=sentence))
    return list(dict.fromkeys(keys)), doubts


def department_called(words, archive):
    """The key of the one department that bears a name, with or without the house's before it."""
    words = without_whitespace(words)
    names = archive.departments_by_name
    for name in (words, _HOUSE.sub("", words), f"街道{words}"):
        if len(names.get(name, ())) == 1:
            return names[name][0].key
    return None


def _signed(text, archive):
    """The names in a sign-off: 党建办、自治办 are two; 绿化和市容管理局 is one."""
    if department_called(text, archive):  # 党 建 办, set wide
        yield text
        return
    for part in filter(None, _APART.split(text.strip())):
        halves = _AND.split(part)
        whole = department_called(part, archive)
        if not whole and all(department_called(half, archive) for half in halves):
            yield from halves
        else:
            yield part


def _found(words, archive):
    """(key or None, the name it is like if it is not the very name)."""
    if key := department_called(words, archive):
        return key, ""
    names = archive.departments_by_name
    spelt_out = [name for name in names if _is_short_for(words, name) or _is_short_for(name, words)]
    near = spelt_out
    if not near and len(words) >= _SHORTEST_NEAR:
        near = get_close_matches(words, names, n=2, cutoff=_NEAR)
    keys = {one.key for name in near for one in names[name]}
    return (keys.pop(), near[0]) if len(keys) == 1 else (None, "")


def _is_short_for(short, long):
    """Whether all characters of a name stand in a longer one in order: 社管办, 社区管理办公室."""
    if not 3 <= len(short) < len(long) or short[0] != long[0]:
        return False
    rest = iter(long.removesuffix("公室"))
    return all(character in rest for character in short) and short[-1] in long[-3:]
