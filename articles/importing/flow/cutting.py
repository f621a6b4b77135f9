"""Lines of text in pieces, each one thing: masthead, text, sign-off, what may be a headline.

Blank lines part them, and so do sign-offs. A blank line says little more: it stands between
paragraphs, and wherever a column ended.
"""

import re
from itertools import zip_longest
from typing import NamedTuple

from articles.importing import marks
from articles.importing.arrangement import Role
from articles.importing.flow.rejoining import is_cut_at_marks, rejoined
from articles.importing.masthead import MastheadLine, masthead_line
from articles.importing.paragraphs import column
from articles.importing.pieces import Line
from liangcheng.chinese.numbering import item_number

MOST_HEADLINE_LINES = 4
MOST_TORN = 24  # lines of headlines that nothing parts
ENOUGH_LINES = 80  # to know a story's column by
_INDENT = 2  # characters
MOST_HEADLINE_WIDTH = 60
_SENTENCE_MARK = re.compile(r"[。；;]")
_MARK = re.compile(r"[（(【\[][^（()）]*[）)】\]]$")
# What the first line of a report begins with, and no headline.
LEAD = re.compile(
    r"近日|日前|近期|连日来|昨天|昨日|今天|今日|上周|本周|本报讯|为了?进?一?步?|[（(]?(?:本报)?(?:记者|通讯员)|"
    r"\d{1,2}\s*月\s*(?:\d{1,2}|初|中旬|底|上旬|下旬|，)|今年|去年|新年|春节"
)
# A sign-off without brackets says what it is, or stands at the right.
_AT_THE_RIGHT = re.compile(rf"\s{{4,}}[{marks.HANZI}]{{2,12}}\s*")


class Piece(NamedTuple):
    """Lines that are one thing, and what: HEADLINE is what may be one.

    `is_torn`: of several lines that each may be a headline, and nothing says which belong together.
    """

    role: Role
    lines: list[Line]
    is_torn: bool = False

    @property
    def text(self):
        return "".join(line.text for line in self.lines)


def pieces(lines):
    """The pieces of a page, in order: [Piece], from its lines, blank ones among them: [Line]."""
    heads = _masthead(lines)
    text = [line for place, line in enumerate(lines) if place not in heads]
    mend = rejoined if is_cut_at_marks(text) else list
    chunks = [[]]
    for place, line in enumerate(lines):
        if place in heads:
            chunks += [[line], []]
        elif line.text.strip():
            chunks[-1].append(line)
        else:
            chunks.append([])
    chunks = [chunk for chunk in chunks if chunk]
    mastheads = [lines[place] for place in heads]
    out = []
    for chunk, following in zip_longest(chunks, chunks[1:]):
        if any(chunk[0] is line for line in mastheads):
            out.append(Piece(Role.MASTHEAD, chunk))
        else:
            out += _cut(chunk, out, following[0].text.strip() if following else "", mend)
    return out


def _masthead(lines):
    """The places of the masthead's lines.

    A line that only a masthead has (a whole date, an editor's label) is one, and so are short words
    and numbers that stand next to one.
    """
    places = [place for place, line in enumerate(lines) if line.text.strip()]
    kinds = [masthead_line(lines[place].text) for place in places]
    heads = {at for at, kind in enumerate(kinds) if kind == MastheadLine.CERTAIN}
    for step in (1, -1):
        for at in range(len(kinds))[::step]:
            if kinds[at] == MastheadLine.BESIDE and at - step in heads:
                heads.add(at)
    return {places[at] for at in heads}


def _cut(chunk, before, following, mend):
    """A chunk's pieces, between those `before` it and the line `following` it.

    `mend` makes printed lines of those that a tool cut.
    """
    out, text = [], []
    for line in _joined_signoffs(chunk):
        previous = text[-1].text if text else _last_text(before + out)
        last = [piece.role for piece in (before + out)[-1:]]
        follows_text = bool(text) or last == [Role.BODY]
        marked, role = mark_of(line.text, previous, follows_text)
        if not role:
            text.append(line)
            continue
        if marked:
            text.append(line.model_copy(update={"text": marked}))
        out += _classed(mend(text), before + out)
        rest = line.text[len(marked) :].strip()
        out.append(Piece(role, [line.model_copy(update={"text": rest, "opens": None})]))
        text = []
    return out + _classed(mend(text), before + out, following)


