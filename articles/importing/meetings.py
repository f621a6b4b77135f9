"""The meetings that stories report, and who was there (入库：会议).

A meeting that is known already, by its name and its date, keeps what it says, for people may have
corrected it: it gets those people only whom it lacks. In the paper's words the same may be said
twice, so words are entered where nobody is recorded yet. One without a date gets nobody: each
工作例会 of which nobody knows when it was would be the same.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from django.core.exceptions import ValidationError

from articles import public
from articles.importing.suggesting.lexicon import TITLE
from articles.models import Article, Issue
from departments.models import Attendance, Meeting
from liangcheng.chinese.dates import LATELY, validate_edtf
from liangcheng.rows.locking import lock

Role = Attendance.Role
# {as the paper says it: Role}; 召集、到会指导 and the like are said of who was there.
MODES = {role.label: role for role in Role}
# Ways of being at a meeting without doing anything there.
PRESENT = {Role.ATTEND, Role.PARTICIPATE, Role.OBSERVE, Role.VISITOR, Role.ACCOMPANY}
_LISTED = re.compile(r"[、，]")
_AND = re.compile(r"以及|和|与|及")
_AND_OTHERS = re.compile(r"(?:等人?|等?(?:同志|领导))$")


@dataclass
class Known:
    """A meeting that stories of an import report and that is there, and what accepting makes of it.

    It gets those of `joining`, (name, Role), who are taken, and of `in_question` those of whom
    somebody says who they are and whom it lacks; the `words`, (words, Role); and of `instead`, also
    (words, Role), those that name anybody who is not taken. `otherwise`, (name, the Role as
    recorded, as the paper says), and `left_out`, (words, Role), are not taken over.
    """

    meeting: Meeting
    is_public: bool
    reports: int  # how many of the stories report it
    joining: list = field(default_factory=list)
    in_question: list = field(default_factory=list)
    words: list = field(default_factory=list)
    instead: list = field(default_factory=list)
    otherwise: list = field(default_factory=list)
    left_out: list = field(default_factory=list)


def lock_known(issue, stories):
    """Keep everybody else from changing the known meetings that StoryDrafts report."""
    there = _there(stories, cache(issue.lately))
    if there:
        lock(Meeting, [meeting.pk for meeting in there.values()])


def report(issue, stories, who):
    """Enter the meetings of [(a stored Article, its StoryDraft)], new ones with who was there.

    `who(PersonDraft)` is a person's key.
    """
    reports = Article.meetings.through
    links, stories_of, new = [], defaultdict(list), set()
    lately = cache(issue.lately)
    for article, story in stories:
        if not story.meeting:
            continue
        meeting, is_new = _meeting(story, lately)
        if is_new:
            new.add(meeting)
        stories_of[meeting].append(story)
        links.append(reports(article=article, meeting=meeting))
    for meeting in new:
        said = (story.meeting.organisers for story in stories_of[meeting])
        meeting.organisers.set(chain.from_iterable(said))
    recorded = _recorded(meeting.pk for meeting in stories_of.keys() - new)
    Attendance.objects.bulk_create(
        attendance
        for meeting, its_stories in stories_of.items()
        if meeting in new or meeting.held_on
        for attendance in _attendances(meeting, its_stories, recorded[meeting.pk], who)
    )
    reports.objects.bulk_create(links, ignore_conflicts=True)


def known(day, pages, who):
    """[{the key of a StoryDraft: Known}] of the known meetings that an import's pages report.

    `pages` are the StoryDrafts of each; what all of them say of a meeting counts together.
    """
    lately = cache(Issue(issued_on=day).lately) if day else str
    reports = defaultdict(list)
    stories = [story for of_page in pages for story in of_page]
    for story in stories:
        if story.meeting:
            reports[_name_and_date(story, lately)].append(story)
    there = _there(stories, lately)
    keys = {meeting.pk for meeting in there.values()}
    seen = set(public.meetings().filter(pk__in=keys).values_list("pk", flat=True))
    recorded = _recorded(keys)
    found = {
        one: _known(meeting, meeting.pk in seen, reports[one], recorded[meeting.pk], who)
        for one, meeting in there.items()
    }
    return [
        {
            story.story: found[one]
            for story in of_page
            if story.meeting and (one := _name_and_date(story, lately)) in found
        }
        for of_page in pages
    ]


def groups(stories):
    """[(Role, words)] of those whom the reports of one meeting, StoryDrafts, do not name."""
    names = tuple(draft.name for story in stories for draft in _took_part(story))
    return [(role, words) for role, words in _words(stories) if not _are_named(words, names)]


def _words(stories):
    """[(Role, words)] in which the reports of one meeting say who was there."""
    found = [
        group
        for draft in (story.meeting for story in stories)
        for group in (
            *((MODES.get(group.mode, Role.PARTICIPATE), group.text) for group in draft.attendees),
            *((Role.OBSERVE, group.text) for group in draft.observers),
            *((Role.ACCOMPANY, words) for words in draft.accompanying),
        )
    ]
    return list(dict.fromkeys(found))


def _meeting(story, lately):
    draft = story.meeting
    name, held_on = _name_and_date(story, lately)
    return Meeting.objects.get_or_create(
        name=name,
        held_on=held_on,
        defaults={
            "classification": draft.classification or Meeting.Classification.OTHER,
            "held_on_as_printed": draft.date_text,
            "location": draft.place_text,
        },
    )


def _there(stories, lately):
    """{what it is known by: Meeting} of those that stories report and that are there."""
    said = {_name_and_date(story, lately) for story in stories if story.meeting}
    found = Meeting.objects.filter(name__in={name for name, _ in said}) if said else []
    there = {(meeting.name, meeting.held_on): meeting for meeting in found}
    return {one: meeting for one, meeting in there.items() if one in said}


def _name_and_date(story, lately):
    """What a story's meeting is known by; `lately()` is 近日 as EDTF, "" if nobody knows when."""
    draft = story.meeting
    # The paper may give it no name; its story's headline is how readers know it.
    name = draft.name or f"{story.headline[:100]}（{draft.kind or '会议'}）"
    held_on = draft.held_on if _says_days(draft.held_on) else ""
    if not held_on and draft.date_text in LATELY:
        held_on = lately()
    return name, held_on


