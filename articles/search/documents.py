"""What of an article goes into the index: where it stands in time, what it is about, its words."""

from dataclasses import dataclass
from datetime import date, datetime

from articles.models import Article
from articles.search.analysis import runs
from liangcheng.fast.compiled import compiled

# A hit in the beginning of a text counts more than one further on.
LEAD_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Document:
    """An article as the index holds it; two that are equal need no writing.

    `published_at` is None unless the article is marked as published. `labels` are parted by spaces;
    `headline`, `lead` and `text` are folded runs (`analysis.runs`), the lead again part of the
    text, so that a phrase may go across its end.
    """

    article_id: int
    issue_id: int | None
    published_at: datetime | None
    rank: int
    labels: str
    headline: str
    lead: str
    text: str

    @property
    def content(self):
        """The words, as they are stored: a line each for headline, lead and text."""
        return f"{self.headline}\n{self.lead}\n{self.text}"


# The bits of a rank, from the newest issue's first story downwards, 63 in all.
_RANK = (("day", 18), ("edition", 4), ("page", 8), ("position", 8), ("article", 25))
_MOST = {name: (1 << bits) - 1 for name, bits in _RANK}
_BITS_BELOW_DAY = sum(bits for name, bits in _RANK if name != "day")
_FIRST_DAY = date(1800, 1, 1).toordinal()


def rank_of(dated_on, edition=None, sequence=None, position=0, article_id=0):
    """One number that orders articles like `newest_first()`: the greatest comes first.

    Undated ones come first, then the latest day, its last edition, there what is on the web only,
    then pages and stories as printed. Unique, for it ends in the article's number (modulo 2²⁵).
    """
    fields = {
        "day": _MOST["day"] if dated_on is None else dated_on.toordinal() - _FIRST_DAY,
        "edition": _MOST["edition"] if edition is None else min(edition, _MOST["edition"] - 1),
        "page": _MOST["page"] - (0 if sequence is None else min(sequence + 1, _MOST["page"])),
        "position": _MOST["position"] - min(position, _MOST["position"]),
        "article": article_id & _MOST["article"],
    }
    rank = 0
    for name, bits in _RANK:
        rank = rank << bits | max(0, min(fields[name], _MOST[name]))
    return rank


def first_rank_of(day, later=0):
    """The least rank that an article of this day, or of so many days later, may have."""
    days = min(max(0, day.toordinal() - _FIRST_DAY + later), _MOST["day"])
    return days << _BITS_BELOW_DAY


def days_apart(rank, other):
    """How many days lie between those of two ranks."""
    return abs((rank >> _BITS_BELOW_DAY) - (other >> _BITS_BELOW_DAY))


def day_of(rank):
    """The day of a rank; None for the undated."""
    days = rank >> _BITS_BELOW_DAY
    return None if days == _MOST["day"] else date.fromordinal(days + _FIRST_DAY)


# What an article is about, as tokens beside its words: `dep12`. Longer than two characters, so that
# they can never be taken for a pair of characters.
EVERY = "all"


def label(kind, value):
    """One label: `label("dep", 12)` → `dep12`; letters and digits only, in lower case.

    Kinds: dep(artment), per(son), tag, kin(d of meeting), pag(e number), iss(ue), yea(r), mon(th).
    """
    return kind + "".join(character for character in str(value).lower() if character.isalnum())


def labels(dated_on, issue_id, page_number, department_ids, person_ids, tag_ids, kinds):
    """All labels of an article, each once, parted by spaces."""
    found = [EVERY]
    if dated_on:
        found += [label("yea", dated_on.year), label("mon", f"{dated_on:%Y%m}")]
    if issue_id:
        found += [label("iss", issue_id), label("pag", page_number)]
    for kind, values in (
        ("dep", department_ids),
        ("per", person_ids),
        ("tag", tag_ids),
        ("kin", kinds),
    ):
        found += sorted({label(kind, value) for value in values})
    return " ".join(found)


def document(
    *,
    article_id,
    issue_id,
    status,
    published_at,
    dated_on,
    edition,
    sequence,
    page_number,
    position,
    department_ids,
    person_ids,
    tag_ids,
    kinds,
    headline_texts,
    paragraphs,
    other_texts,
):
    """The document of an article, from plain values; all of its page's are None without a page."""
    first, *_ = paragraphs or [""]
    return Document(
        article_id=article_id,
        issue_id=issue_id,
        published_at=published_at if status == Article.Status.PUBLISHED else None,
        rank=rank_of(dated_on, edition, sequence, position, article_id),
        labels=labels(dated_on, issue_id, page_number, department_ids, person_ids, tag_ids, kinds),
        headline=runs(" ".join(headline_texts)),
        lead=runs(first[:LEAD_LENGTH]),
        text=runs("\n".join([*paragraphs, *other_texts])),
    )


def documents(article_ids):
    """The documents of the articles with these keys, the least key first, in six queries."""
    return [_document(article) for article in _articles(list(article_ids))]


@compiled
def _articles(keys):
    articles = Article.objects.filter(pk__in=keys).order_by("pk").select_related("page__issue")
    parts = articles.prefetch_related("signoffs", "mentions", "photos", "meetings", "tags")
    return parts.defer("body")


def _document(article):
    page = article.page
    issue = page and page.issue
    pictures = [text for photo in article.photos.all() for text in (photo.caption, photo.credit)]
    return document(
        article_id=article.pk,
        issue_id=issue and issue.pk,
        status=article.status,
        published_at=article.published_at,
        dated_on=article.dated_on,
        edition=issue and issue.edition,
        sequence=page and page.sequence,
        page_number=page and page.number,
        position=article.position,
        department_ids=[signoff.department_id for signoff in article.signoffs.all()],
        person_ids=[mention.person_id for mention in article.mentions.all()],
        tag_ids=[tag.pk for tag in article.tags.all()],
        kinds=[meeting.classification for meeting in article.meetings.all()],
        headline_texts=[article.kicker, article.headline, article.subheadline],
        paragraphs=article.plain_text.splitlines(),
        other_texts=[article.section, article.bylines, article.signoff, *pictures],
    )
