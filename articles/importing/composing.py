"""An arrangement of a page's blocks becomes drafts of its stories (成稿).

A plain function of what was read and how it is arranged: after a person has moved a block on the
review screen it is asked again. Nothing is dropped: what no story gets is under `discarded`, with
the reason (`ledger.py` holds it to that).
"""

import re
from html import escape
from itertools import groupby

from articles.importing import masthead
from articles.importing.arrangement import Role
from articles.importing.drafts import PageDraft, StoryDraft
from articles.importing.marks import ORNAMENTS, signoff, turn
from articles.importing.outlines import regions
from articles.importing.paragraphs import headline, joined, paragraphs
from articles.importing.picturing import pictures
from articles.importing.pieces import Discarded
from liangcheng.richtext import clean_html

_SENT_BY = re.compile(r"^(?:供稿|来源|稿源)(?:单位|部门)?[:：/／\s]+|[/／\s]*供稿$")
_BRACKETS = "（()）"
_TORN = " \t\n\u3000·•・"  # what else stands at an ornament's side


def compose(page, arrangement):
    """The draft of a page: PageDraft, from a SourcePage and its Arrangement."""
    blocks = {block.key: block for block in page.blocks}
    discarded = [*page.discarded]
    lines_of_masthead = []
    for placement in arrangement.placements:
        block = blocks[placement.block]
        if placement.role == Role.MASTHEAD:
            lines_of_masthead += [line.text for line in block.lines]
            discarded += [
                Discarded(text=line.text, reason=masthead.reason(line.text)) for line in block.lines
            ]
        elif reason := _reason(placement):
            discarded.append(Discarded(text=block.text, reason=reason))
    stories = [_story(story, page, arrangement, blocks, discarded) for story in arrangement.stories]
    return PageDraft(
        number_in_file=page.number_in_file,
        masthead=masthead.read(lines_of_masthead),
        stories=stories,
        discarded=discarded,
        doubts=[doubt for doubt in arrangement.doubts if doubt.story is None],
    )


def _reason(placement):
    """Why no story gets a block; None if one does."""
    match placement.role:
        case Role.DISCARDED:
            return placement.reason or "编辑略去"
        case Role.QUOTE:
            return "从正文里抽出来的引文，正文里已有"
        case Role.TURN:
            return "转版提示"
        case Role.SECTION if placement.story is None:
            return "栏目名，不属于哪一篇"
        case _ if placement.story is None:
            return "没有归到哪一篇"
        case _:
            return None


def _story(story, page, arrangement, blocks, discarded):
    def lines_of(*roles):
        placements = arrangement.of_story(story, *roles)
        return [line.text for placement in placements for line in blocks[placement.block].lines]

    body = paragraphs(
        (blocks[placement.block].lines, placement.role == Role.SUBHEAD)
        for placement in arrangement.of_story(story, Role.BODY, Role.SUBHEAD)
    )
    department, around = _department(lines_of(Role.SIGNOFF))
    byline, ornaments = _without_ornaments(joined(lines_of(Role.BYLINE)))
    for text, reason in ((around, "落款两边的括号、供稿二字一类"), (ornaments, "作者旁的饰符")):
        if text:
            discarded.append(Discarded(text=text, reason=reason))
    return StoryDraft(
        story=story,
        headline=headline(lines_of(Role.HEADLINE)),
        kicker=headline(lines_of(Role.KICKER)),
        deck=headline(lines_of(Role.DECK)),
        byline=byline,
        section=headline(lines_of(Role.SECTION)),
        paragraphs=[paragraph.text for paragraph in body],
        body=_html(body),
        department=department,
        pictures=pictures(story, page, arrangement),
        **_signposts(lines_of(Role.TURN)),
        regions=regions(story, page, arrangement),
        doubts=[doubt for doubt in arrangement.doubts if doubt.story == story],
    )


def _signposts(lines):
    """Where a story goes on, and where it comes from, as StoryDraft has it."""
    turns = [found for line in lines if (found := turn(line))]
    return {
        "continues_on": next((one.page for one in turns if one.leads_on), ""),
        "continues_from": next((one.page for one in turns if not one.leads_on), ""),
    }


def _department(lines):
    """A sign-off without its brackets and without the word 供稿, and those."""
    text = joined(lines)
    words = signoff(text)
    around = "" if words is None else text[0] + text[-1]
    text = text if words is None else joined([words])
    bare = _SENT_BY.sub("", text)
    return bare, around + "".join(found[0] for found in _SENT_BY.finditer(text))


def _without_ornaments(text):
    """A byline without the ornaments and brackets round it, and those."""
    bare = text.strip(ORNAMENTS + _TORN)
    if bare[:1] in _BRACKETS and bare[-1:] in _BRACKETS:
        bare = bare[1:-1].strip(_TORN)
    start = text.find(bare)
    around = text[:start] + text[start + len(bare) :]
    return bare, "".join(around.split())


def _html(body):
    """The paragraphs as the body of an article holds them; rows that follow each other, a table."""
    html = ""
    for are_rows, group in groupby(body, key=lambda paragraph: bool(paragraph.cells)):
        elements = "".join(map(_row if are_rows else _element, group))
        html += f"<table><tbody>{elements}</tbody></table>" if are_rows else elements
    return clean_html(html)


def _element(paragraph):
    tag = "h3" if paragraph.is_subhead else "p"
    return f"<{tag}>{escape(paragraph.text, quote=False)}</{tag}>"


def _row(paragraph):
    cells = "".join(f"<td><p>{escape(cell, quote=False)}</p></td>" for cell in paragraph.cells)
    return f"<tr>{cells}</tr>"