def _says_days(expression):
    try:
        validate_edtf(expression)
    except ValidationError:
        return False
    return True


def _recorded(keys):
    """{the key of a Meeting: its Attendances}."""
    found = defaultdict(list)
    for attendance in Attendance.objects.filter(meeting__in=keys):
        found[attendance.meeting_id].append(attendance)
    return found


def _attendances(meeting, stories, recorded, who):
    """The Attendances that a meeting gets from StoryDrafts, after those that are recorded."""
    people = {attendance.person_id for attendance in recorded}
    found = [
        Attendance(
            meeting=meeting,
            person_id=person,
            role=role,
            title_as_printed=draft.title_alone,
        )
        for person, role, draft in _parts(stories, who)
        if person not in people
    ]
    if not recorded:
        found += [
            Attendance(meeting=meeting, role=role, as_printed=words)
            for role, words in groups(stories)
        ]
    last = max((attendance.position for attendance in recorded), default=0)
    for position, attendance in enumerate(found, last + 1):
        attendance.position = position
    return found


def _known(meeting, is_public, stories, recorded, who):
    roles = defaultdict(list)
    for attendance in recorded:
        roles[attendance.person_id].append(Role(attendance.role))
    if not meeting.held_on:
        return Known(meeting, is_public, reports=len(stories))
    parts = _parts(stories, who)
    lacking = [(role, draft) for person, role, draft in parts if person not in roles]
    words = [(text, role) for role, text in groups(stories)]
    naming = [(text, role) for role, text in _words(stories) if (text, role) not in words]
    there = {(one.as_printed, one.role) for one in recorded}
    return Known(
        meeting,
        is_public,
        reports=len(stories),
        joining=[(draft.name, role) for role, draft in lacking if not draft.is_in_question],
        in_question=[(draft.name, role) for role, draft in lacking if draft.is_in_question],
        words=[] if recorded else words,
        instead=[] if recorded else naming,
        otherwise=[
            (draft.name, roles[person][0], role)
            for person, role, draft in parts
            if person in roles and role not in roles[person]
        ],
        left_out=[one for one in words if one not in there] if recorded else [],
    )


def _took_part(story):
    return [draft for draft in story.people if draft.role in Role.values]


def _parts(stories, who):
    """[(a person's key, Role, PersonDraft)] of who took which part in a meeting.

    Somebody presides and speaks; but of two ways of being there only the more telling one counts.
    """
    parts = defaultdict(dict)
    for story in stories:
        for draft in _took_part(story):
            parts[who(draft)].setdefault(Role(draft.role), draft)
    return [
        (person, role, drafts[role])
        for person, drafts in parts.items()
        for place, role in enumerate(sorted(drafts, key=list(Role).index))
        if place == 0 or role not in PRESENT
    ]


def _are_named(words, names):
    """Whether words say nobody but people of these names: 街道党工委书记某某、平安办主任某某等."""
    return all(_is_named(part, names) for part in _LISTED.split(_AND_OTHERS.sub("", words)))


def _is_named(words, names):
    if not words.endswith(names):
        return False
    *before, _ = _AND.split(words)
    # 绿化和市容管理局局长某某 is one person: where no title is, nobody is named.
    return all(half.endswith(names) or not TITLE.search(half) for half in before)
