"""What the review screen sends: a whole review by its script, or a plain form's fields."""

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from pydantic import ValidationError as NotOfThatShape

from articles.admin.importing.digests import digest, namesake_field
from articles.admin.importing.doubts import doubts
from articles.admin.importing.shown import Field
from articles.importing.arrangement import Role
from articles.importing.decisions import (
    MASTHEAD_FIELDS,
    NEW_PERSON,
    PICTURE_FIELDS,
    TEXT_FIELDS,
    Choice,
    Correction,
    Kind,
    Review,
)
from articles.importing.dividing import divided
from liangcheng.chinese.text import key_of

# Roles of what is no story's.
APART = {Role.MASTHEAD, Role.DISCARDED}
NEW = "new"  # what a select says instead of a story's key
# A text longer than any on a page; more of a page's decisions than anybody makes.
MOST_CHARACTERS = 20_000
MOST_DECISIONS = 5_000


def review_sent(data, source, stored, draft):
    """The Review that a form says: `data` is what was posted, over the Review as `stored`.

    `source` is the SourcePage as it was read, `draft` the PageDraft as composed of what is stored.
    Raises ValidationError with a sentence.
    """
    if text := data.get("review"):
        try:
            review = Review.model_validate_json(text)
        except NotOfThatShape as error:
            raise ValidationError("送来的改动读不出来，没有存。请刷新这一页再试。") from error
    else:
        review = _written(data, divided(source, stored.decisions.cuts), stored, draft)
    return checked(review, divided(source, review.decisions.cuts), stored)


def checked(review, source, stored):
    """The Review if it is one of this page: each block once, and nothing out of bounds."""
    arrangement, decisions = review.arrangement, review.decisions
    keys = [placement.block for placement in arrangement.placements]
    pictures = {picture.key for picture in source.pictures}
    if sorted(keys) != sorted(block.key for block in source.blocks) or not (
        arrangement.pictures.keys() <= pictures
    ):
        raise ValidationError("送来的文块和这一版的对不上，没有存。请刷新这一页再试。")
    texts = [*decisions.masthead.values(), *decisions.seen]
    texts += [correction.text for correction in decisions.corrections]
    texts += [correction.printed for correction in decisions.corrections]
    if (
        any(len(text) > MOST_CHARACTERS for text in texts)
        or len(texts) + len(decisions.choices) > MOST_DECISIONS
    ):
        raise ValidationError("改动太长，没有存。")
    if (day := decisions.masthead.get("date")) and not _is_day(day):
        raise ValidationError("出版日期写得不对，请写成 2021-04-14 的样子。")
    for placement in arrangement.placements:
        if placement.role in APART:
            placement.story = None
        if placement.role != Role.DISCARDED:
            placement.reason = ""
    arrangement.doubts = stored.arrangement.doubts
    return review


def _is_day(text):
    try:
        return parse_date(text) is not None
    except ValueError:
        return False


# The plain form


def _written(data, source, stored, draft):
    review = stored.model_copy(deep=True)
    _arrange(data, source, review.arrangement)
    decisions = review.decisions
    for name in MASTHEAD_FIELDS:
        if (text := data.get(f"masthead-{name}")) is not None:
            value = getattr(draft.masthead, name)
            _say_masthead(decisions, name, "" if value is None else str(value), text.strip())
    for story in draft.stories:
        for field, printed in _printed(story):
            _say(data, decisions, Field(story.story, field, "", printed, ""))
        _choose(data, decisions, story)
    decisions.seen = [doubt.sentence for doubt in doubts(draft, decisions) if doubt.name in data]
    return review


def _printed(story):
    """(field, text as composed) of all that can be written over in a story."""
    yield from ((field, getattr(story, field)) for field in TEXT_FIELDS)
    yield from (("paragraph", text) for text in story.paragraphs)
    for picture in story.pictures:
        yield from ((field, getattr(picture, field)) for field in PICTURE_FIELDS)


def _say_masthead(decisions, name, printed, text):
    if text == printed:
        decisions.masthead.pop(name, None)
    else:
        decisions.masthead[name] = text


