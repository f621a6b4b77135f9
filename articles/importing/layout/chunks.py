"""Runs → chunks: lines that stand under each other and belong together (文块)."""

from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from articles.importing.layout.sheet import Rect
from articles.importing.marks import signoff

SAME_SIZE = 0.07  # of each other, for lines of one face
SAME_SIZE_OTHER_FACE = 0.012
LEFT_EDGES = 2.6  # em between the left edges of lines of one chunk, with a short last line
RIGHT_EDGES, MIDDLES = 1.6, 1.2  # em, of lines beside a picture, flush right, in the middle
PITCH = 1.35  # times the page's usual distance of lines
USUAL_PITCHES = (1.0, 2.6)  # em, of text


@dataclass(eq=False)
class Chunk:
    """Lines of one thing, top to bottom; set downwards, right to left.

    `role` and `story` are found out later (`arrangement.Role`).
    """

    runs: list
    role: str | None = None
    reason: str = ""
    opens: list = field(default_factory=list)

    @property
    def rect(self):
        return Rect.around(run.rect for run in self.runs)

    @property
    def size(self):
        return median(run.size for run in self.runs)

    @property
    def font(self):
        fonts = Counter()
        for run in self.runs:
            fonts[run.font] += len(run.glyphs)
        fonts.pop("", None)
        return fonts.most_common(1)[0][0] if fonts else ""

    @property
    def is_vertical(self):
        return self.runs[0].is_vertical

    @property
    def text(self):
        return "".join(run.text for run in self.runs)


def usual_pitch(runs, size):
    """The most frequent distance from one line of text to the next, in points."""
    steps = Counter()
    lines = [run for run in runs if abs(run.size - size) <= SAME_SIZE * size]
    for number, run in enumerate(lines):
        for other in lines[number + 1 :]:
            step = other.rect.top - run.rect.top
            if step > USUAL_PITCHES[1] * size:
                break
            if step >= USUAL_PITCHES[0] * size and run.rect.across(other.rect) > 0:
                steps[round(step * 2) / 2] += 1
                break
    return steps.most_common(1)[0][0] if steps else 1.6 * size


def chunks_of(runs, pitch, size, walls):
    """The chunks of runs set across: each line under the one it goes on from.

    `pitch` is the usual distance of lines of `size`; nothing joins through `walls`, which are
    rules, the upper and lower sides of frames, and pictures.
    """
    runs = _with_signoffs(sorted(runs, key=lambda run: (run.rect.top, run.rect.left)))
    above, below = {}, {}
    for number, run in enumerate(runs):
        candidates = [
            other
            for other in runs[:number]
            if _follows(other, run, pitch, size) and not _is_between(walls, other, run)
        ]
        if candidates:
            nearest = max(
                candidates, key=lambda other: (round(other.rect.top), other.rect.across(run.rect))
            )
            above[id(run)] = nearest
            below.setdefault(id(nearest), []).append(run)
    # A line over two others, or under two, is of another width than they: it is another thing.
    chunks, chunk_of = [], {}
    for run in runs:
        upper = above.get(id(run))
        if upper is None or len(below[id(upper)]) > 1 or _is_over_two(upper, run, runs, pitch):
            chunk = Chunk([run])
            chunks.append(chunk)
        else:
            chunk = chunk_of[id(upper)]
            chunk.runs.append(run)
        chunk_of[id(run)] = chunk
    return chunks


def vertical_chunks(runs):
    """The chunks of runs set downwards: lines of one face and height beside each other."""
    chunks = []
    for run in sorted(runs, key=lambda run: -run.rect.left):
        for chunk in chunks:
            last = chunk.runs[-1]
            if (
                last.font == run.font
                and abs(last.size - run.size) <= SAME_SIZE * run.size
                and last.rect.left - run.rect.right <= 1.2 * run.size
                and last.rect.down(run.rect) > 0
            ):
                chunk.runs.append(run)
                break
        else:
            chunks.append(Chunk([run]))
    return chunks


def _with_signoffs(runs):
    """Runs with the sign-off at the right end of a line joined to that line."""
    joined = []
    for run in runs:
        line = next(
            (
                other
                for other in reversed(joined)
                if abs(other.rect.middle[1] - run.rect.middle[1]) < 0.3 * run.size
                and 0 < run.rect.left - other.rect.right < 16 * run.size
                and abs(other.size - run.size) <= SAME_SIZE * run.size
            ),
            None,
        )
        if line is not None and signoff(run.text) and _ends_lines_above(run, line, joined):
            joined[joined.index(line)] = line.joined(run)
        else:
            joined.append(run)
    return joined


def _ends_lines_above(run, line, runs):
    """Whether a column stands above that is as wide as this line with what is at its end."""
    above = [
        other.rect.left
        for other in runs
        if other.rect.across(run.rect) > 0 and 0 < run.rect.top - other.rect.bottom < 6 * run.size
    ]
    if above and min(above) > line.rect.right:
        return False  # it stands under a column of its own
    return any(
        other.rect.left - 3 * run.size <= line.rect.left
        and run.rect.right <= other.rect.right + 1.2 * run.size
        and other.rect.left < line.rect.left + run.size
        and 0 < line.rect.top - other.rect.top < 12 * run.size
        for other in runs
        if other is not line and abs(other.size - run.size) <= SAME_SIZE * run.size
    )


def _follows(upper, run, pitch, size):
    """Whether a line may be the one under another in one chunk."""
    if upper.font and run.font and upper.font != run.font:
        return False
    larger = max(upper.size, run.size)
    tolerance = SAME_SIZE if upper.font == run.font else SAME_SIZE_OTHER_FACE
    if abs(upper.size - run.size) > max(tolerance * larger, 0.06):
        return False
    step = run.rect.top - upper.rect.top
    usual = pitch * max(1, larger / size)
    if not 0.5 * larger < step <= PITCH * usual:
        return False
    a, b = upper.rect, run.rect
    return a.across(b) > -larger and (
        abs(a.left - b.left) <= LEFT_EDGES * larger
        or (abs(a.right - b.right) <= RIGHT_EDGES * larger and a.across(b) > 0)
        or (abs(a.middle[0] - b.middle[0]) <= MIDDLES * larger and a.across(b) > 0)
    )


def _is_between(walls, upper, run):
    left = max(upper.rect.left, run.rect.left)
    right = min(upper.rect.right, run.rect.right)
    left, right = min(left, right), max(left, right)
    top, bottom = sorted((upper.rect.middle[1], run.rect.middle[1]))
    return any(
        wall.left < right and left < wall.right and top < wall.bottom and wall.top < bottom
        for wall in walls
    )


def _is_over_two(upper, run, runs, pitch):
    """Whether a line stands under two others of its line of sight."""
    return any(
        other is not upper
        and abs(other.rect.top - upper.rect.top) < 0.3 * pitch
        and other.rect.across(run.rect) > 0.5 * other.rect.width
        and other.rect.across(run.rect) > 0
        and abs(other.size - run.size) <= SAME_SIZE * run.size
        for other in runs
    )
