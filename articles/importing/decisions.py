"""What a person decided about a page on the review screen (审定), and a draft with it applied.

The arrangement says what each block is; decisions are all that blocks cannot say: other words in a
field, a fact of the masthead, a suggestion taken or dropped. They name texts as printed and stories
by key, so they outlive that the page is composed anew after each change of its arrangement.
"""

from enum import StrEnum
from html import escape
from typing import Literal

from pydantic import BaseModel

from articles.importing import issue_numbers
from articles.importing.arrangement import Arrangement
from articles.importing.drafts import MastheadDraft, PageDraft, PersonDraft, StoryDraft
from articles.importing.masthead import page_number
from liangcheng.chinese.text import filled_lines, key_of

MASTHEAD_FIELDS = (
    "date",
    "page_number",
    "page_name",
    "responsible_editor",
    "art_editor",
    "proofreader",
    "issue_number",
    "total_number",
)
TEXT_FIELDS = ("section", "kicker", "headline", "deck", "byline", "department")
PICTURE_FIELDS = ("caption", "credit")
# {a field of the masthead: what reads the number that was written there}
_NUMBERS = {"page_number": page_number, **dict.fromkeys(issue_numbers.LABELS, issue_numbers.count)}


# Whom a name means that is nobody's of the archive.
NEW_PERSON = 0


class Kind(StrEnum):
    """What a suggestion is about."""

    DEPARTMENT = "department"
    PERSON = "person"
    MEETING = "meeting"
    TAG = "tag"


class Correction(BaseModel):
    """Other words than composed (改字): `text` instead of `printed`, in a field, of a story.

    Where anything is printed, the correction follows the words, to whatever story they are moved;
    an empty field is the story's own.
    """

    story: int
    field: Literal[
        "section",
        "kicker",
        "headline",
        "deck",
        "byline",
        "department",
        "paragraph",
        "caption",
        "credit",
    ]
    printed: str = ""
    text: str


class Choice(BaseModel):
    """A suggestion taken or dropped.

    `name` is the person's, the tag's, "" for the meeting, the key of a department: of one that was
    suggested, or of one that the clerk put beside those. `person` is whom a name means, where the
    clerk said so: the key of a namesake, or NEW_PERSON.
    """

    story: int
    kind: Kind
    name: str = ""
    is_taken: bool
    person: int | None = None


class Decisions(BaseModel):
    """All of one page. `masthead`: what its fields are to say, by name; not those left alone.

    `seen` are the sentences of the doubts that were looked at. `cuts` say where blocks are divided:
    {block: its lines, counted from 0, that begin another} (`dividing.py`).
    """

    masthead: dict[str, str] = {}
    corrections: list[Correction] = []
    choices: list[Choice] = []
    seen: list[str] = []
    cuts: dict[int, list[int]] = {}

    @property
    def unread(self):
        """[(what it is called, what was written)] of numbers of the issue that are none."""
        return [
            (label, written)
            for field, label in issue_numbers.LABELS.items()
            if (written := self.masthead.get(field, "").strip())
            and issue_numbers.count(written) is None
        ]

    def said(self, story, field, printed):
        """What a field is to say that was composed as `printed`."""
        for correction in reversed(self.corrections):
            if (correction.field, correction.printed) == (field, printed) and (
                printed or correction.story == story
            ):
                return correction.text
        return printed

    def choice(self, story, kind, name=""):
        """Whether a suggestion is taken (True) or dropped (False); None while nobody decided."""
        made = self._made(story, kind, name)
        return made and made.is_taken

    def person(self, story, name):
        """Whom a name means: the key of a namesake or NEW_PERSON; None while nobody said."""
        made = self._made(story, Kind.PERSON, name)
        return made and made.person

    def asks_who(self, story, draft):
        """Whether a PersonDraft is still in question: taken, it would be entered as new."""
        return _meant(draft, self.person(story, draft.name)).is_in_question

    def _made(self, story, kind, name):
        for choice in reversed(self.choices):
            if (choice.story, choice.kind, choice.name) == (story, kind, name):
                return choice
        return None

    def departments_beside(self, story):
        """The keys of departments that a clerk put beside those suggested for a StoryDraft."""
        chosen = [
            key_of(choice.name)
            for choice in self.choices
            if (choice.story, choice.kind) == (story.story, Kind.DEPARTMENT) and choice.is_taken
        ]
        return [key for key in dict.fromkeys(chosen) if key and key not in story.departments]


