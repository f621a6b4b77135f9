"""The paper in schema.org's words (JSON-LD), for search engines and other machines.

Each function returns a plain dict; `absolute` makes a full address of a path. Dates are ISO 8601.
What is not known is left out.
"""

from liangcheng.fast.compiled import prefetched

CONTEXT = "https://schema.org"


def newspaper(publication, absolute):
    return _known(
        {
            "@type": "Newspaper",
            "name": publication.name,
            "slogan": publication.tagline,
            "url": absolute("/"),
            "publisher": publication.publisher
            and {"@type": "Organization", "name": publication.publisher},
        }
    )


def issue(issue, publication, absolute):
    return _known(
        {
            "@type": "PublicationIssue",
            "name": str(issue),
            "url": absolute(issue.get_absolute_url()),
            "datePublished": issue.issued_on.isoformat(),
            "issueNumber": issue.number and str(issue.number),
            "isPartOf": newspaper(publication, absolute),
        }
    )


def article(article, publication, absolute):
    page = article.page
    return _known(
        {
            "@type": "NewsArticle",
            "headline": article.headline,
            "alternativeHeadline": article.displayed_subheadline,
            "url": absolute(article.get_absolute_url()),
            "inLanguage": "zh-Hans",
            "articleBody": article.plain_text,
            "datePublished": article.published_at and article.published_at.isoformat(),
            "dateModified": article.modified_at.isoformat(),
            "author": [_named(unit, "Organization", absolute) for unit in article.departments],
            "keywords": [tag.name for tag in prefetched(article, "tags")],
            "image": [absolute(photo.image.url) for photo in prefetched(article, "photos")],
            "mentions": [
                _named(one.person, "Person", absolute) for one in prefetched(article, "mentions")
            ],
            "correction": [one.text for one in prefetched(article, "corrections")],
            "printPage": page and page.number,
            "printSection": page and page.section_label,
            "isPartOf": issue(page.issue, publication, absolute)
            if page
            else newspaper(publication, absolute),
        }
    )


def meeting(meeting, publication, absolute):
    is_cancelled = meeting.status == meeting.Status.CANCELLED
    return _known(
        {
            "@type": "Event",
            "name": meeting.name,
            "description": meeting.description,
            "url": absolute(meeting.get_absolute_url()),
            "organizer": [
                _named(unit, "Organization", absolute) for unit in meeting.organisers.all()
            ],
            "eventStatus": f"{CONTEXT}/Event{'Cancelled' if is_cancelled else 'Scheduled'}",
            # An open interval has no first day, and schema.org no words for that.
            "startDate": meeting.earliest_on and meeting.earliest_on.isoformat(),
            "endDate": meeting.latest_on and meeting.latest_on.isoformat(),
            "location": meeting.location and {"@type": "Place", "name": meeting.location},
        }
    )


def person(person, publication, absolute):
    """A person with the posts that `person.posts`, a list of appointments, attests.

    A post is a role with its time, never a `jobTitle`: that would state it as held today.
    """
    return _known(
        {
            "@type": "Person",
            "name": person.name,
            "alternateName": [other.name for other in person.other_names.all()],
            "url": absolute(person.get_absolute_url()),
            "memberOf": [_role(post, absolute) for post in person.posts],
        }
    )


def _role(post, absolute):
    return _known(
        {
            "@type": "OrganizationRole",
            "roleName": post.title,
            "description": post.displayed_span,
            "startDate": post.started_on and post.started_on.isoformat(),
            "endDate": post.ended_on and post.ended_on.isoformat(),
            "memberOf": _named(post.department, "Organization", absolute),
        }
    )


def _named(thing, type_, absolute):
    return {"@type": type_, "name": thing.name, "url": absolute(thing.get_absolute_url())}


def _known(data):
    return {key: value for key, value in data.items() if value}
