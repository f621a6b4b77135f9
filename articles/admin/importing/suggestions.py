"""What the review screen shows of a story's suggestions (建议): rows to take or to drop."""

from dataclasses import dataclass, field

from articles.admin.importing.digests import digest, namesake_field
from articles.importing.decisions import Kind
from articles.importing.drafts import PERSON_ROLES

KINDS = {Kind.DEPARTMENT: "发稿单位", Kind.PERSON: "人物", Kind.MEETING: "会议", Kind.TAG: "标签"}


@dataclass
class Suggestion:
    """Something to take or to drop: `is_taken` is None while nobody decided."""

    story: int
    kind: Kind
    name: str
    title: str
    detail: str
    is_taken: bool | None
    is_new: bool = False  # the archive does not know it: taken, it is entered
    namesakes: list = field(default_factory=list)  # of whom the clerk says which it is
    person: int | None = None  # and said: the key of one of them, or NEW_PERSON
    asks_who: bool = False  # which of them: saying so takes it, nothing else does

    @property
    def kind_label(self):
        return KINDS[self.kind]

    @property
    def namesake_field(self):
        return namesake_field(self.story, self.name)

    @property
    def form_name(self):
        return f"take-{self.story}-{self.kind}-{digest(self.name)}"


def waiting(draft, decisions, departments):
    """The Suggestions of a PageDraft that nobody decided about."""
    return open_rows(
        row for story in draft.stories for row in suggestions(story, decisions, departments)
    )


def open_rows(rows):
    """Those of some Suggestions that nobody decided about."""
    return [row for row in rows if row.is_taken is None]


def suggestions(draft, decisions, departments):
    """The Suggestions of a StoryDraft, one after the other.

    `departments` are the names of those that may sign, by key.
    """

    def row(kind, name, title, detail="", **more):
        choice = decisions.choice(draft.story, kind, name)
        if more.get("asks_who") and choice:
            choice = None
        return Suggestion(draft.story, kind, name, title, detail, choice, **more)

    for key in [*draft.departments, *decisions.departments_beside(draft)]:
        if key in departments:
            yield row(Kind.DEPARTMENT, str(key), departments[key])
    for person in draft.people:
        role = PERSON_ROLES.get(person.role, "")
        detail = person.whole_title + (f"（{role}）" if role else "")
        said = decisions.person(draft.story, person.name)
        asks_who = decisions.asks_who(draft.story, person)
        yield row(
            Kind.PERSON,
            person.name,
            person.name,
            detail,
            is_new=not asks_who and not (person.person if said is None else said),
            namesakes=person.namesakes if said is not None or not person.person else [],
            person=said,
            asks_who=asks_who,
        )
    if meeting := draft.meeting:
        title = meeting.name or meeting.kind or "会议"
        said = [meeting.kind, meeting.date_text, meeting.place_text]
        said += [f"{meeting.chair}主持"] if meeting.chair else []
        said += [f"{meeting.convener}召集"] if meeting.convener else []
        detail = "，".join(part for part in said if part and part != title)
        yield row(Kind.MEETING, "", title, detail)
    for tag in draft.tags:
        yield row(Kind.TAG, tag, tag)
