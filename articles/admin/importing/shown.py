"""What the review screen shows of a page: rows for its templates, in the clerk's words."""

from dataclasses import dataclass, field

from articles.admin.importing.digests import digest
from articles.admin.importing.doubts import doubts
from articles.admin.importing.suggestions import open_rows, suggestions
from articles.importing.arrangement import Role
from articles.importing.decisions import Kind
from liangcheng.chinese.text import excerpt

COLOURS = 10  # in zones.css
ROLES = {
    Role.HEADLINE: "标题",
    Role.KICKER: "引题",
    Role.DECK: "副题",
    Role.SECTION: "栏目",
    Role.BYLINE: "作者",
    Role.BODY: "正文",
    Role.SUBHEAD: "小标题",
    Role.QUOTE: "抽出的引文",
    Role.SIGNOFF: "落款",
    Role.CAPTION: "图说",
    Role.CREDIT: "摄影",
    Role.TURN: "下转、上接",
    Role.MASTHEAD: "报头",
    Role.DISCARDED: "略去",
}
MASTHEAD = {
    "date": "出版日期",
    "page_number": "版次",
    "page_name": "版名",
    "responsible_editor": "责任编辑",
    "art_editor": "执行美编",
    "proofreader": "校对",
    "issue_number": "期号",
    "total_number": "总期号",
}
FIELDS = {
    "section": "栏目",
    "kicker": "引题",
    "headline": "标题",
    "deck": "副题",
    "byline": "作者",
    "department": "落款",
}
# A block lower than this, in per-mille, has no room for its story's number.
ROOM = 12


@dataclass
class Field:
    """A text of a story to read and to write: as composed, and as it is to be."""

    story: int
    field: str
    label: str
    printed: str
    text: str

    @property
    def name(self):
        # An empty field is its story's own; a printed one goes where its words go.
        return f"text-{self.story}-{self.field}-{digest(self.printed)}"

    @property
    def is_changed(self):
        return self.text != self.printed


@dataclass
class Block:
    """A block on the page's image and in its story's list."""

    key: int
    role: Role
    story: int | None
    number: int | None
    text: str
    box: object
    reason: str = ""

    @property
    def role_label(self):
        return ROLES[self.role]

    @property
    def excerpt(self):
        return excerpt(" ".join(self.text.split()), 26)

    @property
    def hue(self):
        return hue(self.number)

    @property
    def place(self):
        return place(self.box)

    @property
    def has_room(self):
        return self.role == Role.HEADLINE or self.box.bottom - self.box.top >= ROOM


@dataclass
class Picture:
    """A picture of the page, with the words under it where a story has it."""

    key: int
    story: int | None
    url: str
    box: object = None
    fields: list = field(default_factory=list)

    @property
    def place(self):
        return place(self.box)


@dataclass
class Story:
    """A story with its texts, its suggestions, its doubts and its blocks."""

    key: int
    number: int
    headline: str
    fields: dict
    paragraphs: list
    pictures: list
    suggestions: list
    blocks: list
    is_first: bool = False
    is_last: bool = False

    @property
    def hue(self):
        return hue(self.number)

    @property
    def name(self):
        """As it is offered in a menu."""
        if self.headline:
            return self.headline
        opening = excerpt(self.paragraphs[0].text, 12) if self.paragraphs else ""
        return f"（没有标题）{opening}"

    @property
    def has_signer(self):
        """Whether a department is known to sign it, or proposed."""
        return any(
            row.kind == Kind.DEPARTMENT and row.is_taken is not False for row in self.suggestions
        )

    @property
    def rare(self):
        """The fields that most stories lack."""
        return [self.fields[name] for name in ("section", "kicker", "deck", "byline")]

    @property
    def empty_rare(self):
        return [field for field in self.rare if not field.printed and not field.text]


