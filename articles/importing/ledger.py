"""The ledger of characters (字账): nothing that was printed is lost, and nothing is added.

Every character of the source but white space is found again in a story's headline, text, sign-off,
caption or credit, or under `discarded` with a reason. Each import is checked; one that does not add
up is refused instead of half trusted.
"""

from collections import Counter

from liangcheng.chinese.text import without_whitespace

MOST_SHOWN = 40


class LedgerError(Exception):
    """The sums of a page do not add up: an error of the importer, not of the file."""


def check(page, arrangement, draft):
    """Raise LedgerError unless each character read is in the draft of its page, as often as read.

    Three sums: what the reader counted is what it hands on; every block has one place in the
    arrangement; what was handed on is what the draft says. A draft is checked before stories are
    joined across pages.
    """
    read = _counted([block.text for block in page.blocks])
    read += _counted([discarded.text for discarded in page.discarded])
    if page.characters != read.total():
        raise LedgerError(
            f"第 {page.number_in_file} 页读到 {page.characters} 个字，"
            f"交出来的却是 {read.total()} 个。"
        )
    placed = Counter(placement.block for placement in arrangement.placements)
    once = Counter(block.key for block in page.blocks)
    if placed != once:
        wrong = sorted((placed - once) + (once - placed))
        raise LedgerError(
            f"第 {page.number_in_file} 页的文块 {wrong[:MOST_SHOWN]} 没有编排，或编排了不止一次。"
        )
    if without_reason := [one.text for one in draft.discarded if not one.reason]:
        raise LedgerError(
            f"第 {page.number_in_file} 页略去了“{without_reason[0][:MOST_SHOWN]}”，没有说明原因。"
        )
    said = _counted(_texts(draft))
    if said != read:
        lost = "".join((read - said).elements())[:MOST_SHOWN]
        added = "".join((said - read).elements())[:MOST_SHOWN]
        raise LedgerError(f"第 {page.number_in_file} 页的字数对不上：丢了“{lost}”，多了“{added}”。")


def _texts(draft):
    """All texts of a page's draft that were printed on it."""
    for story in draft.stories:
        yield from (story.headline, story.kicker, story.deck, story.byline, story.section)
        yield from story.paragraphs
        yield story.department
        for picture in story.pictures:
            yield from (picture.caption, picture.credit)
    for discarded in draft.discarded:
        yield discarded.text


def _counted(texts):
    counts = Counter()
    for text in texts:
        counts.update(without_whitespace(text))
    return counts