class Review(BaseModel):
    """One page as a person left it: which block is what, and what else was decided."""

    arrangement: Arrangement
    decisions: Decisions = Decisions()


def corrected(draft: PageDraft, decisions: Decisions) -> PageDraft:
    """The draft in the words that were decided; its suggestions are untouched."""
    stories = [_corrected(story, decisions) for story in draft.stories]
    masthead = corrected_masthead(draft.masthead, decisions)
    return draft.model_copy(update={"masthead": masthead, "stories": stories})


def corrected_masthead(draft: MastheadDraft, decisions: Decisions) -> MastheadDraft:
    """The masthead as it was decided, its numbers as the paper would print them."""
    known = {
        field: _NUMBERS.get(field, str)(text)
        for field, text in decisions.masthead.items()
        if field in MASTHEAD_FIELDS
    }
    return draft.model_copy(update=known)


def decided(draft: PageDraft, decisions: Decisions) -> PageDraft:
    """The draft as it goes into the paper: corrected, with the suggestions that were taken only."""
    return _with(draft, decisions, {True})


def foreseen(draft: PageDraft, decisions: Decisions) -> PageDraft:
    """The draft as it would go into the paper if all that nobody decided about were taken."""
    return _with(draft, decisions, {True, None})


def _with(draft, decisions, choices):
    draft = corrected(draft, decisions)
    stories = [_chosen(story, decisions, choices) for story in draft.stories]
    return draft.model_copy(update={"stories": stories})


def _corrected(story: StoryDraft, decisions: Decisions) -> StoryDraft:
    def said(field, printed):
        return decisions.said(story.story, field, printed)

    update = {field: said(field, getattr(story, field)) for field in TEXT_FIELDS}
    update["paragraphs"], update["body"] = [], story.body
    for printed in story.paragraphs:
        text = said("paragraph", printed)
        # A line break makes two paragraphs of one; nothing left takes it away.
        lines = filled_lines(text)
        update["paragraphs"] += lines
        if text != printed:
            update["body"] = _replaced(update["body"], printed, lines)
    update["pictures"] = [
        picture.model_copy(
            update={field: said(field, getattr(picture, field)) for field in PICTURE_FIELDS}
        )
        for picture in story.pictures
    ]
    return story.model_copy(update=update)


def _replaced(body, printed, lines):
    """The HTML with other lines instead of one paragraph, in elements of the same name."""
    before, found, after = body.partition(f">{escape(printed, quote=False)}</")
    if not found:
        return body
    name = before.rpartition("<")[2]
    if not lines:
        return before.removesuffix(f"<{name}") + after.partition(">")[2]
    between = f"</{name}><{name}>"
    return f"{before}>{between.join(escape(line, quote=False) for line in lines)}</{after}"


def _chosen(story: StoryDraft, decisions: Decisions, choices: set) -> StoryDraft:
    """The story with those suggestions only about which one of these choices was made."""

    def is_taken(kind, name=""):
        return decisions.choice(story.story, kind, name) in choices

    departments = [*story.departments, *decisions.departments_beside(story)]
    return story.model_copy(
        update={
            "departments": [key for key in departments if is_taken(Kind.DEPARTMENT, str(key))],
            "people": [
                _meant(person, decisions.person(story.story, person.name))
                for person in story.people
                if is_taken(Kind.PERSON, person.name)
            ],
            "tags": [tag for tag in story.tags if is_taken(Kind.TAG, tag)],
            "meeting": story.meeting if story.meeting and is_taken(Kind.MEETING) else None,
        }
    )


def _meant(draft: PersonDraft, key):
    """A PersonDraft as the namesake of that key, or as a new person; None: as recognised."""
    if key == NEW_PERSON:
        return draft.model_copy(update={"person": None, "is_apart": True})
    if key in {namesake.key for namesake in draft.namesakes}:
        return draft.model_copy(update={"person": key})
    return draft