def _say(data, decisions, field):
    written = [text.replace("\r\n", "\n") for text in data.getlist(field.name)]
    if not written:
        return
    said = decisions.said(field.story, field.field, field.printed)
    # Words that stand twice on the page are one decision: the field that was changed says it.
    text = next((text for text in written if text != said), said)
    decisions.corrections = [
        other
        for other in decisions.corrections
        if (other.field, other.printed) != (field.field, field.printed)
        or (not field.printed and other.story != field.story)
    ]
    if text != field.printed:
        decisions.corrections.append(
            Correction(story=field.story, field=field.field, printed=field.printed, text=text)
        )


def _choose(data, decisions, story):
    """A box that is ticked takes a suggestion; one that is not any more leaves it undecided.

    Who is said to be meant is taken with it.
    """
    said = list(_who_is_meant(data, decisions, story))
    departments = [*story.departments, *decisions.departments_beside(story)]
    offered = [(Kind.DEPARTMENT, str(key)) for key in departments]
    offered += [(Kind.PERSON, person.name) for person in story.people]
    offered += [(Kind.TAG, tag) for tag in story.tags]
    offered += [(Kind.MEETING, "")] if story.meeting else []
    for kind, name in dict.fromkeys(offered):
        was = decisions.choice(story.story, kind, name)
        is_ticked = f"take-{story.story}-{kind}-{digest(name)}" in data
        if is_ticked == (was is True):
            continue
        decisions.choices = _without(decisions.choices, story.story, kind, name)
        if is_ticked:
            decisions.choices.append(Choice(story=story.story, kind=kind, name=name, is_taken=True))
    for choice in said:
        key = (choice.story, choice.kind, choice.name)
        decisions.choices = [*_without(decisions.choices, *key), choice]
    if key_of(beside := data.get(f"department-{story.story}", "")):
        decisions.choices.append(
            Choice(story=story.story, kind=Kind.DEPARTMENT, name=beside, is_taken=True)
        )


def _who_is_meant(data, decisions, story):
    """The Choices of namesakes that a form says otherwise than they were made."""
    for person in story.people:
        keys = {str(key): key for key in (NEW_PERSON, *(one.key for one in person.namesakes))}
        key = keys.get(data.get(namesake_field(story.story, person.name)))
        if key is not None and key != decisions.person(story.story, person.name):
            yield Choice(
                story=story.story, kind=Kind.PERSON, name=person.name, is_taken=True, person=key
            )


def _without(choices, *key):
    return [other for other in choices if (other.story, other.kind, other.name) != key]


def _arrange(data, source, arrangement):
    """Each block's role and story as its two selects say."""
    rank = {block.key: place for place, block in enumerate(source.blocks)}
    moved, new, was_new = [], max([0, *arrangement.stories]), False
    for placement in arrangement.placements:
        role = data.get(f"role-{placement.block}", placement.role)
        story = data.get(f"story-{placement.block}", _key(placement.story))
        if role not in set(Role):
            raise ValidationError("没有这样的文块，没有存。请刷新这一页再试。")
        if story == NEW:
            # Neighbours that are both to be of a new story are of the same.
            new += not was_new
            was_new, key = True, new
        else:
            was_new, key = False, key_of(story)
        key = None if role in APART else key
        if (role, key) == (placement.role, placement.story):
            continue
        placement.is_pinned = True
        placement.role = Role(role)
        if key != placement.story:
            placement.story = key
            moved.append(placement)
    for placement in moved:
        _settle(arrangement.placements, placement, rank)
    for key, story in list(arrangement.pictures.items()):
        chosen = data.get(f"picture-{key}", _key(story))
        arrangement.pictures[key] = key_of(chosen)


def _key(story):
    return "" if story is None else str(story)


def _settle(placements, placement, rank):
    """Put a block among those of the story it was given to, as the page was read."""
    if placement.story is None:
        return
    others = [
        place
        for place, other in enumerate(placements)
        if other.story == placement.story and other is not placement
    ]
    if not others:
        return
    after = (place for place in others if rank[placements[place].block] > rank[placement.block])
    anchor = placements[next(after, others[-1])]
    is_last = rank[anchor.block] < rank[placement.block]
    placements.remove(placement)
    placements.insert(placements.index(anchor) + is_last, placement)
