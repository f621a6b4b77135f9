"""In which order the columns of a story are read (阅读顺序)."""

from itertools import pairwise
from statistics import median

from articles.importing.marks import is_closed

WIDE = 1.5  # times the usual column: over several columns, not one of them


def ordered(chunks, scale, opens):
    """The chunks of a story as they are read: columns from the left, each downwards.

    What stands over several columns parts what is above it from what is below. Where columns are
    interrupted (by a picture), they are read on below it or beside it, whichever has fewer
    sentences broken.
    """
    by_columns = _by_columns(chunks)
    by_bands = _by_bands(chunks)
    if _breaks(by_bands, opens) < _breaks(by_columns, opens):
        return by_bands
    return by_columns


def _breaks(chunks, opens):
    """How often one chunk does not go on as the one before it ended."""
    return sum(is_closed(one.runs[-1].text) != opens(other) for one, other in pairwise(chunks))


def _by_columns(chunks):
    if len(chunks) < 2:
        return chunks
    columns = _parted(chunks, 0)
    if len(columns) > 1:
        return [chunk for column in columns for chunk in _by_columns(column)]
    widest = max(chunks, key=lambda chunk: chunk.rect.width)
    if widest.rect.width > WIDE * median(chunk.rect.width for chunk in chunks):
        above = [c for c in chunks if c is not widest and c.rect.middle[1] < widest.rect.top]
        below = [c for c in chunks if c is not widest and c.rect.middle[1] > widest.rect.bottom]
        beside = [c for c in chunks if c not in above and c not in below]
        beside.sort(key=lambda chunk: chunk.rect.left)
        return [*_by_columns(above), *beside, *_by_columns(below)]
    return sorted(chunks, key=lambda chunk: (chunk.rect.top, chunk.rect.left))


def _by_bands(chunks):
    if len(chunks) < 2:
        return chunks
    bands = _parted(chunks, 1)
    if len(bands) > 1:
        return [chunk for band in bands for chunk in _by_columns(band)]
    return _by_columns(chunks)


def _parted(chunks, axis):
    """The chunks in groups with a gap between them, from the left (axis 0) or the top (1)."""
    groups, reach = [], None
    for chunk in sorted(chunks, key=lambda chunk: chunk.rect[axis]):
        start, end = chunk.rect[axis], chunk.rect[axis + 2]
        if reach is None or start > reach - 0.25 * chunk.size:
            groups.append([])
            reach = end
        groups[-1].append(chunk)
        reach = max(reach, end)
    return groups
