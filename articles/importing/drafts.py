"""Drafts of stories, pages and editions (草稿): what an import proposes, before anything is stored.

`as_json()` is what `manage.py import_issue --dry-run --format json` prints: the field names are
an interface (docs/import.md), and those of the sample pages' truths.
"""

import re

from pydantic import BaseModel

from articles.importing.arrangement import Doubt
from articles.importing.pieces import Discarded

PAGE_NUMBER = re.compile(r"[0-9A-Za-z]{1,6}")
# What somebody did, and what screens and reports call it. A speaker is also who makes demands.
PERSON_ROLES = {
    "chair": "主持",
    "convener": "召集",
    "speaker": "讲话",
    "attend": "出席",
    "participate": "参加",
    "observe": "列席",
    "accompany": "陪同",
    "visitor": "来访",
    "leader": "带队",
}


class Namesake(BaseModel):
    """Somebody of the archive who bears a name: the key, and what tells one from the others."""

    key: int
    label: str


class PersonDraft(BaseModel):
    """Somebody a story names, as printed (文中人物).

    `role` is one of `PERSON_ROLES`, or "": those of `Attendance.Role`, and leader(带队), which is
    of visits and has no attendance.
    `title_as_printed` is what `Mention.title` keeps, organisation and title in one as they stand
    before the name: 街道党工委书记. `person` is the key of whom the archive knows by that name in
    that organisation; None proposes a new one, unless a doubt asks which of the `namesakes` it is.
    `is_apart`: a person said that it is none of them.
    """

    name: str
    title: str = ""
    organisation: str = ""
    title_as_printed: str = ""
    role: str = ""
    role_text: str = ""
    person: int | None = None
    namesakes: list[Namesake] = []
    is_apart: bool = False

    @property
    def is_in_question(self):
        """Whether it is one of the namesakes or somebody new, and nobody said which."""
        return bool(self.namesakes) and self.person is None and not self.is_apart

    @property
    def whole_title(self):
        """Organisation and title in one, as `Mention.title` keeps them."""
        return self.title_as_printed or self.title_alone

    @property
    def title_alone(self):
        """As it is understood without its sentence: 区绿化局副局长 for “局长某某、副局长某某”."""
        return f"{self.organisation}{self.title}"


class GroupDraft(BaseModel):
    """Who else was there, in the paper's words: `text` 各居民区书记, `mode` 列席."""

    text: str
    mode: str


class MeetingDraft(BaseModel):
    """A meeting a story reports (会议). `kind` 推进会, `date_text` 近日; `held_on` is EDTF.

    `classification` is the kind as `Meeting.Classification` has it. `host` says in the paper's
    words who held it, `organisers` are the keys of those departments that the archive knows.
    """

    name: str = ""
    kind: str = ""
    classification: str = ""
    host: str = ""
    organisers: list[int] = []
    date_text: str = ""
    held_on: str = ""
    place_text: str = ""
    chair: str = ""
    convener: str = ""
    attendees: list[GroupDraft] = []
    observers: list[GroupDraft] = []
    accompanying: list[str] = []


class PictureDraft(BaseModel):
    """A picture with what is printed under it; `picture` is its key on the page.

    `sheet` is the place of that page among those composed together, from 0, where a story was
    continued on another than its own; None for its own.
    """

    picture: int | None = None
    sheet: int | None = None
    caption: str = ""
    credit: str = ""


class StoryDraft(BaseModel):
    """One story (稿件). `story` is its key in the arrangement; texts are as printed.

    `department` is the text of the sign-off (落款) without its brackets, `departments` the keys of
    the archive's departments that it names, in its order. `regions` are hot zones as in
    `liangcheng/regions.py`. `body` is the paragraphs as HTML: sub-heads, numbered lists.
    """

    story: int
    headline: str = ""
    kicker: str = ""
    deck: str = ""
    byline: str = ""
    section: str = ""
    paragraphs: list[str] = []
    body: str = ""
    department: str = ""
    departments: list[int] = []
    pictures: list[PictureDraft] = []
    regions: list[list[tuple[int, int]]] = []
    people: list[PersonDraft] = []
    meeting: MeetingDraft | None = None
    tags: list[str] = []
    # Signposts, as `marks.page_key()` writes pages; "" where there are none.
    continues_on: str = ""  # 下转
    continues_from: str = ""  # 上接
    doubts: list[Doubt] = []


class MastheadDraft(BaseModel):
    """What the head of a page says (报头). `date` is ISO, `page_number` as printed: 02, A3."""

    date: str = ""
    page_number: str = ""
    page_name: str = ""
    paper_name: str = ""
    responsible_editor: str = ""
    art_editor: str = ""
    proofreader: str = ""
    issue_number: int | None = None
    total_number: int | None = None
    doubts: list[Doubt] = []

    @property
    def page_label(self):
        """The page as it is called, 第02版; "" where its number is none."""
        return f"第{self.page_number}版" if PAGE_NUMBER.fullmatch(self.page_number) else ""


class PageDraft(BaseModel):
    """One page (版): its masthead, its stories in printed order, what was left out and why."""

    number_in_file: int = 1
    masthead: MastheadDraft
    stories: list[StoryDraft] = []
    discarded: list[Discarded] = []
    doubts: list[Doubt] = []


def as_json(pages):
    """What `import_issue --format json` prints of PageDrafts, as a value of plain Python.

    What a page does not say is null, and a list of nothing is empty.
    """
    return {"pages": [_page_json(page) for page in pages]}


def _page_json(page):
    masthead = page.masthead
    fields = ("date", "page_number", "page_name", "paper_name")
    editors = ("responsible_editor", "art_editor", "proofreader")
    return {
        **_said(masthead, *fields, *editors, "issue_number", "total_number"),
        "articles": [_story_json(story) for story in page.stories],
        "discarded": [piece.model_dump() for piece in page.discarded],
        "doubts": _sentences([*masthead.doubts, *page.doubts]),
    }


def _story_json(story):
    return {
        **_said(story, "section", "headline", "kicker", "deck", "byline"),
        "paragraphs": story.paragraphs,
        "department": story.department or None,
        "people": [
            _said(person, "name", "title", "organisation", "role", "role_text")
            for person in story.people
        ],
        "meeting": story.meeting and _meeting_json(story.meeting),
        "tags": story.tags,
        "captions": [picture.caption for picture in story.pictures if picture.caption],
        "credits": [picture.credit for picture in story.pictures if picture.credit],
        "regions": story.regions,
        "doubts": _sentences(story.doubts),
    }


def _meeting_json(meeting):
    fields = ("name", "kind", "date_text", "held_on", "place_text", "chair", "convener")
    return {
        **_said(meeting, *fields),
        "attendees": [group.model_dump() for group in meeting.attendees],
        "observers": [group.model_dump() for group in meeting.observers],
        "accompanying": meeting.accompanying,
    }


def _said(draft, *fields):
    return {field: getattr(draft, field) or None for field in fields}


def _sentences(doubts):
    return [doubt.sentence for doubt in doubts]
