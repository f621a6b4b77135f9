"""Stories as the tests of suggestions give them, and what is suggested for one."""

from articles.importing.drafts import MastheadDraft, PageDraft, StoryDraft
from articles.importing.suggesting import Archive, suggest


def suggested(*paragraphs, archive=None, date="2023-05-31", **fields):
    """The StoryDraft of paragraphs, in a paper of a date, with suggestions."""
    story = StoryDraft(story=1, paragraphs=list(paragraphs), **fields)
    page = PageDraft(masthead=MastheadDraft(date=date), stories=[story])
    return suggest(page, archive or Archive.empty()).stories[0]


def named(*paragraphs):
    """[(name, title, organisation)] of the people of a story."""
    people = suggested(*paragraphs).people
    return [(person.name, person.title, person.organisation) for person in people]
