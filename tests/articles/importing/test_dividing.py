"""A block that is two things is divided at a line."""

from articles.importing.dividing import divided, part_key
from articles.importing.pieces import Block, Box, Line, SourcePage


def page(*texts, box=True):
    """A page of one block, numbered 7, of these lines."""
    lines = [
        Line(text=text, box=Box(10, 20 * n, 90 - n, 20 * n + 18) if box else None)
        for n, text in enumerate(texts)
    ]
    block = Block(key=7, lines=lines, box=Box(10, 0, 90, 20 * len(texts)) if box else None)
    return SourcePage(reader="pdf", blocks=[block])


def test_parts_have_keys_lines_and_boxes_of_their_own():
    parts = divided(page("标题", "正文一", "正文二", "（办）"), {7: [3, 1]}).blocks

    assert [part.key for part in parts] == [7, part_key(7, 1), part_key(7, 3)]
    assert [part.text for part in parts] == ["标题", "正文一\n正文二", "（办）"]
    assert parts[1].box == Box(10, 20, 89, 58)


def test_cut_where_no_line_begins_is_none():
    source = page("标题", "正文", box=False)

    assert divided(source, {7: [0, 2, 9], 8: [1]}).blocks == source.blocks
    assert divided(source, {}) is source
    assert [part.box for part in divided(source, {7: [1]}).blocks] == [None, None]
