"""Who wrote a story, as a line of its own: put together, and told from a deck (作者)."""

from articles.importing.layout.runs import is_hanzi
from articles.importing.marks import is_byline
from articles.importing.surnames import DOUBLE_SURNAMES, SURNAMES

APART = 2.5  # em between the parts of one byline: 记者 甲　通讯员 乙
LONGEST = 30  # characters


def joined_bylines(runs):
    """The runs, the parts of a byline that stand apart on one line as one run.

    Assumes each part says what its name did: 文｜甲 图｜乙, 本报记者 甲 通讯员 乙.
    """
    joined = []
    for run in sorted(runs, key=lambda run: (round(run.rect.middle[1]), run.rect.left)):
        last = joined[-1] if joined else None
        if last is not None and _goes_on(last, run):
            joined[-1] = last.joined(run)
        else:
            joined.append(run)
    return sorted(joined, key=lambda run: (run.rect.top, run.rect.left))


def _goes_on(last, run):
    return (
        abs(last.rect.middle[1] - run.rect.middle[1]) < 0.3 * run.size
        and abs(last.size - run.size) < 0.1 * run.size
        and 0 <= run.rect.left - last.rect.right < APART * run.size
        and len(last.text) + len(run.text) <= LONGEST
        and is_byline(last.spaced_text)
        and is_byline(run.spaced_text)
    )


def is_name(text):
    """Whether a text is nothing but a name of two or three characters, or four of a double one."""
    if not all(map(is_hanzi, text)):
        return False
    if text[:2] in DOUBLE_SURNAMES:
        return 3 <= len(text) <= 4
    return 2 <= len(text) <= 3 and text[0] in SURNAMES
