"""Two hundred articles at random, the same in each run: few words, in every order and state."""

from datetime import date, timedelta
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from taggit.models import Tag, TaggedItem

from articles.changes import gathered
from articles.models import Article, Mention, Page, Signoff
from tests.factories import make_department, make_issue, make_person

DEPARTMENTS = ("云栖办", "竹影办", "石桥办")
OTHER_NAME = "云栖管理办"  # of the first department
PERSON, TAG = "苏合", "便民步道"
_VOCABULARY = (
    *"文明和谐社区步道公园整修居民代表开通会议" * 3,
    *("凉城", "口袋公园", "三会一课", "2021年", "12345", "Wi-Fi", "５月", "社區", "開通", "鹮"),
    *(OTHER_NAME, *DEPARTMENTS),
    *"，。、：—（）《》 ",
)
_random = Random("凉城")  # noqa: S311 -- no secret


def _text(least, most):
    return "".join(_random.choices(_VOCABULARY, k=_random.randint(least, most)))


# Headline and paragraphs of each.
TEXTS = [(_text(1, 6), [_text(1, 40) for _ in range(_random.randint(0, 3))]) for _ in range(200)]


def make_archive():
    """Store the articles: on pages of published, scheduled and draft issues, and on none."""
    random = Random("云栖")  # noqa: S311 -- no secret
    departments = [make_department(name) for name in DEPARTMENTS]
    departments[0].other_names.create(name=OTHER_NAME)
    person, tag = make_person(PERSON), Tag.objects.create(name=TAG)
    pages = [None] * 24 + _make_pages(random)
    kind = ContentType.objects.get_for_model(Article)
    with gathered():
        articles = Article.objects.bulk_create(
            _article(random, number, random.choice(pages)) for number in range(len(TEXTS))
        )
        Signoff.objects.bulk_create(
            Signoff(article=article, department=random.choice(departments)) for article in articles
        )
        named, tagged = random.sample(articles, 40), random.sample(articles, 30)
        Mention.objects.bulk_create(Mention(article=one, person=person) for one in named)
        TaggedItem.objects.bulk_create(
            TaggedItem(content_type=kind, object_id=one.pk, tag=tag) for one in tagged
        )


def _make_pages(random):
    today = timezone.localdate()
    last_week = timezone.now() - timedelta(days=7)
    pages = []
    for number in range(24):
        # From the day after tomorrow twenty years back, further and further apart.
        day = today + timedelta(days=2 - number * number * 13)
        issue = make_issue(day, published=[last_week, False, last_week, _next_week()][number % 4])
        extra = make_issue(day, edition=2, published=last_week)
        pages += [Page(issue=issue, number=f"0{place}", sequence=place) for place in (1, 2)]
        pages.append(Page(issue=extra, number="A3", sequence=1))
    return Page.objects.bulk_create(random.sample(pages, 48))


def _next_week():
    return timezone.now() + timedelta(days=7)


def _article(random, number, page):
    headline, paragraphs = TEXTS[number]
    status, published_at = random.choice(
        [("published", timezone.now() - timedelta(days=number))] * 8
        + [("draft", None), ("draft", timezone.now()), ("published", _next_week())]
    )
    day = page.issue.issued_on if page else published_at and timezone.localdate(published_at)
    return Article(
        page=page,
        position=random.randint(1, 9),
        headline=headline,
        plain_text="\n".join(paragraphs),
        status=status,
        published_at=published_at,
        dated_on=day or (date(2020, 1, 1) if random.random() < 0.5 else None),
    )
