"""What a reader may want to type, or may have meant: 乐耀明 → 乐跃明, liangcheng → 凉城.

Suggested are names and words of headlines to which the public finds something.
"""

from difflib import SequenceMatcher

from django.db import connection
from django.db.models import Q

from articles.models import SearchWord
from articles.search.analysis import runs
from articles.search.query import Clause, Question, Zone, name_key
from articles.search.searching import findable
from articles.search.words import words_of
from liangcheng.chinese.pinyin import plain_reading, reading

# Candidates that are looked at, and how much alike two words have to be, from 0 to 1.
_LOOKED_AT = 200
_ALIKE = 0.66
_SOUND_ALIKE = 0.8


def completions(text, limit=8):
    """The `SearchWord`s that begin with what is typed, in characters, pinyin or initials.

    Names first, then words by how many headlines hold them. `社` → 社管办, 社区 …
    """
    key = name_key(text)
    if not key:
        return []
    begins = _prefix("key", key)
    if key.isascii():
        begins |= _prefix("reading", key)
        if len(key) > 1:
            begins |= _prefix("initials", key)
    words = SearchWord.objects.filter(begins)
    # A name has a row for each of its readings.
    names = words.exclude(label="").order_by("label", "text").values("label", "text").distinct()
    names = [SearchWord(**name) for name in names[: 3 * limit]]
    plain = words.filter(label="", uses__gt=0).order_by("-uses", "key")[: 2 * limit]
    return _findable([*names, *plain], limit)


def _prefix(field, beginning):
    """A condition on the beginning of a folded field, which an index can answer."""
    if connection.vendor == "sqlite":
        # LIKE ignores case there, and with it the index.
        return Q(**{f"{field}__gte": beginning, f"{field}__lt": beginning + chr(0x10FFFF)})
    return Q(**{f"{field}__startswith": beginning})


def _findable(words, limit):
    """The words to which the public finds something, each text once."""
    asked = {_question(word): word for word in words}
    found = {}
    for question in findable(list(asked)):
        found.setdefault(asked[question].text, asked[question])
    return list(found.values())[:limit]


def _texts(words, limit):
    return [word.text for word in _findable(words, limit)]


def _question(word):
    labels = (word.label,) if word.label else ()
    zone = Zone.ANYWHERE if word.label else Zone.HEADLINE
    return Question(clauses=(Clause((runs(word.text),), labels, zone),))


def nearby(question, limit=3):
    """The question with words that are spelt or sound alike, as texts to ask instead.

    Each word that finds nothing is replaced; a question that holds no such word gives nothing.
    """
    words = [
        clause
        for clause in question.clauses
        if clause.phrases and clause.typed and not clause.is_excluded
    ]
    known = findable([Question(clauses=(word,)) for word in words])
    unknown = [word.typed for word in words if Question(clauses=(word,)) not in known]
    suggestions = [question.text] if unknown else []
    for typed in unknown:
        meant = _meant(typed, limit)
        suggestions = [text.replace(typed, other) for text in suggestions for other in meant]
    return suggestions[:limit]


def _meant(typed, limit):
    """Words that a mistyped one may stand for, the likeliest first."""
    key = name_key(typed)
    sounds = {key} if key.isascii() else {plain_reading(key), reading(key)}
    sounds = {"".join(sound.split()) for sound in sounds} - {""}
    same_sound = SearchWord.objects.filter(reading__in=sounds).exclude(key=key).order_by("-uses")
    return (
        _texts(same_sound[:10], limit)
        or _pieced_together(key)
        or _texts(_alike(key, sounds), limit)
    )


def _alike(key, sounds):
    """Known words that look or sound nearly like this one, the most alike first."""
    scored = [
        (_likeness(word, key, sounds), word.uses, word)
        for word in SearchWord.objects.filter(_halves(key, sounds)).exclude(key=key)[:_LOOKED_AT]
    ]
    scored.sort(key=lambda one: one[:2], reverse=True)
    return [word for likeness, _, word in scored[:10] if likeness]


def _halves(key, sounds):
    """Words that share a half: one wrong character leaves the other half right."""
    half = (len(key) + 1) // 2
    shared = Q(pk=None)
    for sound in sounds:
        shared |= _prefix("reading", sound[: (len(sound) + 1) // 2])
    if len(key) > 2 and not key.isascii():
        shared |= _prefix("key", key[:half]) | Q(key__endswith=key[-(len(key) // 2) :])
    return shared


def _likeness(word, key, sounds):
    """How much a known word is like the one asked for; 0 for not enough."""
    spelt = _ratio(word.key, key) if len(key) > 2 else 0
    sounding = max((_ratio(word.reading, sound) for sound in sounds), default=0)
    if spelt >= _ALIKE or sounding >= _SOUND_ALIKE:
        return spelt + sounding
    return 0


def _ratio(one, other):
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _pieced_together(key):
    """A longer text whose unknown words are replaced by words of the same sound."""
    if key.isascii():
        return []
    text, is_changed = key, False
    for piece in words_of(key):
        if SearchWord.objects.filter(key=piece, uses__gt=0).exists():
            continue
        sound = plain_reading(piece).replace(" ", "")
        same = SearchWord.objects.filter(reading=sound).exclude(key=piece).order_by("-uses")[:5]
        for other in _texts(same, 1):
            text, is_changed = text.replace(piece, name_key(other)), True
    return [text] if is_changed else []
