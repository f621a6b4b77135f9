"""Imports for tests: pages as a reader gives them, of an invented subdistrict, and their rows."""

from hashlib import sha256
from itertools import count

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles.importing.arrangement import Arrangement, Placement, Role
from articles.importing.decisions import Choice, Decisions, Kind, Review
from articles.importing.pieces import Block, Box, Line, Picture, SourcePage
from articles.importing.reviewing import drafts_of, review_of, store
from articles.models import Import, ImportedFile, ImportedPage
from tests.factories import pdf_bytes, picture_bytes

_numbers = count(1)

MASTHEAD = "2023.5.10 星期三 第{number}版 责任编辑 / 温如故 美术编辑 / 白桦"
STORY = {
    "headline": "云栖街道整修便民步道",
    "body": ["近日，云栖街道整修了三处便民步道。", "居民出行更方便了。"],
    "signoff": "（云栖办）",
}
SECOND = {
    "headline": "口袋公园开放",
    "body": ["口袋公园五月一日开放，居民说好。"],
    "signoff": "（云栖办）",
}


def read_page(*stories, number="02", masthead=MASTHEAD, number_in_file=1, reader="pdf", image=""):
    """(SourcePage, Arrangement) of a page with these stories, each like STORY.

    A story's `picture` is (key, file, caption).
    """
    blocks, placements, pictures, of_pictures = [], [], [], {}

    def put(role, lines, story=None, opens=None):
        top = 20.0 * len(blocks)
        box = Box(50, top, 450, top + 18)
        lines = [Line(text=text, box=box, opens=opens) for text in lines]
        blocks.append(Block(key=len(blocks), lines=lines, box=box))
        placements.append(Placement(block=blocks[-1].key, role=role, story=story))

    put(Role.MASTHEAD, [masthead.format(number=number)])
    for key, story in enumerate(stories or [STORY]):
        put(Role.HEADLINE, [story["headline"]], key)
        put(Role.BODY, story["body"], key, opens=True)
        if story.get("signoff"):
            put(Role.SIGNOFF, [story["signoff"]], key)
        if story.get("picture"):
            picture, file, caption = story["picture"]
            pictures.append(Picture(key=picture, box=Box(500, 100, 900, 300), file=file))
            of_pictures[picture] = key
            put(Role.CAPTION, [caption], key)
    characters = sum(len("".join(block.text.split())) for block in blocks)
    source = SourcePage(
        reader=reader,
        number_in_file=number_in_file,
        width=774,
        height=1116,
        blocks=blocks,
        pictures=pictures,
        image=image,
        characters=characters,
    )
    return source, Arrangement(placements=placements, pictures=of_pictures)


def read_text(*stories, **page):
    """The same page as a text file gives it: nothing has a place, there is no image."""
    source, arrangement = read_page(*stories, reader="text", **page)
    for block in source.blocks:
        block.box = None
        for line in block.lines:
            line.box = None
    return source, arrangement


def make_file(imported, *pages, state=ImportedFile.State.READY, content=None, **fields):
    """A stored file of an Import with its pages as read, (SourcePage, Arrangement) each."""
    number = next(_numbers)
    content = content or pdf_bytes(trailer=b"/N%d 1 " % number)
    file = ImportedFile(imported=imported, name=f"云栖{number}.pdf", kind="pdf", state=state)
    for field, value in fields.items():
        setattr(file, field, value)
    file.size, file.sha256 = len(content), sha256(content).hexdigest()
    file.content.save("a.pdf", ContentFile(content), save=False)
    file.save()
    for source, arrangement in pages:
        for name in filter(None, [source.image, *(picture.file for picture in source.pictures)]):
            default_storage.save(file.stored(name), ContentFile(picture_bytes()))
        proposed = arrangement.model_dump(mode="json")
        ImportedPage.objects.create(
            file=file,
            number_in_file=source.number_in_file,
            source=source.model_dump(mode="json"),
            proposed=proposed,
            arrangement=proposed,
        )
    return file


def make_import(*pages, **fields):
    """An Import of one file with these pages, ready for review."""
    imported = Import.objects.create(**fields)
    make_file(imported, *(pages or [read_page()]))
    return imported


def decide(imported, **decisions):
    """Store decisions about the first page of an import."""
    page = imported.pages().first()
    review = review_of(page)
    decisions = Decisions(**decisions)
    store(page, Review(arrangement=review.arrangement, decisions=decisions), seen=page.revision)


def everything_taken(imported):
    """Choices that take all that is suggested on the first page."""
    (_, draft), *_ = drafts_of(imported)
    choices = []
    for story in draft.stories:
        named = [(Kind.DEPARTMENT, str(key)) for key in story.departments]
        named += [(Kind.PERSON, person.name) for person in story.people]
        named += [(Kind.TAG, tag) for tag in story.tags]
        named += [(Kind.MEETING, "")] * bool(story.meeting)
        choices += [
            Choice(story=story.story, kind=kind, name=name, is_taken=True) for kind, name in named
        ]
    return choices
