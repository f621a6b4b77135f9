"""A block that is two things is divided at a line (切开): a headline and the text under it, say.

What was read stays as it was read: where it is divided is decided (`Decisions.cuts`), and follows
from that. The first part keeps the block's key; a part that begins at a line has one of its own,
which names block and line, so that it is the same whenever it is divided.
"""

from articles.importing.pieces import Block, Box

# Beyond any block's own key; and beyond any block's number of lines.
PARTS = 10_000_000
LINES = 10_000


def part_key(block, line):
    """The key of the part of a block that begins at a line, counted from 0."""
    return PARTS + block * LINES + line


def divided(source, cuts):
    """The SourcePage with some blocks in parts: `cuts` are {block: lines that begin a part}.

    A cut where no line is, or before the first, is none.
    """
    if not cuts:
        return source
    blocks = [part for block in source.blocks for part in _parts(block, cuts.get(block.key, ()))]
    return source.model_copy(update={"blocks": blocks})


def _parts(block, cuts):
    places = sorted({line for line in cuts if 0 < line < len(block.lines)})
    if not places:
        return [block]
    ends = [*places, len(block.lines)]
    return [
        _part(block, block.key if not start else part_key(block.key, start), start, end)
        for start, end in zip([0, *places], ends, strict=True)
    ]


def _part(block, key, start, end):
    lines = block.lines[start:end]
    boxes = [line.box for line in lines if line.box]
    box = None
    if boxes:
        left, top, right, bottom = zip(*boxes, strict=True)
        box = Box(min(left), min(top), max(right), max(bottom))
    return Block(key=key, lines=lines, box=box)
