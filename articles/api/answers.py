"""Rows → schemas: how each thing of the paper is told to a program.

Each method says which related rows it reads; none of them asks whether they are public, that is
for who chose the rows.
"""

from pathlib import PurePosixPath

from django.urls import reverse

from articles.api import schemas
from liangcheng.fast.addresses import absolute_from
from liangcheng.files.pictures import (
    PICTURE_TYPES,
    RENDITION_FORMATS,
    rendition_name,
    rendition_size,
    rendition_widths,
)


class Answers:
    """The answers to one request: addresses are full ones of the host that was asked."""

    def __init__(self, request):
        self.absolute = absolute_from(request)

    # Addresses

    def api(self, name, *args):
        """The full address of an endpoint."""
        return self.absolute(reverse(f"api:{name}", args=args))

    def pdf(self, thing):
        """The address of the PDF of a page or an issue; None without one."""
        return self.absolute(thing.pdf.url) if getattr(thing, "pdf", None) else None

    def _place(self, thing):
        path = thing.get_absolute_url()
        return {"url": self.absolute(path), "api_url": self.absolute(api_path(path))}

    # What stands inside others

    def department_ref(self, unit):
        return schemas.DepartmentRef(slug=unit.slug, name=unit.name, **self._place(unit))

    def person_ref(self, person):
        return schemas.PersonRef(id=person.pk, name=person.name, **self._place(person))

    def meeting_ref(self, meeting):
        return schemas.MeetingRef(**self._meeting_ref(meeting))

    def _meeting_ref(self, meeting):
        return {
            "id": meeting.pk,
            "name": meeting.name,
            "held_on": meeting.held_on,
            **self._place(meeting),
        }

    def issue_ref(self, issue):
        return schemas.IssueRef(**self._issue_ref(issue))

    def _issue_ref(self, issue):
        return {
            "key": issue.key,
            "issued_on": issue.issued_on,
            "edition": issue.edition,
            **self._place(issue),
        }

    def page_ref(self, page):
        """Reads its issue."""
        return schemas.PageRef(**self._page_ref(page))

    def _page_ref(self, page):
        return {
            "number": page.number,
            "section_label": page.section_label,
            **self._place(page),
        }

    # Pictures

    def picture(self, thing, alt_text):
        """The `image` of a photo or a page, in all its sizes; None without one."""
        return schemas.Picture(**self._picture(thing, alt_text)) if thing.image else None

    def photo(self, photo):
        return schemas.Photo(
            **self._picture(photo, photo.alt_text or photo.caption),
            caption=photo.caption,
            credit=photo.credit,
        )

    def media_type(self, thing):
        """What the stored picture of a photo or a page is."""
        return PICTURE_TYPES[PurePosixPath(thing.image.name).suffix]

    def _picture(self, thing, alt_text):
        return {
            "url": self.absolute(thing.image.url),
            "width": thing.width,
            "height": thing.height,
            "alt_text": alt_text,
            "renditions": [
                self.rendition(thing, width, extension)
                for extension in RENDITION_FORMATS
                for width in rendition_widths(thing.width)
            ],
        }

    def rendition(self, thing, width, extension):
        image = thing.image
        path = image.storage.url(rendition_name(image.name, width, extension))
        width, height = rendition_size((thing.width, thing.height), width)
        return schemas.Rendition(
            url=self.absolute(path),
            width=width,
            height=height,
            format=PICTURE_TYPES[f".{extension}"],
        )

    # Articles

    def headline(self, article):
        return schemas.ArticleHeadline(
            id=article.pk,
            headline=article.headline,
            regions=article.regions,
            **self._place(article),
        )

    def article_summary(self, article):
        """Reads what `for_list()` reads."""
        return schemas.ArticleSummary(**self._article_summary(article))

    def hit(self, article):
        """As `article_summary`, of an article with its `best` passage."""
        passage = [schemas.Piece(text=text, is_hit=is_hit) for text, is_hit in article.best]
        return schemas.Hit(**self._article_summary(article), passage=passage)

    def _article_summary(self, article):
        page, photo = article.page, article.lead_photo
        return {
            "id": article.pk,
            **self._place(article),
            "section": article.section,
            "kicker": article.kicker,
            "headline": article.headline,
            "subheadline": article.subheadline,
            "bylines": article.bylines,
            "signoff": article.displayed_signoff,
            "dated_on": article.dated_on,
            "published_at": article.published_at,
            "modified_at": article.modified_at,
            "summary": article.summary,
            "issuing_departments": [self.department_ref(unit) for unit in article.departments],
            "issue": page and self.issue_ref(page.issue),
            "page": page and self.page_ref(page),
            "lead_photo": photo and self.photo(photo),
        }

    def article(self, article):
        """Reads what `for_detail()` reads, and the meetings."""
        return schemas.Article(
            **self._article_summary(article),
            body=article.body,
            plain_text=article.plain_text,
            photos=[self.photo(photo) for photo in article.photos.all()],
            mentions=[
                schemas.Mention(
                    person=self.person_ref(mention.person), name=mention.name, title=mention.title
                )
                for mention in article.mentions.all()
            ],
            meetings=[self.meeting_ref(meeting) for meeting in article.meetings.all()],
            tags=[schemas.Tag(name=tag.name, slug=tag.slug) for tag in article.tags.all()],
            corrections=[
                schemas.Correction(text=one.text, published_at=one.published_at)
                for one in article.corrections.all()
            ],
            regions=article.regions,
        )

    # Issues and pages

    def issue_summary(self, issue):
        """Reads whether it `has_pages`."""
        return schemas.IssueSummary(**self._issue_summary(issue, issue.has_pages))

    def _issue_summary(self, issue, has_pages):
        return {
            **self._issue_ref(issue),
            "number": issue.number,
            "total_number": issue.total_number,
            "published_at": issue.published_at,
            "manifest": self.api("iiif_manifest", issue.key) if has_pages else None,
        }

    def issue(self, issue, pages, previous, following):
        """Reads the `stories` of the pages."""
        return schemas.Issue(
            **self._issue_summary(issue, bool(pages)),
            pdf=self.pdf(issue),
            pages=[
                schemas.PageSummary(
                    **self._page_ref(page),
                    sequence=page.sequence,
                    articles=[self.headline(article) for article in page.stories],
                )
                for page in pages
            ],
            previous=previous and self._place(previous)["api_url"],
            next=following and self._place(following)["api_url"],
        )

    def page(self, page, articles):
        """Reads the page's issue, and of the articles what `for_list()` reads."""
        return schemas.Page(
            **self._page_ref(page),
            sequence=page.sequence,
            issue=self.issue_ref(page.issue),
            responsible_editor=page.responsible_editor,
            art_editor=page.art_editor,
            image=self.picture(page, alt_text=f"{page}版面图"),
            pdf=self.pdf(page),
            articles=[self.article_summary(article) for article in articles],
        )

    # Who

    def department_summary(self, unit):
        """Reads its parent."""
        return schemas.DepartmentSummary(**self._department_summary(unit))

    def _department_summary(self, unit):
        return {
            **self.department_ref(unit).model_dump(),
            "full_name": unit.full_name,
            "classification": unit.classification,
            "classification_label": unit.get_classification_display(),
            "parent": unit.parent and self.department_ref(unit.parent),
        }

    def department(self, unit, appointments):
        """Reads its other names and children; of the appointments the people."""
        return schemas.Department(
            **self._department_summary(unit),
            founded_on=unit.founded_on,
            dissolved_on=unit.dissolved_on,
            other_names=[_other_name(other) for other in unit.other_names.all()],
            children=[self.department_ref(child) for child in unit.children.all()],
            memberships=[
                schemas.PostOfPerson(**_post(post), person=self.person_ref(post.person))
                for post in appointments
            ],
            articles=f"{self.api('list_articles')}?department={unit.slug}",
        )

    def person_summary(self, person):
        return schemas.PersonSummary(**self._person_summary(person))

    def _person_summary(self, person):
        return {**self.person_ref(person).model_dump(), "sort_name": person.sort_name}

    def person(self, person, appointments, attendances):
        """Reads its other names, the departments of the posts, the meetings of the attendances."""
        return schemas.Person(
            **self._person_summary(person),
            other_names=[_other_name(other) for other in person.other_names.all()],
            memberships=[
                schemas.PostInDepartment(
                    **_post(post), department=self.department_ref(post.department)
                )
                for post in appointments
            ],
            attendances=[
                schemas.AttendanceOfPerson(
                    **_attendance(one), meeting=self.meeting_ref(one.meeting)
                )
                for one in attendances
            ],
            articles=f"{self.api('list_articles')}?person={person.pk}",
        )

    # When

    def meeting_summary(self, meeting):
        """Reads its organisers."""
        return schemas.MeetingSummary(**self._meeting_summary(meeting))

    def _meeting_summary(self, meeting):
        return {
            **self._meeting_ref(meeting),
            "classification": meeting.classification,
            "classification_label": meeting.get_classification_display(),
            "held_on_as_printed": meeting.held_on_as_printed,
            "earliest_on": meeting.earliest_on,
            "latest_on": meeting.latest_on,
            "status": meeting.status,
            "location": meeting.location,
            "organisers": [self.department_ref(unit) for unit in meeting.organisers.all()],
        }

    def meeting(self, meeting):
        """Reads its organisers and attendances, with person and department."""
        return schemas.Meeting(
            **self._meeting_summary(meeting),
            description=meeting.description,
            attendances=[
                schemas.AttendanceAt(
                    **_attendance(one),
                    person=one.person and self.person_ref(one.person),
                    department=one.department and self.department_ref(one.department),
                    as_printed=one.as_printed,
                )
                for one in meeting.attendances.all()
            ],
            articles=f"{self.api('list_articles')}?meeting={meeting.pk}",
        )


# The pages of the site that programs can read as well, by the names of their addresses.
PAGES_WITH_DATA = {
    "issue_list", "issue", "page", "article_list", "article", "department_list", "department",
    "person_list", "person", "meeting_list", "meeting",
}  # fmt: skip


def api_path(path):
    """Where the data of a page of the site stand: `/articles/17/` → `/api/articles/17`."""
    return f"/api{path.removesuffix('/')}"


def _other_name(other):
    return schemas.OtherName(name=other.name, started_on=other.started_on, ended_on=other.ended_on)


def _post(post):
    return {
        "title": post.title,
        "started_on": post.started_on,
        "ended_on": post.ended_on,
        "attested_on": post.attested_on,
    }


def _attendance(one):
    return {
        "role": one.role,
        "role_label": one.get_role_display(),
        "title_as_printed": one.title_as_printed,
    }
