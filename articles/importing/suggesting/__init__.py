"""What a story says about people, meetings, departments and tags, for a person to confirm (建议).

    passages    a story's text, cut into words               lexicon.py: the words to know
    people      names, titles, organisations                 names.py, posts.py
    roles       who presided, spoke, was there
    meetings    the meeting that a story reports             days.py, groups.py
    known       who and what of it the archive has already   archive.py, departments.py
    tags        what the story is about

Each is a plain function; nothing is asked of the database here.
"""

from datetime import date

from articles.importing.suggesting.archive import Archive
from articles.importing.suggesting.departments import departments
from articles.importing.suggesting.known import names_in, recognise
from articles.importing.suggesting.meetings import meeting
from articles.importing.suggesting.passages import Told
from articles.importing.suggesting.people import mentions, people
from articles.importing.suggesting.roles import roles
from articles.importing.suggesting.tags import tags

__all__ = ["Archive", "suggest"]


def suggest(draft, archive):
    """The PageDraft with what an Archive lets one suggest for each of its stories."""
    current = archive.day or _day(draft.masthead.date)
    stories = [_suggested(story, archive, current) for story in draft.stories]
    return draft.model_copy(update={"stories": stories})


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _suggested(story, archive, current):
    told = Told(story)
    found = mentions(told, names_in(told, archive))
    parts = roles(told, found)
    drafts = people(found)
    for person in drafts:
        if part := parts.get(person.name):
            person.role, person.role_text = part
    reported, doubts = meeting(told, parts, current, archive)
    signed, unclear = departments(story, archive)
    doubts = [*unclear, *doubts, *recognise(drafts, archive)]
    return story.model_copy(
        update={
            "people": drafts,
            "meeting": reported,
            "departments": signed,
            "tags": tags(told, archive),
            "doubts": [
                *story.doubts,
                *(one.model_copy(update={"story": story.story}) for one in doubts),
            ],
        }
    )
