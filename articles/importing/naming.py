"""Whom and what an accepted import names: people, meetings, tags (入库：人物、会议、标签)."""

import re
from collections import defaultdict
from itertools import chain, count

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from taggit.models import Tag, TaggedItem

from articles.importing.suggesting.lexicon import TITLE
from articles.models import Article, Mention
from departments.models import Attendance, Meeting, Person
from liangcheng.dates import LATELY, validate_edtf

Role = Attendance.Role
# {as the paper says it: Role}; 召集、到会指导 and the like are said of who was there.
MODES = {role.label: role for role in Role}
# Ways of being at a meeting without doing anything there.
PRESENT = {Role.ATTEND, Role.PARTICIPATE, Role.OBSERVE, Role.VISITOR, Role.ACCOMPANY}
_LISTED = re.compile(r"[、，]")
_AND = re.compile(r"以及|和|与|及")
_AND_OTHERS = re.compile(r"(?:等人?|等?(?:同志|领导))$")


def name(issue, stories, is_confirmed):
    """Write who and what the stories of an issue name: [(a stored Article, its StoryDraft)].

    `is_confirmed`: a person decided so. People, meetings and tags that are there already are used.
    """
    people = _people(story for _, story in stories)
    _mention(stories, people, is_confirmed)
    _tag(stories)
    _report(issue, stories, people)


def texts(story):
    """[(model, field, text)] of what a StoryDraft would name, for `entering.misfits()`."""
    found = []
    for person in story.people:
        found += [(Mention, "name", person.name), (Mention, "title", person.title_as_printed)]
    if story.meeting:
        found += [
            (Meeting, "name", story.meeting.name),
            (Meeting, "held_on_as_printed", story.meeting.date_text),
            (Meeting, "location", story.meeting.place_text),
        ]
        found += [(Attendance, "as_printed", words) for _, words in _groups(story)]
    return found


def _key(draft):
    """What makes two PersonDrafts one person: the archive's key, or name and organisation.

    Somebody who was said to be none of the known is not who is only not recognised.
    """
    return draft.person or (draft.name, draft.organisation, draft.is_apart)


def _people(stories):
    """{_key(PersonDraft): Person} of all stories; new people are stored."""
    drafts = {_key(draft): draft for story in stories for draft in story.people}
    people = Person.objects.in_bulk([key for key in drafts if isinstance(key, int)])
    new = {key: draft for key, draft in drafts.items() if key not in people}
    namesakes = defaultdict(dict)
    for person in Person.objects.filter(name__in={draft.name for draft in new.values()}):
        namesakes[person.name][person.disambiguation] = person
    for key, draft in new.items():
        known = namesakes[draft.name]
        apart = _label(draft, known)
        if apart not in known:
            known[apart] = Person.objects.create(name=draft.name, disambiguation=apart)
        people[key] = known[apart]
    return people


def _label(draft, namesakes):
    """What tells a new person apart from others of the name, {their labels: Person}.

    The first of a name needs nothing; the next has the organisation, or the title. Who bears that
    is the one, unless a person said that it is none of them.
    """
    if not namesakes:
        return ""
    said = [text[:60] for text in (draft.organisation, draft.whole_title) if text]
    if not draft.is_apart:
        return next(iter(said), "")
    numbered = (f"第{place}位" for place in count(len(namesakes) + 1))
    return next(label for label in chain(said, numbered) if label not in namesakes)


def _mention(stories, people, is_confirmed):
    known = set(
        Mention.objects.filter(article__in=[article for article, _ in stories]).values_list(
            "article", "person"
        )
    )
    mentions = {
        (article.pk, people[_key(draft)].pk): Mention(
            article=article,
            person=people[_key(draft)],
            name=draft.name,
            title=draft.whole_title,
            is_confirmed=is_confirmed,
        )
        for article, story in stories
        for draft in story.people
    }
    Mention.objects.bulk_create(mention for key, mention in mentions.items() if key not in known)


