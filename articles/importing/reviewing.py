"""The pages of an import on the review screen (审稿): their values, their drafts, their changes."""

from django.db import transaction
from django.db.models import F

from articles.importing.arrangement import Arrangement
from articles.importing.decisions import Decisions, Review
from articles.importing.dividing import divided
from articles.importing.pieces import SourcePage
from articles.importing.reading import edition, parsed_day
from articles.importing.suggesting.archive import Archive
from articles.importing.suggesting.known import NAMESAKE
from articles.models import ImportedPage


class Overtaken(Exception):
    """Nothing was stored: a colleague changed the page meanwhile, or accepted it."""


def source_of(page):
    """What was read of an ImportedPage, a SourcePage; with its blocks divided as was decided."""
    return divided(as_read(page), review_of(page).decisions.cuts)


def as_read(page):
    """What was read of an ImportedPage, a SourcePage, as it was read."""
    return SourcePage.model_validate(page.source)


def review_of(page):
    """How an ImportedPage stands: a Review, as proposed or as people left it."""
    return Review(
        arrangement=Arrangement.model_validate(page.arrangement),
        decisions=Decisions.model_validate(page.decisions),
    )


def proposed_review(page):
    """As the machine proposed it, with nothing decided: to begin anew from."""
    return Review(arrangement=Arrangement.model_validate(page.proposed))


def drafts_of(imported):
    """[(ImportedPage, PageDraft)] of an Import, composed as its pages are arranged now.

    In the words as printed, with all that is suggested: `corrected()` and `decided()` of
    `decisions.py` make of it what a person decided. What was continued on another page of the
    import stands joined. Of an accepted import nobody is in question any more. The number of
    queries does not depend on the number of pages.
    """
    pages = list(imported.pages())
    arranged = [(source_of(page), review_of(page).arrangement) for page in pages]
    days = [imported.date or day_of(page) for page in pages]
    drafts = edition(arranged, Archive.of, days)
    if imported.accepted_at:
        drafts = [_answered(draft) for draft in drafts]
    return list(zip(pages, drafts, strict=True))


def _answered(draft):
    """A PageDraft that asks of nobody who it is: those who were entered are namesakes by now."""
    stories = [
        story.model_copy(
            update={
                "people": [person.model_copy(update={"namesakes": []}) for person in story.people],
                "doubts": [doubt for doubt in story.doubts if doubt.kind != NAMESAKE],
            }
        )
        for story in draft.stories
    ]
    return draft.model_copy(update={"stories": stories})


def day_of(page):
    """The date that a person gave to an ImportedPage; None if nobody did."""
    return parsed_day(review_of(page).decisions.masthead.get("date", ""))


def days_of(imported, mastheads):
    """The day of each page of an Import, from their MastheadDrafts; None where nobody says one.

    Where the pages say one day only, it is that of those too that say none.
    """
    said = [imported.date or parsed_day(masthead.date) for masthead in mastheads]
    days = set(said) - {None}
    shared = days.pop() if len(days) == 1 else None
    return [day or shared for day in said]


def store(page, review, *, seen):
    """Store how a person leaves an ImportedPage; `seen` is the revision that was on the screen.

    Returns the page's new revision. Raises Overtaken and stores nothing where that is not the
    page's revision any more, or its import was accepted.
    """
    with transaction.atomic():
        changed = ImportedPage.objects.filter(
            pk=page.pk, revision=seen, file__imported__accepted_at__isnull=True
        ).update(
            arrangement=review.arrangement.model_dump(mode="json"),
            decisions=review.decisions.model_dump(mode="json"),
            revision=F("revision") + 1,
        )
    if not changed:
        raise Overtaken
    return seen + 1
