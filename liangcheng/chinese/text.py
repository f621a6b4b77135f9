"""Chinese text helpers: white space, names, numbers that were typed or sent, tags, excerpts."""

import re
from typing import NamedTuple

# Chinese characters, inside the brackets of a pattern.
HANZI = "㐀-䶿一-鿿豈-﫿〇𠀀-𳿿"
# Staff type tags with the comma at hand: full-width ，, the enumeration comma 、, ； or ASCII.
TAG_SEPARATORS = re.compile(r"[，、；,;\n]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# What a PDF's hyphen at a line's end is when it is copied: no character, and no space either.
NO_CHARACTERS = "\ufffe\uffff"
NO_CHARACTER = re.compile(f"[{NO_CHARACTERS}]+")
SENTENCE_END = re.compile(r"[。！？!?；;][”’）)]*")
BLANK_OF_SETTING = re.compile(rf"(?<=[{HANZI}])\s+(?=[{HANZI}])")
SENTENCE_BEGIN = re.compile(r"[。！？!?；;][”’）)]*\s*")
# A 小标题 is at most so long, and ends with none of these.
SUBHEADING = 20
CLOSED = tuple("。！？!?；;：:…”’）)》」』")
# Where a paragraph ended: its full stop has its own room, and a blank after it would be a hole.
BREAK_AFTER_STOP = re.compile(r"(?<=[。！？；：，、…”’）》」』])[^\S\n]*\n\s*")


def without_whitespace(text):
    """The text with every white space character removed (ideographic space U+3000 included)."""
    return "".join(text.split())


def name_as_spoken(name):
    """A name without the blanks that a paper sets to fill a column: 王　芳 is 王芳.

    Only those between Chinese characters: John Smith keeps his.
    """
    return BLANK_OF_SETTING.sub("", name)


def closed_up(text):
    """What Django joined, sentences and the last two of a list, without the blanks of English."""
    return text.replace("。 ", "。").replace(" 和 ", "和")


def one_line(text):
    """The text without control characters and line breaks, which Word and PDFs leave in headlines.

    XML 1.0 allows most of them nowhere: one would break every feed.
    """
    return CONTROL.sub(" ", NO_CHARACTER.sub("", text)).strip()


def run_in(text):
    """The paragraphs of a text one after the other, with a blank between where no stop ends one."""
    return " ".join(BREAK_AFTER_STOP.sub("", text).split())


def filled_lines(text):
    """The lines of a plain text that say something, without blanks around them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def whole_number(text, most):
    """The number that a text of ASCII digits writes, at most `most`; None for any other text.

    No longer than `most` is written: Python refuses to read thousands of digits.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most))):
        return None
    number = int(text)
    return number if number <= most else None


def key_of(text):
    """A primary key out of an address or a form; None if it can be none."""
    return whole_number(str(text), 10**18 - 1)


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
    # Of a long text no more than is needed, unless it is nearly all blanks.
    beginning = run_in(text[: 4 * length])
    if len(beginning) <= length:
        beginning = run_in(text)
    cutting = cut_around(beginning, 0, length)
    return beginning[: cutting.end] + cutting.tail


def digest(text, length):
    """The excerpt of an article: of its sentences, without the 小标题 that stand between them.

    Those are short lines that end like no sentence; a text that has nothing else stays.
    """
    lines = text[: 4 * length].splitlines()
    sentences = [line for line in lines if len(line) > SUBHEADING or line.endswith(CLOSED)]
    return excerpt("\n".join(sentences), length) if sentences else excerpt(text, length)


class Cutting(NamedTuple):
    """A piece of a text; `lead` and `tail` are …… where it is cut off, else empty."""

    start: int
    end: int
    lead: str
    tail: str


def cut_around(text, place, length):
    """Where to cut at most `length` characters out of a text so that they show a place in it.

    From the beginning of the place's sentence and to the end of one, if those are near.
    """
    start = 0
    lead = ""
    if place >= length // 2:
        starts = [match.end() for match in SENTENCE_BEGIN.finditer(text, 0, place)]
        is_near = bool(starts) and place - starts[-1] < length // 2
        start = starts[-1] if is_near else place - length // 4
        lead = "" if is_near else "……"
    if len(text) - start <= length:
        return Cutting(start, len(text), lead, "")
    ends = [match.end() for match in SENTENCE_END.finditer(text, start, start + length)]
    if ends and ends[-1] - start >= length // 2:
        return Cutting(start, ends[-1], lead, "")
    end = start + len(text[start : start + length].rstrip("，、；：,;: "))
    return Cutting(start, end, lead, "……")