def _joined_signoffs(chunk):
    """The lines, a sign-off that was broken over two (（党 / 群办）) on one."""
    lines = list(chunk)
    for at in range(len(lines) - 2, -1, -1):
        text = lines[at].text.rstrip()
        opened = max(text.rfind("（"), text.rfind("("))
        rest = lines[at + 1].text.strip()
        if opened >= 0 and not re.search("[）)]", text[opened:]) and re.search("[）)]$", rest):
            mark = text[opened:] + rest
            before = text[:opened].strip() or (lines[at - 1].text if at else "")
            if marks.signoff(mark) and marks.is_closed(before):
                lines[at : at + 2] = [lines[at].model_copy(update={"text": text + rest})]
    return lines


def _last_text(before):
    return next((one.lines[-1].text for one in reversed(before) if one.role == Role.BODY), "")


def mark_of(text, previous, follows_text):
    """What of a line is text, and what role the rest has: a sign-off, a signpost; None: neither."""
    stripped = text.strip()
    if found := marks.turn(stripped):
        return "", Role.TURN
    if marks.is_byline(stripped) and not re.match(r"[（(]", stripped):
        return "", Role.BYLINE
    found = _MARK.search(text.rstrip())
    if not found:
        is_office = marks.says_who_sent(text) or _AT_THE_RIGHT.fullmatch(text)
        is_office = follows_text and marks.is_closed(previous) and is_office
        return ("", Role.SIGNOFF) if is_office else (text, None)
    marked, mark = text[: found.start()].rstrip(), found[0]
    if marks.turn(mark):
        return marked, Role.TURN
    if marks.signoff(mark) is None or not marks.is_closed(marked or previous):
        return text, None
    return marked, Role.BYLINE if marks.is_byline(mark) else Role.SIGNOFF


def _classed(lines, before, following=""):
    """Lines without marks as pieces: a headline, text, or first one and then the other."""
    if not lines:
        return []
    if is_caption(lines):
        return [Piece(Role.CAPTION, lines)]
    length = _headline_lines(lines, before, following)
    out = []
    if length:
        is_torn = length > 2 and length == len(lines)
        out.append(Piece(Role.HEADLINE, lines[:length], is_torn))
    return out + _parted(lines[length:]) if lines[length:] else out


def is_caption(lines):
    text = "".join(line.text for line in lines).strip()
    return len(lines) <= 3 and (
        bool(re.match(r"[（(]?(?:图为|上图|下图|左图|右图|图①|图一|图[:：])", text))
        or 0 < len(text) - marks.credit(text) < len(text) <= MOST_HEADLINE_WIDTH
    )


def may_be_headline(lines):
    """Whether lines may be a headline, by their marks."""
    text = "".join(line.text.strip() for line in lines)
    return (
        not _SENTENCE_MARK.search(text)
        and len(re.findall("[，,]", text)) <= 1
        and text[-1] not in "，、,：:"
        and not item_number(text)
        and len(lines) <= MOST_HEADLINE_LINES
        and all(2 <= marks.width(line.text) <= MOST_HEADLINE_WIDTH for line in lines)
    )


def _headline_lines(lines, before, following):
    """How many lines at the beginning are a headline's: all, some, 0."""
    follows_text = bool(before) and before[-1].role == Role.BODY
    text = _text_before(before) if follows_text else []
    are_many = MOST_HEADLINE_LINES < len(lines) <= MOST_TORN
    if may_be_headline(lines) or (are_many and all(may_be_headline([line]) for line in lines)):
        return 0 if follows_text and _goes_on(lines, text, following) else len(lines)
    if follows_text and (_goes_on(lines[:1], text, "") or not marks.is_closed(text[-1].text)):
        return 0
    lengths = [
        length
        for length in range(1, min(MOST_HEADLINE_LINES + 1, len(lines)))
        if may_be_headline(lines[:length])
    ]
    # Within a story a headline has room round it, if anything has.
    within = 1.5 if follows_text else 0
    scores = {length: _falls_apart(lines, length) - within for length in lengths}
    best = max(scores, key=scores.get, default=0)
    return best if best and scores[best] > _falls_apart(lines, 0) else 0


