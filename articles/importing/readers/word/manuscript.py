"""Paragraphs of a manuscript → stories: what is a headline, a sub-head, a sign-off (稿件).

Assumed: a headline is a paragraph with a heading's style, or set in the middle and bold or larger
than the text, or the first of the file or after a sign-off if it is short and ends no sentence.
Headings of a lower level, and short bold paragraphs within the text, are sub-heads. Where nothing
of that is to be found, the file is read as text without places is.
"""

import re
from collections import Counter

from articles.importing.arrangement import Doubt, Role
from articles.importing.flow.arranging import Part, put_together
from articles.importing.flow.arranging import arranged as arranged_as_text
from articles.importing.flow.cutting import MOST_HEADLINE_WIDTH, Piece, is_caption, mark_of
from articles.importing.marks import is_closed, width
from articles.importing.pieces import Line
from liangcheng.chinese.numbering import item_number

_DATE = re.compile(r"\s*(?:19|20)\d\d\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*日?\s*")
_CENTRED = {"center", "centre"}
_RIGHT = {"right", "end"}
_LONGEST_SIGNOFF = 24
_READER = "word"


def arranged(told):
    """(SourcePage, Arrangement) of a document's paragraphs: [Paragraph]."""
    texts = [paragraph for paragraph in told if paragraph.text.strip()]
    kinds = _kinds(texts)
    if Role.HEADLINE not in kinds:
        lines = [Line(text=paragraph.text.strip(), opens=True) for paragraph in texts]
        return arranged_as_text(lines, _READER)
    pieces, stories = _pieces(texts, kinds)
    parts = [
        Part(place, (0, len(piece.lines)), piece.role, story, _why(piece))
        for place, (piece, story) in enumerate(zip(pieces, stories, strict=True))
    ]
    return put_together(pieces, parts, _doubts(pieces, stories), _READER)


def _why(piece):
    return "落款的日期" if piece.role == Role.DISCARDED else ""


def _kinds(texts):
    """What each paragraph is by how it looks: HEADLINE, SUBHEAD, CAPTION, SIGNOFF, BODY …"""
    sizes = Counter()
    for paragraph in texts:
        sizes[paragraph.size] += len(paragraph.text)
    body_size = sizes.most_common(1)[0][0]
    levels = [one.level for one in texts if one.level and _may_head(one)]
    top = min(levels, default=None)
    kinds = []
    for place, paragraph in enumerate(texts):
        begins = not kinds or kinds[-1] in {Role.SIGNOFF, Role.DISCARDED}
        in_heads = bool(kinds) and kinds[-1] == Role.HEADLINE
        following = texts[place + 1] if place + 1 < len(texts) else None
        kinds.append(
            _marked(paragraph, kinds, texts)
            or _headed(paragraph, following, top, body_size, begins or in_heads)
            or Role.BODY
        )
    return kinds


def _may_head(paragraph):
    return not paragraph.is_row and width(paragraph.text) <= MOST_HEADLINE_WIDTH


def _marked(paragraph, kinds, texts):
    """The role of a paragraph that its words, or its place at the right, tell; None if none."""
    text = paragraph.text.strip()
    if paragraph.is_caption or (is_caption([Line(text=text)]) and width(text) <= 60):
        return Role.CAPTION
    has_text = Role.BODY in kinds
    if _DATE.fullmatch(text) and has_text:
        return Role.DISCARDED
    previous = texts[len(kinds) - 1].text if kinds else ""
    marked, role = mark_of(text, previous, has_text)
    if role and not marked:
        return role
    is_short = width(text) <= _LONGEST_SIGNOFF and not is_closed(text)
    if paragraph.align in _RIGHT and is_short and has_text and is_closed(previous):
        return Role.SIGNOFF
    return None


def _headed(paragraph, following, top, body_size, begins):
    """HEADLINE or SUBHEAD, None for neither."""
    if not _may_head(paragraph):
        return None
    text = paragraph.text.strip()
    numbered = item_number(text) is not None
    if paragraph.level:
        return Role.HEADLINE if paragraph.level == top and not numbered else Role.SUBHEAD
    if is_closed(text) and text[-1] not in "！？!?":
        return None
    is_large = paragraph.size > body_size
    if paragraph.align in _CENTRED and (is_large or paragraph.is_bold or begins):
        return Role.HEADLINE if begins or is_large else Role.SUBHEAD
    goes_before_text = following is not None and width(following.text) > width(text)
    if begins and goes_before_text and not numbered and (top is None or paragraph.is_bold):
        return Role.HEADLINE
    return Role.SUBHEAD if paragraph.is_bold and following is not None else None


def _pieces(texts, kinds):
    """The pieces and whose each is: ([Piece], [number of its story, None for nobody's])."""
    pieces, stories = [], []
    story, has_text = -1, True
    place = 0
    while place < len(texts):
        kind = kinds[place]
        if kind == Role.HEADLINE:
            end = place
            while end < len(texts) and kinds[end] == Role.HEADLINE:
                end += 1
            story, has_text = story + (1 if has_text else 0), False
            for role, group in _heads(texts[place:end]):
                pieces.append(Piece(role, [_line(one) for one in group]))
                stories.append(story)
            place = end
            continue
        if story < 0:
            story = 0
        for piece in _of_text(texts[place], kind):
            has_text = has_text or piece.role == Role.BODY
            last = pieces[-1] if pieces and stories[-1] == story else None
            if last and last.role == piece.role == Role.BODY:
                last.lines.extend(piece.lines)
                continue
            pieces.append(piece)
            stories.append(None if piece.role == Role.DISCARDED else story)
        place += 1
    return pieces, stories


def _line(paragraph):
    text = paragraph.text if paragraph.is_row else paragraph.text.strip()
    return Line(text=text, opens=True, size=paragraph.size / 2)


def _of_text(paragraph, kind):
    """A paragraph as a piece; as two if it is signed at its end."""
    line = _line(paragraph)
    if kind == Role.BODY and not paragraph.is_row:
        marked, role = mark_of(line.text, "", False)
        if role and marked:
            rest = line.text[len(marked) :].strip()
            return [
                Piece(Role.BODY, [line.model_copy(update={"text": marked})]),
                Piece(role, [line.model_copy(update={"text": rest})]),
            ]
    return [Piece(kind, [line])]


def _heads(group):
    """Headings that stand together: the largest is the headline, a kicker above, a deck below."""
    looks = [(one.size, one.is_bold, -(one.level or 1)) for one in group]
    main = max(looks)
    first = looks.index(main)
    last = len(looks) - looks[::-1].index(main)
    heads = [
        (Role.KICKER, group[:first]),
        (Role.HEADLINE, group[first:last]),
        (Role.DECK, group[last:]),
    ]
    return [(role, lines) for role, lines in heads if lines]


def _doubts(pieces, stories):
    doubts = []
    for story in sorted({one for one in stories if one is not None}):
        roles = {piece.role for piece, one in zip(pieces, stories, strict=True) if one == story}
        if Role.HEADLINE not in roles:
            sentence = "没有找到这一篇的标题，请填写。"
            doubts.append(Doubt(kind="no-headline", sentence=sentence, story=story))
        if Role.BODY not in roles:
            sentence = "这一篇只有标题，没有正文，请核对。"
            doubts.append(Doubt(kind="no-body", sentence=sentence, story=story))
    return doubts