def _tag(stories):
    names = {name for _, story in stories for name in story.tags}
    tags = {tag.name: tag for tag in Tag.objects.filter(name__in=names)}
    for name in sorted(names - tags.keys()):
        tags[name] = Tag.objects.create(name=name)
    of_articles = ContentType.objects.get_for_model(Article)
    TaggedItem.objects.bulk_create(
        (
            TaggedItem(tag=tags[name], content_type=of_articles, object_id=article.pk)
            for article, story in stories
            for name in dict.fromkeys(story.tags)
        ),
        ignore_conflicts=True,
    )


def _report(issue, stories, people):
    """The meetings that stories report, new ones with who was there; a known one stays as it is."""
    reports, attendances = Article.meetings.through, []
    links = []
    for article, story in stories:
        if not story.meeting:
            continue
        meeting, is_new = _meeting(issue, story)
        links.append(reports(article=article, meeting=meeting))
        if is_new:
            meeting.organisers.set(story.meeting.organisers)
            attendances += _attendances(meeting, story, people)
    Attendance.objects.bulk_create(attendances)
    reports.objects.bulk_create(links, ignore_conflicts=True)


def _meeting(issue, story):
    draft = story.meeting
    # The paper may give it no name; its story's headline is how readers know it.
    name = draft.name or f"{story.headline[:100]}（{draft.kind or '会议'}）"
    held_on = draft.held_on if _says_days(draft.held_on) else ""
    if not held_on and draft.date_text in LATELY:
        held_on = issue.lately()
    return Meeting.objects.get_or_create(
        name=name,
        held_on=held_on,
        defaults={
            "classification": draft.classification or Meeting.Classification.OTHER,
            "held_on_as_printed": draft.date_text,
            "location": draft.place_text,
        },
    )


def _says_days(expression):
    try:
        validate_edtf(expression)
    except ValidationError:
        return False
    return True


def _attendances(meeting, story, people):
    named = [
        Attendance(
            meeting=meeting,
            person=person,
            role=draft.role,
            title_as_printed=f"{draft.organisation}{draft.title}"[:60],
        )
        for person, draft in _parts(story, people)
    ]
    groups = [
        Attendance(meeting=meeting, role=role, as_printed=words) for role, words in _groups(story)
    ]
    attendances = [*named, *groups]
    for position, attendance in enumerate(attendances, 1):
        attendance.position = position
    return attendances


def _took_part(story):
    return [draft for draft in story.people if draft.role in Role.values]


def _parts(story, people):
    """[(Person, PersonDraft)] of who took which part in a story's meeting.

    Somebody presides and speaks; but of two ways of being there only the more telling one counts.
    """
    parts = defaultdict(dict)
    for draft in _took_part(story):
        parts[people[_key(draft)]].setdefault(Role(draft.role), draft)
    return [
        (person, drafts[role])
        for person, drafts in parts.items()
        for place, role in enumerate(sorted(drafts, key=list(Role).index))
        if place == 0 or role not in PRESENT
    ]


def _groups(story):
    """[(Role, words)] of those whom the report of a StoryDraft's meeting does not name."""
    draft = story.meeting
    names = tuple(person.name for person in _took_part(story))
    groups = [
        *((MODES.get(group.mode, Role.PARTICIPATE), group.text) for group in draft.attendees),
        *((Role.OBSERVE, group.text) for group in draft.observers),
        *((Role.ACCOMPANY, words) for words in draft.accompanying),
    ]
    return [(role, words) for role, words in groups if not _are_named(words, names)]


def _are_named(words, names):
    """Whether words say nobody but people of these names: 街道党工委书记某某、平安办主任某某等."""
    return all(_is_named(part, names) for part in _LISTED.split(_AND_OTHERS.sub("", words)))


def _is_named(words, names):
    if not words.endswith(names):
        return False
    *before, _ = _AND.split(words)
    # 绿化和市容管理局局长某某 is one person: where no title is, nobody is named.
    return all(half.endswith(names) or not TITLE.search(half) for half in before)
