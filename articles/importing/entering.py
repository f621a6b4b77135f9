"""The rows of an accepted import (入库): pages, articles and their parts, many at a time."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from articles.changes import announce
from articles.importing import meetings, naming
from articles.importing.differing import LINES, body_html
from articles.importing.drafts import StoryDraft
from articles.models import Article, ImportedPage, Page, Photo, Signoff
from departments.models import Department
from liangcheng.regions import validate_regions
from liangcheng.rows.derived import derive

# {a field of the page: of the masthead's draft}
HEAD = {
    "section_label": "page_name",
    "responsible_editor": "responsible_editor",
    "art_editor": "art_editor",
}


@dataclass
class Placed:
    """A story and the Article that it becomes; `is_same`: an article that says it already."""

    article: Article
    story: StoryDraft
    entry: object
    is_same: bool


def enter(issue, entries, *, is_confirmed):
    """Write the rows of Entries (`accepting.py`) into a stored Issue, within a transaction.

    `is_confirmed`: a person decided what is entered.
    """
    # Before the articles: who saves a meeting goes on to the articles that report it.
    meetings.lock_known(issue, [story for entry in entries for story in entry.draft.stories])
    placed = []
    for entry in entries:
        page = _enter_page(issue, entry)
        ImportedPage.objects.filter(pk=entry.imported.pk).update(page=page)
        for position, story in enumerate(entry.draft.stories, 1):
            article, is_same = _article_of(entry, story)
            article.page, article.position = page, position
            if not is_same:
                _fill(article, story)
            placed.append(Placed(article, story, entry, is_same))
    _put_in_order(issue, {one.article.page_id for one in placed if not one.entry.replaces})
    _drop([entry.difference for entry in entries if entry.difference])
    _store_articles(placed)
    _sign(placed)
    _illustrate([one for one in placed if not one.is_same])
    naming.name(issue, [(one.article, one.story) for one in placed], is_confirmed)
    announce([one.article.pk for one in placed])


def misfits(draft):
    """Sentences about texts of a PageDraft that are longer than their fields."""
    masthead = draft.masthead
    found = [
        f"：{sentence}"
        for ours, theirs in HEAD.items()
        if (sentence := _too_long(Page, ours, getattr(masthead, theirs)))
    ]
    for number, story in enumerate(draft.stories, 1):
        texts = [(Article, ours, getattr(story, theirs)) for ours, theirs in LINES.items()]
        for picture in story.pictures:
            texts += [(Photo, "caption", picture.caption), (Photo, "credit", picture.credit)]
        texts += naming.texts(story)
        name = f"《{story.headline[:20]}》" if story.headline else "（无标题）"
        found += [
            f"第{number}篇{name}：{sentence}"
            for model, field, text in texts
            if (sentence := _too_long(model, field, text))
        ]
    return found


def _too_long(model, field, text):
    field = model._meta.get_field(field)
    if len(text) > field.max_length:
        return (
            f"“{field.verbose_name}”有 {len(text)} 字，最多 {field.max_length} 字。请改短，"
            "或看看是不是把别的文字也算了进来。"
        )
    return ""


def _enter_page(issue, entry):
    masthead = entry.draft.masthead
    page = entry.replaces or Page(issue=issue, number=masthead.page_number)
    for ours, theirs in HEAD.items():
        # What the new version does not say stays as it was.
        setattr(page, ours, getattr(masthead, theirs) or getattr(page, ours))
    if entry.imported.image:
        page.image = _copy(entry.imported.image)
    if _is_pdf_of_its_own(entry.imported):
        page.pdf = _copy(entry.imported.file.content.name)
    page.save()
    return page


def files_of(imported):
    """The files that a page gets of an ImportedPage, as readers call them: `版面图`, `PDF`."""
    has_pdf = _is_pdf_of_its_own(imported)  # of which an image is drawn where there is none
    return ["版面图"] * bool(imported.image or has_pdf) + ["PDF"] * has_pdf


def _is_pdf_of_its_own(imported):
    return imported.source["reader"] == "pdf" and imported.file.pages.count() == 1


def _copy(name):
    with default_storage.open(name) as file:
        return ContentFile(file.read(), name)


def _article_of(entry, story):
    """(Article, is_same): what a story becomes, new or there; whether it says the same."""
    difference = entry.difference
    if difference:
        for article, counterpart in difference.same:
            if counterpart is story:
                return article, True
        for article, counterpart in difference.changed:
            if counterpart is story:
                return article, False
    return Article(), False


def _fill(article, story):
    for ours, theirs in LINES.items():
        setattr(article, ours, getattr(story, theirs))
    article.body = body_html(story)
    article.updated_at = timezone.now()


def _store_articles(placed):
    articles = [one.article for one in placed]
    zones = [_zones(one) for one in placed]
    for article in articles:
        # Written many at a time, past the signal that makes what follows from these. Zones come
        # after it: each article's would be compared with those stored.
        article.regions = []
        derive(article)
    for article, regions in zip(articles, zones, strict=True):
        article.regions = regions
    there = [article for article in articles if article.pk]
    Article.objects.bulk_create([article for article in articles if not article.pk])
    derived = ["plain_text", "summary", "dated_on"]
    placed_at = ["page", "position", "regions"]
    Article.objects.bulk_update(there, [*LINES, "body", *derived, *placed_at, "updated_at"])


def _zones(placed):
    """A story's zones; where its file shows no places and the image stays, its article's own."""
    if not placed.story.regions and not placed.entry.imported.image:
        return placed.article.regions
    return _valid(placed.story.regions)


def _valid(regions):
    """The zones that are shapes on the page; a person draws what is missing."""
    regions = [[list(corner) for corner in polygon] for polygon in regions]
    return [polygon for polygon in regions if _is_valid(polygon)]


def _is_valid(polygon):
    try:
        validate_regions([polygon])
    except ValidationError:
        return False
    return True


def _put_in_order(issue, new):
    """New pages go where their number belongs, unless somebody arranged the others otherwise."""
    pages = list(issue.pages.order_by("sequence", "pk"))
    earlier = [page for page in pages if page.pk not in new]
    if earlier != sorted(earlier, key=_by_number):
        return
    for sequence, page in enumerate(sorted(pages, key=_by_number), 1):
        if page.sequence != sequence:
            page.sequence = sequence
            page.save()


def _by_number(page):
    """`A2` before `A10`, `02` before `10`."""
    return [
        (not part.isdecimal(), int(part) if part.isdecimal() else part)
        for part in re.findall(r"[0-9]+|[A-Za-z]+", page.number)
    ]


def _drop(differences):
    """What gives way to a new version: articles that went, the parts of those that changed."""
    gone = [article.pk for difference in differences for article in difference.gone]
    changed = [pair for difference in differences for pair in difference.changed]
    Article.objects.filter(pk__in=gone).delete()
    # Departments and pictures of before stay, with what people wrote about them, where no new ones
    # come.
    signed = [article.pk for article, story in changed if story.departments]
    Signoff.objects.filter(article__in=signed).delete()
    pictured = [article.pk for article, story in changed if story.pictures]
    Photo.objects.filter(article__in=pictured).delete()


def _sign(placed):
    """The departments that were adopted, for the articles that have none."""
    articles = [one.article.pk for one in placed]
    signed = set(Signoff.objects.filter(article__in=articles).values_list("article", flat=True))
    placed = [one for one in placed if one.article.pk not in signed]
    known = Department.objects.in_bulk({key for one in placed for key in one.story.departments})
    # Unchanged ones too: who has such an article open in a form is told.
    newly = [one.article.pk for one in placed if known.keys() & set(one.story.departments)]
    Article.objects.filter(pk__in=newly).update(updated_at=timezone.now())
    Signoff.objects.bulk_create(
        Signoff(article=one.article, department=known[key], position=position)
        for one in placed
        for position, key in enumerate((key for key in one.story.departments if key in known), 1)
    )


def _illustrate(placed):
    photos = []
    for one in placed:
        imported = one.entry.imported
        files = {picture["key"]: picture["file"] for picture in imported.source["pictures"]}
        shown = [picture for picture in one.story.pictures if files.get(picture.picture)]
        for position, picture in enumerate(shown, 1):
            photo = Photo(article=one.article, position=position)
            photo.caption, photo.credit = picture.caption, picture.credit
            photo.image = _copy(imported.file.stored(files[picture.picture]))
            photos.append(photo)
    Photo.objects.bulk_create(photos)
