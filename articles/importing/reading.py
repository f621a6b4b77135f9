"""From a file to drafts: what the review screen, the tasks and `manage.py import_issue` share."""

from datetime import date
from functools import cache

from articles.importing import limits
from articles.importing.composing import compose
from articles.importing.continuations import join
from articles.importing.ledger import check
from articles.importing.suggesting import suggest


def read_file(name, content, folder, *, progress=None):
    """Read a file: [(SourcePage, Arrangement)], a pair for each of its pages.

    `name` is what the file was called, `content` its bytes; the pages' images and the pictures cut
    out of them are written into the existing `folder` (a Path). It is done by a process of its own
    that is held to the limits of `limits.py`. `progress` is called with (pages read, of how many)
    now and then. Raises Refused.
    """
    return limits.read(name, content, folder, progress=progress)


def composed(pages):
    """A PageDraft for each (SourcePage, Arrangement), in their order, without suggestions.

    What was continued on another page is joined, and each page's characters are accounted for:
    raises LedgerError if they do not add up.
    """
    drafts = []
    for source, arrangement in pages:
        draft = compose(source, arrangement)
        check(source, arrangement, draft)
        drafts.append(draft)
    return join(drafts)


def drafts(pages, archive):
    """A PageDraft for each (SourcePage, Arrangement), with what an Archive lets one suggest."""
    return [suggest(draft, archive) for draft in composed(pages)]


def edition(pages, archive_of, days):
    """As `drafts()`, of pages that may bear several dates.

    `archive_of(day)` is what was known on a day, None for an unknown one. `days` has a page's date
    where a person said it, else None: then it is what the page's masthead says.
    """
    known = cache(archive_of)
    return [
        suggest(draft, known(day or parsed_day(draft.masthead.date)))
        for draft, day in zip(composed(pages), days, strict=True)
    ]


def parsed_day(text):
    """The date of an ISO text; None for one that is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
