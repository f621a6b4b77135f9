"""Which words belong to which picture of a story: captions (图说) and credits (摄影)."""

from articles.importing.arrangement import Role
from articles.importing.drafts import PictureDraft
from articles.importing.marks import credit
from articles.importing.paragraphs import joined


def pictures(story, page, arrangement):
    """The story's pictures with their words, in reading order: [PictureDraft].

    A caption belongs to the nearest of the story's pictures, those that it stands under first;
    without places, the captions belong to the pictures in order. Words without a picture are a
    draft without one: nothing printed is lost.
    """
    blocks = {block.key: block for block in page.blocks}
    mine = [one for one in page.pictures if arrangement.pictures.get(one.key) == story]
    drafts = {picture.key: PictureDraft(picture=picture.key) for picture in mine}
    without = []
    for number, placement in enumerate(arrangement.of_story(story, Role.CAPTION, Role.CREDIT)):
        block = blocks[placement.block]
        text = joined(line.text for line in block.lines)
        picture = _nearest(block.box, mine) if block.box else _at(mine, number)
        if picture:
            draft = drafts[picture.key]
        elif placement.role == Role.CREDIT and without:
            draft = without[-1]
        else:
            draft = PictureDraft()
            without.append(draft)
        start = 0 if placement.role == Role.CREDIT else credit(text)
        draft.caption = joined([draft.caption, text[:start]])
        draft.credit = " ".join(filter(None, [draft.credit, text[start:].strip()]))
    return [*drafts.values(), *without]


def _at(pictures, number):
    return pictures[min(number, len(pictures) - 1)] if pictures else None


def _nearest(box, pictures):
    """The picture whose words stand in a box, None if no picture has a place."""
    placed = [picture for picture in pictures if picture.box]
    return min(placed, key=lambda picture: _distance(box, picture.box), default=None)


def _distance(box, picture):
    """How far words are from a picture, in per-mille; over and beside it counts as farther."""
    below = box.top - picture.bottom
    beside = max(picture.left - box.right, box.left - picture.right, 0)
    over = picture.top - box.bottom
    vertical = below if below >= 0 else max(over, 0) * 1.5
    return max(vertical, 0) + beside * 2
