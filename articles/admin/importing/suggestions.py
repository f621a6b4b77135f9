"""What the review screen shows of a story's suggestions (建议): rows to take or to drop."""

from dataclasses import dataclass, field

from articles.admin.importing.digests import digest, namesake_field
from articles.importing.decisions import Kind
from articles.importing.drafts import PERSON_ROLES
from liangcheng.desk.screens import change_url

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
    note: str = ""  # what is to be known before it is taken
    known_url: str = ""  # where the desk shows the meeting that is known already
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


def suggestions(draft, decisions, departments, meeting=None):
    """The Suggestions of a StoryDraft, one after the other.

    `departments` are the names of those that may sign, by key; `meeting` is the one that it
    reports, if it is known already.
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
    if reported := draft.meeting:
        title = reported.name or reported.kind or "会议"
        said = [reported.kind, reported.date_text, reported.place_text]
        said += [f"{reported.chair}主持"] if reported.chair else []
        said += [f"{reported.convener}召集"] if reported.convener else []
        detail = "，".join(part for part in said if part and part != title)
        more = {"note": _note(meeting), "known_url": change_url(meeting.meeting)} if meeting else {}
        yield row(Kind.MEETING, "", title, detail, **more)
    for tag in draft.tags:
        yield row(Kind.TAG, tag, tag)


def _note(known):
    """What accepting makes of a meeting that is there, and what it leaves."""
    there = f"这次会议已经有了（{known.meeting.displayed_date}），原来记的都不改。"
    if not known.meeting.held_on:
        return f"{there}它没有日期，说不准是不是同一次，所以不补人；是的，请到“会议”里加。"
    several = f"这次导入有 {known.reports} 篇报道它，采用的合起来算。" if known.reports > 1 else ""
    return "".join([there, several, *_gets(known), *_leaves(known)])


def _gets(known):
    sentences = []
    if known.joining:
        sentences.append(f"采用以后补记：{_listed(known.joining)}；其中没有采用的人物不补。")
    if known.in_question:
        sentences.append(f"先选定是哪一位，再看要不要补记：{_listed(known.in_question)}。")
    if known.words:
        sentences.append(f"照报上写的补记：{_quoted(known.words)}。")
    if known.instead:
        sentences.append(
            f"这些话点到的人没有都采用的，也照报上写的补记：{_quoted(known.instead)}。"
        )
    if sentences and known.is_public:
        sentences.append("读者已经看得到这次会议，补记的马上就看得到。")
    return sentences or ["没有要补记的人。"]


def _leaves(known):
    if known.otherwise:
        who = "、".join(
            f"{name}（记的是{there.label}，报上是{here.label}）"
            for name, there, here in known.otherwise
        )
        yield f"身份不同的不改：{who}。"
    if known.left_out:
        yield f"照报上写的这些不补：{_quoted(known.left_out)}；要记，请到“会议”里加。"


def _listed(people):
    return "、".join(f"{name}（{role.label}）" for name, role in people)


def _quoted(words):
    return _listed((f"“{text}”", role) for text, role in words)
