"""Whom and what an accepted import names: people, meetings, tags (入库：人物、会议、标签)."""

from collections import defaultdict
from itertools import chain, count

from django.contrib.contenttypes.models import ContentType
from taggit.models import Tag, TaggedItem

from articles.importing import meetings
from articles.models import Article, Mention
from departments.models import Attendance, Meeting, Person
from liangcheng.chinese.text import name_as_spoken


def name(issue, stories, is_confirmed):
    """Write who and what the stories of an issue name: [(a stored Article, its StoryDraft)].

    `is_confirmed`: a person decided so. People, meetings and tags that are there already are used.
    """
    people = _people(story for _, story in stories)
    _mention(stories, people, is_confirmed)
    _tag(stories)
    meetings.report(issue, stories, lambda draft: people[who(draft)].pk)


def texts(story):
    """[(model, field, text)] of what a StoryDraft would name, for `entering.misfits()`."""
    found = []
    for person in story.people:
        found += [(Mention, "name", person.name), (Mention, "title", person.whole_title)]
    if story.meeting:
        found += [
            (Meeting, "name", story.meeting.name),
            (Meeting, "held_on_as_printed", story.meeting.date_text),
            (Meeting, "location", story.meeting.place_text),
        ]
        found += [(Attendance, "title_as_printed", person.title_alone) for person in story.people]
        found += [(Attendance, "as_printed", words) for _, words in meetings.groups([story])]
    return found


def who(draft):
    """Whom a PersonDraft means: the archive's key; of a new person, name and organisation.

    Somebody who was said to be none of the known is not who is only not recognised.
    """
    return draft.person or (draft.name, draft.organisation, draft.is_apart)


def _people(stories):
    """{who(PersonDraft): Person} of all stories; new people are stored."""
    drafts = {who(draft): draft for story in stories for draft in story.people}
    people = Person.objects.in_bulk([key for key in drafts if isinstance(key, int)])
    new = {key: draft for key, draft in drafts.items() if key not in people}
    namesakes = defaultdict(dict)
    names = {key: name_as_spoken(draft.name) for key, draft in new.items()}  # as they are stored
    for person in Person.objects.filter(name__in={*names.values()}):
        namesakes[person.name][person.disambiguation] = person
    for key, draft in new.items():
        known = namesakes[names[key]]
        apart = _label(draft, known)
        if apart not in known:
            known[apart] = Person.objects.create(name=names[key], disambiguation=apart)
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
        (article.pk, people[who(draft)].pk): Mention(
            article=article,
            person=people[who(draft)],
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
