"""Chinese text helpers: white space, tags, excerpts."""

import re

# Staff type tags with the comma at hand: full-width ，, the enumeration comma 、, ； or ASCII.
TAG_SEPARATORS = re.compile(r"[，、；,;\n]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
SENTENCE_END = re.compile(r"[。！？!?；;][”’）)]*")


def without_whitespace(text):
    """The text with every white space character removed (ideographic space U+3000 included)."""
    return "".join(text.split())


def one_line(text):
    """The text without control characters and line breaks, which Word leaves in headlines.

    XML 1.0 allows most of them nowhere: one would break every feed.
    """
    return CONTROL.sub(" ", text).strip()


def split_tags(string):
    """Tag names out of one input line, in order, each once; a space inside a tag stays.

    A name without a letter or digit (——, ！) is none: it would have no address.
    """
    names = (" ".join(one_line(name).split()) for name in TAG_SEPARATORS.split(string or ""))
    return list(dict.fromkeys(name for name in names if re.search(r"\w", name)))


def join_tags(tags):
    """The tags as one line that `split_tags` takes apart again."""
    return "，".join(sorted(tag.name for tag in tags))


def excerpt(text, length):
    """The beginning of a text, at most `length` characters, cut at a sentence's end if one is near.

    "Near" is the second half of the allowed length; otherwise the cut is marked with ……
    (GB/T 15834—2011, 4.11: the Chinese ellipsis has six dots).
    """
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    ends = [match.end() for match in SENTENCE_END.finditer(text, 0, length)]
    if ends and ends[-1] >= length // 2:
        return text[: ends[-1]]
    return text[:length].rstrip("，、；：,;: ") + "……"


def excerpt_around(text, words, length):
    """The beginning of a text, or about `length` characters round the first word found in it."""
    text = " ".join(text.split())
    places = [text.lower().find(word.lower()) for word in words]
    first = min((place for place in places if place >= 0), default=0)
    if first < length // 2:
        return excerpt(text, length)
    # Begin at the sentence that holds the word, if that is near enough.
    starts = [match.end() for match in SENTENCE_END.finditer(text, 0, first)]
    start = starts[-1] if starts and first - starts[-1] < length // 2 else first - length // 4
    lead = "" if start in starts else "……"
    return lead + excerpt(text[start:], length)


def marked(text, words):
    """A text as (part, is_hit) pairs in order, the words found without regard to case."""
    words = [re.escape(word) for word in sorted(words, key=len, reverse=True) if word]
    if not words:
        return [(text, False)]
    parts = re.split(f"({'|'.join(words)})", text, flags=re.IGNORECASE)
    return [(part, bool(index % 2)) for index, part in enumerate(parts) if part]