def _text_before(before):
    """The lines of text since the last sign-off or signpost, the nearest of them if it is long."""
    lines = []
    for piece in reversed(before):
        if piece.role in {Role.SIGNOFF, Role.TURN, Role.BYLINE} or len(lines) > ENOUGH_LINES:
            break
        if piece.role == Role.BODY:
            lines = [*piece.lines, *lines]
    return lines


def _goes_on(lines, text, following):
    """Whether lines without marks, right after text, are rather a piece out of a paragraph.

    A paragraph's lines are as wide as its column, the first set in by two characters; the last one
    may be short, if a sentence ends there. Headlines are of other widths, but for chance; then it
    speaks for one that it has a space inside, or that what follows begins as a report does.
    """
    measure = column(text)
    wide = [marks.width(line.text) for line in lines]
    has_comma = any(re.search("[，,、]", line.text) for line in lines)
    slack = 1 if has_comma or len(lines) > 1 else 0.75
    is_full = [-slack <= one - measure <= slack for one in wide]
    is_set_in = abs(measure - wide[0] - _INDENT) <= slack
    if not marks.is_closed(text[-1].text):
        return all(is_full[:-1]) and wide[-1] <= measure + slack
    if not (all(is_full[1:-1]) and (is_set_in or (is_full[0] and len(wide) > 1))):
        return False
    if len(wide) > 1 and not (is_full[-1] or marks.is_closed(lines[-1].text)):
        return False
    return has_comma or not (
        any(re.search(r"\S\s+\S", line.text) for line in lines) or LEAD.match(following)
    )


def _falls_apart(lines, length):
    """How much speaks for it that a text begins after so many lines of a headline."""
    body = lines[length:]
    measure = column(body[1:8]) if len(body) > 1 else marks.width(body[0].text)
    wide = marks.width(body[0].text)
    score = 2.0 * bool(LEAD.match(body[0].text.strip()))
    score += 1.5 * (abs(measure - wide - _INDENT) <= 0.75 and _goes_on_full(body, measure))
    score -= 0.5 * (wide > measure + 1)
    if body[0].opens and length and not marks.is_closed(lines[length - 1].text):
        score += 2.0
    for line in lines[:length]:
        score -= 0.7 * (abs(marks.width(line.text) - measure) <= 0.5)
        score -= 0.5 * bool(re.search("[，,]", line.text))
    if length:
        is_set_in = abs(measure - marks.width(lines[length - 1].text) - _INDENT) <= 0.5
        score -= 1.0 * (is_set_in and abs(wide - measure) <= 0.75)
    return score


def _goes_on_full(body, measure):
    """Whether the second line is as wide as the column, as after a line that ends no sentence."""
    return (
        len(body) < 2
        or marks.is_closed(body[0].text)
        or marks.is_closed(body[1].text)
        or abs(marks.width(body[1].text) - measure) <= 1
    )


def _parted(lines):
    """The lines of text, cut where headlines stand among them that nothing sets apart: [Piece].

    What follows a closed line is set in, or goes on as wide as the column, or is a paragraph by
    itself and closed. A line that is neither is a headline, or a sub-head.
    """
    out, start, at = [], 0, 2
    measure = column(lines)
    while at < len(lines) - 2:
        end = at
        while end < min(at + 3, len(lines) - 2) and _stands_out(lines, at, end, measure):
            end += 1
        if end > at and _falls_apart(lines[at:], end - at) >= 1.5:
            out += [Piece(Role.BODY, lines[start:at]), Piece(Role.HEADLINE, lines[at:end])]
            start = end
        at = max(end, at + 1)
    return [*out, Piece(Role.BODY, lines[start:])]


def _stands_out(lines, first, at, measure):
    line = lines[at]
    wide = marks.width(line.text)
    if marks.is_closed(line.text) or not may_be_headline(lines[first : at + 1]):
        return False
    if at > first:
        return abs(wide - measure) > 0.75
    is_set_in = abs(measure - wide - _INDENT) <= 1
    return marks.is_closed(lines[at - 1].text) and not is_set_in and abs(wide - measure) > 1
