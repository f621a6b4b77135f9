"""Drafts of stories, pages and editions (草稿): what an import proposes, before anything is stored.

`as_json()` is what `manage.py import_issue --dry-run --format json` prints: the field names are
an interface (docs/import.md), and those of the sample pages' truths.
"""

from pydantic import BaseModel

from articles.importing.arrangement import Doubt
from articles.importing.pieces import Discarded


class PersonDraft(BaseModel):
    """Somebody a story names, as printed (文中人物).

    `role` is one of chair(主持) convener(召集) speaker(讲话、提出要求) attend(出席)
    participate(参加) observe(列席) accompany(陪同) visitor(来访), or "".
    """

    name: str
    title: str = ""
    organisation: str = ""
    role: str = ""
    role_text: str = ""


class GroupDraft(BaseModel):
    """Who else was there, in the paper's words: `text` 各居民区书记, `mode` 列席."""

    text: str
    mode: str


class MeetingDraft(BaseModel):
    """A meeting a story reports (会议). `kind` 推进会, `date_text` 近日; `held_on` is EDTF."""

    name: str = ""
    kind: str = ""
    date_text: str = ""
    held_on: str = ""
    place_text: str = ""
    chair: str = ""
    convener: str = ""
    attendees: list[GroupDraft] = []
    observers: list[GroupDraft] = []
    accompanying: list[str] = []


class PictureDraft(BaseModel):
    """A picture with what is printed under it; `picture` is its key on the page."""

    picture: int | None = None
    caption: str = ""
    credit: str = ""


class StoryDraft(BaseModel):
    """One story (稿件). `story` is its key in the arrangement; texts are as printed.

    `department` is the text of the sign-off (落款) without its brackets. `regions` are hot zones as
    in `liangcheng/regions.py`. `body` is the paragraphs as HTML: sub-heads, numbered lists.
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
    pictures: list[PictureDraft] = []
    regions: list[list[tuple[int, int]]] = []
    people: list[PersonDraft] = []
    meeting: MeetingDraft | None = None
    tags: list[str] = []
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


class PageDraft(BaseModel):
    """One page (版): its masthead, its stories in printed order, what was left out and why."""

    number_in_file: int = 1
    masthead: MastheadDraft
    stories: list[StoryDraft] = []
    discarded: list[Discarded] = []
    doubts: list[Doubt] = []