@dataclass
class Shown:
    """A page as the review screen shows it."""

    masthead: list
    stories: list
    doubts: list
    blocks: list
    pictures: list
    apart: list
    set_aside: list
    raw: list  # all blocks in the order of the file

    @property
    def apart_count(self):
        return len(self.apart) + len(self.set_aside) + len(self.loose_pictures)

    @property
    def open_doubts(self):
        return [doubt for doubt in self.doubts if not doubt.is_seen]

    @property
    def loose_pictures(self):
        return [picture for picture in self.pictures if picture.story is None]

    @property
    def suggestions(self):
        return [row for story in self.stories for row in story.suggestions]

    @property
    def waiting(self):
        """How many suggestions nobody decided about."""
        return len(open_rows(self.suggestions))

    @property
    def asking(self):
        """How many of them ask who is meant."""
        return sum(row.asks_who for row in open_rows(self.suggestions))


def hue(number):
    """A story's colour in zones.css, by its number from 1; "none" for what is no story's."""
    return (number - 1) % COLOURS if number else "none"


def place(box):
    """The attributes of a rectangle over the page's image, in per cent of it; None without one."""
    if box is None:
        return None
    left, top, right, bottom = box
    parts = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    return {name: f"{value / 10:.2f}%" for name, value in parts.items()}


def shown(source, review, draft, departments, meetings, picture_url):
    """A page for the screen: its SourcePage, its Review, its PageDraft as composed.

    `departments` are the names of those that may sign, by key; `meetings` are the known ones, by
    the story that reports them (`articles/importing/meetings.py`); `picture_url(name)` is the
    address of a picture that was cut out of the page.
    """
    numbers = {key: number for number, key in enumerate(review.arrangement.stories, 1)}
    blocks = _blocks(source, review, numbers)
    pictures = [
        Picture(
            picture.key,
            review.arrangement.pictures.get(picture.key),
            picture.file and picture_url(picture.file),
            picture.box,
        )
        for picture in source.pictures
    ]
    by_key = {block.key: block for block in blocks}
    drafts = {story.story: story for story in draft.stories}
    stories = [
        _story(
            drafts[key],
            number,
            review.decisions,
            blocks,
            pictures,
            list(suggestions(drafts[key], review.decisions, departments, meetings.get(key))),
        )
        for key, number in numbers.items()
        if key in drafts
    ]
    if stories:
        stories[0].is_first = stories[-1].is_last = True
    return Shown(
        masthead=_masthead(draft, review.decisions),
        stories=stories,
        doubts=doubts(draft, review.decisions),
        blocks=blocks,
        pictures=pictures,
        apart=[block for block in blocks if block.story is None],
        set_aside=source.discarded,
        raw=[by_key[block.key] for block in source.blocks],
    )


def _blocks(source, review, numbers):
    by_key = {block.key: block for block in source.blocks}
    return [
        Block(
            key=placement.block,
            role=placement.role,
            story=placement.story,
            number=numbers.get(placement.story),
            text=by_key[placement.block].text,
            box=by_key[placement.block].box,
            reason=placement.reason,
        )
        for placement in review.arrangement.placements
    ]


def _masthead(draft, decisions):
    fields = []
    for name, label in MASTHEAD.items():
        value = getattr(draft.masthead, name)
        printed = "" if value is None else str(value)
        said = decisions.masthead.get(name, printed)
        fields.append(
            {
                "name": f"masthead-{name}",
                "field": name,
                "label": label,
                "printed": printed,
                "text": said,
                "type": "date" if name == "date" else "text",
                "is_missing": name in {"date", "page_number"} and not said,
            }
        )
    return fields


def _story(draft, number, decisions, blocks, pictures, rows):
    key = draft.story

    def row(name, label, printed):
        return Field(key, name, label, printed, decisions.said(key, name, printed))

    fields = {name: row(name, label, getattr(draft, name)) for name, label in FIELDS.items()}
    paragraphs = [
        row("paragraph", f"第{place}段", text) for place, text in enumerate(draft.paragraphs, 1)
    ]
    own = {picture.key: picture for picture in pictures if picture.story == key}
    for picture in draft.pictures:
        if picture.picture in own:
            own[picture.picture].fields = [
                row("caption", "图说", picture.caption),
                row("credit", "摄影", picture.credit),
            ]
    return Story(
        key=key,
        number=number,
        headline=fields["headline"].text,
        fields=fields,
        paragraphs=paragraphs,
        pictures=list(own.values()),
        suggestions=rows,
        blocks=[block for block in blocks if block.story == key],
    )
