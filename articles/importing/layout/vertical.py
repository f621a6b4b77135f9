"""Characters set downwards: vertical headlines and labels (竖排)."""

from articles.importing.layout.runs import Run, is_hanzi

FEWEST = 3  # characters below each other
STRAIGHT = 0.3  # em to the side, at most
ASKEW = 0.7  # where one of them is a mark
STEP = (0.5, 1.7)  # em from one character to the next below it


def vertical_runs(glyphs):
    """(runs set downwards, the other characters): where the pen went down, one at a time."""
    chains, chain = [], []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.number):
        if chain and not _is_below(chain[-1], glyph):
            chains.append(chain)
            chain = []
        chain.append(glyph)
    chains.append(chain)
    chains = _joined([chain for chain in chains if len(chain) > 1])
    runs = [
        Run(tuple(chain), is_vertical=True)
        for chain in chains
        # A table's column of figures is drawn downwards too.
        if len(chain) >= FEWEST and sum(is_hanzi(g.text) for g in chain) > len(chain) / 2
    ]
    taken = {id(glyph) for run in runs for glyph in run.glyphs}
    return runs, [glyph for glyph in glyphs if id(glyph) not in taken]


def _joined(chains):
    """Chains under each other as one: a comma stands at the side of its place."""
    joined = []
    for chain in chains:
        last = joined[-1][-1] if joined else None
        if last is not None and _is_below(last, chain[0], straight=ASKEW):
            joined[-1] += chain
        else:
            joined.append(chain)
    return joined


def _is_below(one, other, straight=STRAIGHT):
    size = max(one.size, other.size)
    return (
        abs(one.size - other.size) <= 0.12 * size
        and abs(one.rect.middle[0] - other.rect.middle[0]) <= straight * size
        and STEP[0] * size <= other.rect.middle[1] - one.rect.middle[1] <= STEP[1] * size
    )
