"""Lines of text as a page and its arrangement: pieces, stories and headlines put together."""

from typing import NamedTuple

from articles.importing.arrangement import Arrangement, Doubt, Placement, Role
from articles.importing.flow.cutting import pieces as cut
from articles.importing.flow.matching import MARGIN, matched
from articles.importing.flow.storying import stories as told
from articles.importing.likeness import pairs
from articles.importing.marks import is_closed
from articles.importing.pieces import Block, Refused, SourcePage
from liangcheng.chinese.text import without_whitespace

MOST_STORIES = 80  # of a page: a page of briefs has 30
_HEADS = [Role.SECTION, Role.KICKER, Role.HEADLINE, Role.DECK]
_LONGEST_QUOTED = 24


class Part(NamedTuple):
    """A piece's lines (start, end), what they are, and the number of their story."""

    place: int
    lines: tuple[int, int]
    role: Role
    story: int | None = None
    reason: str = ""


def arranged(lines, reader, number_in_file=1):
    """(SourcePage, Arrangement) of a page's lines, blank ones among them: [Line].

    Without stories the arrangement has none; everything else is under DISCARDED then. Raises
    Refused where there are more than a page can have.
    """
    pieces = cut(lines)
    stories = told(pieces)
    headlines = [place for place, piece in enumerate(pieces) if piece.role == Role.HEADLINE]
    if max(len(headlines), len(stories)) > MOST_STORIES:
        raise Refused(
            f"这一页像是有 {max(len(headlines), len(stories))} 篇稿件，不像一版报纸。"
            "请一版一个文件分开导入。"
        )
    texts = [_words(pieces, story) for story in stories]
    matches, others = matched(pieces, headlines, texts) if stories else ([], [])
    parts = [
        Part(place, (0, len(pieces[place].lines)), pieces[place].role, number)
        for number, story in enumerate(stories)
        for place in story.places
    ]
    parts += [Part(*match.head[:2], Role.HEADLINE, match.story) for match in matches]
    left = [_left_over(head, pieces, stories, matches) for head in others]
    known = {part.place for part in parts + left}
    left += [
        Part(place, (0, len(piece.lines)), piece.role)
        if piece.role == Role.MASTHEAD
        else _discarded(place, (0, len(piece.lines)))
        for place, piece in enumerate(pieces)
        if place not in known
    ]
    return put_together(
        pieces, parts + left, _doubts(pieces, stories, matches, left), reader, number_in_file
    )


def _words(pieces, story):
    """A story for the matching: where it begins and ends, its text, and that's first paragraph."""
    bodies = [pieces[place] for place in story.places if pieces[place].role == Role.BODY]
    lead = bodies[0].text if bodies else ""
    text = "".join(body.text for body in bodies)
    return min(story.places), max(story.places), text, lead


def _left_over(head, pieces, stories, matches):
    """What a line is that is no story's headline: a kicker, a deck, a sub-head; else nobody's."""
    start, end = head.lines
    count = len(pieces[head.place].lines)
    for number, story in enumerate(stories):
        is_within = {head.place - 1, head.place + 1} <= set(story.places)
        if is_within and is_closed(pieces[head.place - 1].text):
            return Part(head.place, head.lines, Role.SUBHEAD, number)
    after = (head.place, end) if end < count else (head.place + 1, 0)
    next_to = {(match.head.place, match.head.lines[0]): match for match in matches}
    under = {
        (match.head.place, match.head.lines[1])
        if match.head.lines[1] < len(pieces[match.head.place].lines)
        else (match.head.place + 1, 0): match
        for match in matches
    }
    below, above = next_to.get(after), under.get((head.place, start))
    if below and above:
        mine = pairs(head.text)
        is_of_above = len(mine & pairs(above.head.text)) > len(mine & pairs(below.head.text))
        below = None if is_of_above else below
    if below:
        return Part(head.place, head.lines, Role.KICKER, below.story)
    if above:
        return Part(head.place, head.lines, Role.DECK, above.story)
    return _discarded(head.place, head.lines)


def _discarded(place, lines):
    return Part(place, lines, Role.DISCARDED, reason="不知道属于哪一篇")


def _doubts(pieces, stories, matches, left):
    """What a person should look at: [Doubt], `story` a story's number, `block` still a place."""
    doubts = []
    for match in matches:
        if match.shared == 0:
            sentence = f"标题“{_quoted(match.head.text)}”和正文没有相同的词，是按次序配的，请核对。"
        elif match.margin < MARGIN:
            sentence = f"标题“{_quoted(match.head.text)}”也可能是别的稿件的，请核对。"
        else:
            continue
        doubts.append(Doubt(kind="headline", sentence=sentence, story=match.story))
    with_headline = {match.story for match in matches}
    for number, story in enumerate(stories):
        if number not in with_headline:
            doubts.append(
                Doubt(kind="no-headline", sentence="没有找到这一篇的标题，请填写。", story=number)
            )
        if not story.is_signed and len(stories) > 1:
            sentence = "这一篇末尾没有落款，到哪里为止是推断的，请核对。"
            doubts.append(Doubt(kind="unsigned", sentence=sentence, story=number))
    names = {Role.KICKER: "引题", Role.DECK: "副题", Role.SUBHEAD: "小标题"}
    for part in left:
        text = "".join(line.text for line in pieces[part.place].lines[slice(*part.lines)])
        if part.role == Role.DISCARDED:
            sentence = f"“{_quoted(text)}”不知道属于哪一篇，没有收入，请核对。"
        elif part.role in names:
            sentence = f"“{_quoted(text)}”当作{names[part.role]}，请核对。"
        else:
            continue
        doubts.append(Doubt(kind=part.role.value, sentence=sentence, story=part.story))
    return doubts


def _quoted(text):
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_QUOTED else f"{text[:_LONGEST_QUOTED]}…"


def put_together(pieces, parts, doubts, reader, number_in_file=1):
    """The page with a block for each part, and its arrangement; stories count from 1."""
    parts = sorted(parts, key=lambda part: (part.place, part.lines))
    blocks, keyed = [], []
    for key, part in enumerate(parts, 1):
        blocks.append(Block(key=key, lines=pieces[part.place].lines[slice(*part.lines)]))
        story = None if part.story is None else part.story + 1
        keyed.append(Placement(block=key, role=part.role, story=story, reason=part.reason))
    page = SourcePage(
        reader=reader,
        number_in_file=number_in_file,
        blocks=blocks,
        characters=sum(len(without_whitespace(block.text)) for block in blocks),
    )
    arrangement = Arrangement(
        placements=sorted(keyed, key=_rank),
        doubts=[
            doubt if doubt.story is None else doubt.model_copy(update={"story": doubt.story + 1})
            for doubt in doubts
        ],
    )
    return page, arrangement


def _rank(placement):
    """The masthead, then story by story what heads it and its text, then what is nobody's."""
    role = placement.role
    head = _HEADS.index(role) if role in _HEADS else len(_HEADS)
    if placement.story is None:
        return (0 if role == Role.MASTHEAD else 2, 0, 0, placement.block)
    return (1, placement.story, head, placement.block)
