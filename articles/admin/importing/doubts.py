"""What a clerk should look at first on the review screen (疑点), and what was settled."""

from dataclasses import dataclass

from articles.admin.importing.digests import digest, namesake_field
from articles.importing.decisions import MASTHEAD_FIELDS, Kind, corrected_masthead
from articles.importing.suggesting.known import NAMESAKE

# Those that end when a clerk has said which department signs.
ABOUT_SIGNERS = {"unknown-department", "near-department", "unsigned"}
# Those about a field of the masthead, {their kind: the field}; they end when it is filled in.
ABOUT_FIELDS = {f"masthead-{field}": field for field in MASTHEAD_FIELDS}


@dataclass
class Doubt:
    """A sentence; `target` is the id of the element where it leads, `block` what to show there."""

    sentence: str
    target: str
    block: int | None
    is_seen: bool

    @property
    def name(self):
        return f"seen-{digest(self.sentence)}"


def doubts(draft, decisions):
    """The Doubts about a page, from its PageDraft and Decisions; those that are settled last."""
    stories = {story.story for story in draft.stories}
    found = [*draft.doubts, *draft.masthead.doubts]
    found += [doubt for story in draft.stories for doubt in story.doubts]
    masthead = corrected_masthead(draft.masthead, decisions)
    written = {field for field in decisions.masthead if _is_read(masthead, field)}
    signed = {
        choice.story
        for choice in decisions.choices
        if choice.kind == Kind.DEPARTMENT and choice.is_taken
    }
    rows = {
        doubt.sentence: Doubt(
            doubt.sentence,
            _target(doubt, stories),
            doubt.block,
            is_seen=doubt.sentence in decisions.seen
            or (doubt.kind in ABOUT_SIGNERS and doubt.story in signed)
            or (doubt.kind == NAMESAKE and _is_told(doubt, decisions))
            or ABOUT_FIELDS.get(doubt.kind) in written,
        )
        for doubt in found
    }
    return sorted(rows.values(), key=lambda row: row.is_seen)


def _is_read(masthead, field):
    """Whether a field of a corrected MastheadDraft says what accepting can use."""
    return bool(masthead.page_label if field == "page_number" else getattr(masthead, field, None))


def _is_told(doubt, decisions):
    """Whether a clerk said who it is, or that nobody of the name is to be entered."""
    said = decisions.person(doubt.story, doubt.name)
    return said is not None or decisions.choice(doubt.story, Kind.PERSON, doubt.name) is False


def _target(doubt, stories):
    if doubt.kind == NAMESAKE:
        return namesake_field(doubt.story, doubt.name)
    if doubt.kind in ABOUT_FIELDS:
        return doubt.kind  # the id of the field too
    if doubt.kind in ABOUT_SIGNERS and doubt.story in stories:
        return f"department-{doubt.story}"
    if doubt.block is not None:
        return f"block-{doubt.block}"
    return f"story-{doubt.story}" if doubt.story in stories else "masthead"
