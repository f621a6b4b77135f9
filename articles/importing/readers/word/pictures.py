"""The pictures of a Word file, taken along to the story in which they stand."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from articles.importing.arrangement import Doubt
from articles.importing.pieces import Picture
from liangcheng.chinese.text import without_whitespace
from liangcheng.files.pictures import open_picture

MOST_PICTURES = 60
_SMALLEST = 60  # pixels: what is smaller is a bullet or a line


def keep_pictures(package, told, page, arrangement, folder):
    """Write the pictures into `folder`, name them in `page`, and put each to its story."""
    read = 0  # characters before the picture
    for paragraph in told:
        for key in paragraph.pictures:
            if len(page.pictures) < MOST_PICTURES:
                _keep(package, key, read, page, arrangement, folder)
        read += len(without_whitespace(paragraph.text))


def _keep(package, key, read, page, arrangement, folder):
    content = package.picture(key)
    if content is None:
        return
    number = len(page.pictures) + 1
    story = _story_at(read, page, arrangement)
    try:
        picture = open_picture(ContentFile(content))
    except ValidationError:
        sentence = "稿件里有一张图片打不开，可能是不常见的格式。请另存为 JPEG 后补上。"
        arrangement.doubts.append(Doubt(kind="picture", sentence=sentence, story=story))
        return
    if min(picture.size) < _SMALLEST:
        return
    file = f"picture-{number}.{picture.format.lower()}"
    (folder / file).write_bytes(content)
    page.pictures.append(Picture(key=number, file=file))
    arrangement.pictures[number] = story


def _story_at(read, page, arrangement):
    """Whose the block is after which so many characters are read; of the first, if before all."""
    whose = {placement.block: placement.story for placement in arrangement.placements}
    story, before = None, 0
    for block in page.blocks:
        if before >= read and story is not None:
            break
        story = whose[block.key] if whose[block.key] is not None else story
        before += len(without_whitespace(block.text))
    return story
