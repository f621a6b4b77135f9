"""Lines of text in pieces, each one thing: masthead, text, sign-off, what may be a headline.

Blank lines part them, and so do sign-offs. A blank line says little more: it stands between
paragraphs, and wherever a column ended.
"""

import re
from typing import NamedTuple

from articles.importing import marks
from articles.importing.arrangement import Role
from articles.importing.flow.rejoining import is_cut_at_marks, rejoined
from articles.importing.masthead import MastheadLine, masthead_line
from articles.importing.paragraphs import column
from articles.importing.pieces import Line
from liangcheng.numbering import item_number

MOST_HEADLINE_LINES = 4
_INDENT = 2  # characters
MOST_HEADLINE_WIDTH = 60
_SENTENCE_MARK = re.compile(r"[。；;]")
_SIGNED = re.compile(r"(?P<text>.*?)\s*(?P<mark>[（(【\[][^（()）]*[）)】\]])\s*$")
# What the first line of a report begins with, and no headline.
LEAD = re.compile(
    r"近日|日前|近期|连日来|昨天|昨日|今天|今日|上周|本周|本报讯|为了?进?一?步?|[（(]?(?:本报)?(?:记者|通讯员)|"
    r"\d{1,2}\s*月\s*(?:\d{1,2}|初|中旬|底|上旬|下旬|，)|(?:19|20)\d\d\s*年|今年|去年|新年|春节|“"
)
_OFFICE = re.compile(
    rf"[{marks.HANZI}]{{0,10}}(?:办|工委|党委|党支部|党总支|居委|居委会|居民区|派出所|妇联|工会|办公室)"
    rf"|[{marks.HANZI}]{{2,12}}\s*供稿|(?:供稿|来源)[:：/／\s]+[{marks.HANZI}]{{2,14}}"
)


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
    out, chunk = [], []
    for place, line in enumerate([*lines, Line(text="")]):
        if line.text.strip() and place not in heads:
            chunk.append(line)
            continue
        out += _cut(chunk, out, mend)
        chunk = []
        if place in heads:
            out.append(Piece(Role.MASTHEAD, [line]))
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


def _cut(chunk, before, mend):
    """A chunk's pieces; `before` are those that stand before it, `mend` makes lines as printed."""
    out, text = [], []
    for line in _joined_signoffs(chunk):
        previous = text[-1].text if text else _last_text(before + out)
        last = [piece.role for piece in (before + out)[-1:]]
        follows_text = bool(text) or last == [Role.BODY]
        marked, role = _mark(line.text, previous, follows_text)
        if not role:
            text.append(line)
            continue
        if marked:
            text.append(line.model_copy(update={"text": marked}))
        out += _classed(mend(text), before + out)
        rest = line.text[len(marked) :].strip()
        out.append(Piece(role, [line.model_copy(update={"text": rest, "opens": None})]))
        text = []
    return out + _classed(mend(text), before + out)


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
    bodies = [piece for piece in before if piece.role == Role.BODY]
    return bodies[-1].lines[-1].text if bodies else ""


def _mark(text, previous, follows_text):
    """What of a line is text, and what role the rest has: a sign-off, a signpost; None: neither."""
    stripped = text.strip()
    if found := marks.turn(stripped):
        return "", Role.TURN
    if marks.is_byline(stripped) and not re.match(r"[（(]", stripped):
        return "", Role.BYLINE
    found = _SIGNED.match(text)
    if not found:
        is_office = follows_text and marks.is_closed(previous) and _OFFICE.fullmatch(stripped)
        return ("", Role.SIGNOFF) if is_office and len(stripped) > 2 else (text, None)
    marked, mark = found["text"], found["mark"]
    if marks.turn(mark):
        return marked, Role.TURN
    if marks.signoff(mark) is None or not marks.is_closed(marked or previous):
        return text, None
    return marked, Role.BYLINE if marks.is_byline(mark) else Role.SIGNOFF


def _classed(lines, before):
    """Lines without marks as pieces: a headline, text, or first one and then the other."""
    if not lines:
        return []
    if _is_caption(lines):
        return [Piece(Role.CAPTION, lines)]
    length = _headline_lines(lines, before)
    out = []
    if length:
        head = lines[:length]
        is_torn = length > 2 and length == len(lines)
        out.append(Piece(Role.HEADLINE, head, is_torn))
    if lines[length:]:
        out.append(Piece(Role.BODY, lines[length:]))
    return out


def _is_caption(lines):
    text = "".join(line.text for line in lines).strip()
    return len(lines) <= 3 and (
        bool(re.match(r"[（(]?(?:图为|上图|下图|左图|右图|图①|图一|图[:：])", text))
        or 0 < len(text) - marks.credit(text) < len(text) <= MOST_HEADLINE_WIDTH
    )


def may_be_headline(text):
    """Whether a line may be of a headline, by its marks."""
    return (
        not _SENTENCE_MARK.search(text)
        and len(re.findall("[，,]", text)) <= 1
        and text.strip()[-1:] not in "，、,：:"
        and not item_number(text)
        and 2 <= marks.width(text) <= MOST_HEADLINE_WIDTH
    )


def _headline_lines(lines, before):
    """How many lines at the beginning are a headline's: all, some, 0."""
    most = 0
    while most < len(lines) and may_be_headline(lines[most].text):
        most += 1
    if most == len(lines):
        return 0 if _goes_on(lines, before) else most
    if _goes_on(lines[:1], before):
        return 0
    most = min(most, MOST_HEADLINE_LINES)
    # Within a story a headline has room round it, if anything has.
    within = 1.5 if before and before[-1].role == Role.BODY else 0
    return max(
        range(most + 1),
        key=lambda length: (_falls_apart(lines, length) - within * bool(length), -length),
    )


def _goes_on(lines, before):
    """Whether lines without marks are rather a piece out of a paragraph.

    Only right after text, and set as that is: as wide as its column, the first line perhaps set in
    by two characters, the last perhaps short if the text had stopped within a sentence.
    """
    if not before or before[-1].role != Role.BODY:
        return False
    measure = column(before[-1].lines)
    is_open = not marks.is_closed(before[-1].lines[-1].text)
    slack = 1 if is_open or any(re.search("[，,]", line.text) for line in lines) else 0.5
    first, *others = (marks.width(line.text) for line in lines)
    is_full = [abs(wide - measure) <= slack for wide in (first, *others)]
    if is_open:
        return all(is_full[:-1]) and (first, *others)[-1] <= measure + slack
    return all(is_full[1:]) and abs(measure - first - _INDENT) <= slack


def _falls_apart(lines, length):
    """How much speaks for it that a text begins after so many lines of a headline."""
    body = lines[length:]
    measure = column(body[1:6])
    wide = marks.width(body[0].text)
    score = 2.0 * bool(LEAD.match(body[0].text.strip()))
    score += 1.0 * (abs(measure - wide - _INDENT) <= 0.75) - 0.5 * (wide > measure + 1)
    for line in lines[:length]:
        score -= 0.7 * (abs(marks.width(line.text) - measure) <= 0.5)
        score -= 1.0 * bool(re.search("[，,]", line.text))
    if length:
        is_set_in = abs(measure - marks.width(lines[length - 1].text) - _INDENT) <= 0.5
        score -= 1.0 * (is_set_in and abs(wide - measure) <= 0.75)
    return score
