"""Instances for tests: invented places, departments and people, each call a different one."""

from datetime import date, timedelta
from io import BytesIO
from itertools import count

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from articles.changes import gathered
from articles.models import Article, Issue, Mention, Page, Photo, Signoff
from departments.models import Department, Meeting, Person

_numbers = count(1)
# Issues that are given no day have one behind all those that tests name.
_FIRST_DAY = date(2050, 1, 1)


def make_department(name=None, **fields):
    """`云栖办`, `云栖办2` …: an office of an invented subdistrict."""
    number = next(_numbers)
    defaults = {"slug": f"unit-{number}", "classification": Department.Classification.OFFICE}
    return Department.objects.create(name=name or f"云栖办{number}", **{**defaults, **fields})


def make_person(name=None, **fields):
    return Person.objects.create(name=name or f"苏合{next(_numbers)}", **fields)


def make_meeting(name=None, **fields):
    defaults = {"classification": Meeting.Classification.SPECIAL, "held_on": "2023-05-10"}
    return Meeting.objects.create(
        name=name or f"云栖社区环境专题会议{next(_numbers)}", **{**defaults, **fields}
    )


def make_issue(issued_on=None, *, published=False, **fields):
    """An issue without pages; `published` marks it so without asking whether it is ready."""
    issued_on = issued_on or _FIRST_DAY + timedelta(days=next(_numbers))
    return Issue.objects.create(issued_on=issued_on, **_published(published), **fields)


def make_page(issue=None, number=None, *, published=False, **fields):
    issue = issue or make_issue(published=published)
    number = number or f"{issue.pages.count() + 1:02}"
    return Page.objects.create(issue=issue, number=number, **{"section_label": "要闻", **fields})


def make_article(headline=None, *, published=False, department=None, person=None, **fields):
    """A complete article on no page (网络首发) unless `page=` is given."""
    fields.setdefault("body", "<p>云栖街道近日整修了三处便民步道，居民出行更方便了。</p>")
    headline = f"云栖街道整修便民步道{next(_numbers)}" if headline is None else headline
    with gathered():
        article = Article.objects.create(headline=headline, **_published(published), **fields)
        if department is not False:
            Signoff.objects.create(article=article, department=department or make_department())
        if person:
            Mention.objects.create(article=article, person=person, name=person.name)
    return article


def make_photo(article, **fields):
    """A stored picture of an article."""
    photo = Photo(article=article, **{"caption": "整修后的步道", "alt_text": "一条步道", **fields})
    photo.image = ContentFile(picture_bytes(), "步道.jpg")
    photo.save()
    return photo


def picture_file(width=600, height=900):
    """An upload: by its proportions, the picture of a page."""
    return ContentFile(picture_bytes(width, height), "版面.jpg")


def picture_bytes(width=1200, height=800, format="JPEG", **options):
    """The bytes of a plain picture."""
    out = BytesIO()
    Image.new("RGB", (width, height), "#8a9a5b").save(out, format, **options)
    return out.getvalue()


def pdf_file(pages=1, name="云栖.pdf", **options):
    """An upload: a PDF of so many pages."""
    return ContentFile(pdf_bytes(pages, **options), name)


def pdf_bytes(pages=1, width=774, height=1116, trailer=b""):
    """A PDF whose pages, by their proportions half a broadsheet's, bear a grey bar at the top."""
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(pages))
    bar = b"0.5 g 0 %d %d 100 re f" % (height - 100, width)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(bar), bar),
        *[
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 3 0 R >>"
            % (width, height)
        ]
        * pages,
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"trailer\n<< /Size %d /Root 1 0 R %s>>\n" % (len(places) + 1, trailer)
    return b"%sxref\n0 %d\n0000000000 65535 f \n%s%sstartxref\n%d\n%%%%EOF\n" % (
        *(out, len(places) + 1, table, head),
        len(out),
    )


def locked_pdf_bytes():
    """A PDF that asks for a password."""
    key = b"<%s>" % (b"5a" * 32)
    encryption = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O %s /U %s /P -4 >> " % (key, key)
    return pdf_bytes(trailer=encryption + b"/ID [<5a> <5a>] ")


def _published(published):
    """`published` is False, True (since a minute ago) or a datetime."""
    if not published:
        return {}
    at = timezone.now() - timedelta(minutes=1) if published is True else published
    return {"status": "published", "published_at": at}
