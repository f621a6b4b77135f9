"""What can be asked about issues, pages, articles and pictures."""

from django.db import models, transaction
from django.db.models import F, Prefetch, Q

from articles.changes import announce
from articles.publishing import PublishableQuerySet, is_public_q, may_preview
from liangcheng.rows.locking import lock
from liangcheng.rows.naturalkeys import PartQuerySet

# What a card shows of an article, and of where it stands. To read more takes a while: texts are
# long, times and zones have to be made.
OF_CARD = ("kicker", "headline", "subheadline", "summary", "dated_on")
OF_PLACE = ("page__number", "page__issue__issued_on", "page__issue__edition")

# By day and edition, the newest first; within an issue as printed, web-only ones first. Where nulls
# stand is said, for the databases differ.
NEWEST_FIRST = [
    F("dated_on").desc(nulls_first=True),
    F("page__issue__edition").desc(nulls_first=True),
    F("page__sequence").asc(nulls_first=True),
    "position",
    "-pk",
]


def _is_public_article(prefix="", at=None):
    """The condition that an article (or the one that `prefix` leads to) may be read."""
    on_no_page = Q(**{f"{prefix}page__isnull": True})
    return is_public_q(prefix, at) & (on_no_page | is_public_q(f"{prefix}page__issue__", at))


class IssueQuerySet(PublishableQuerySet):
    def newest_first(self):
        return self.order_by("-issued_on", "-edition")

    def before(self, issue):
        """Issues earlier than this one, the nearest first."""
        return self.filter(
            Q(issued_on__lt=issue.issued_on)
            | Q(issued_on=issue.issued_on, edition__lt=issue.edition),
            issued_on__lte=issue.issued_on,  # so that an index leads there
        ).newest_first()

    def after(self, issue):
        """Issues later than this one, the nearest first."""
        return self.filter(
            Q(issued_on__gt=issue.issued_on)
            | Q(issued_on=issue.issued_on, edition__gt=issue.edition),
            issued_on__gte=issue.issued_on,
        ).order_by("issued_on", "edition")


class PageQuerySet(models.QuerySet):
    def at(self, issue, number):
        """The page of an address: of an issue's key (`IssueKey`), with a number."""
        return self.filter(
            issue__issued_on=issue.issued_on, issue__edition=issue.edition, number=number
        )

    def published(self, at=None):
        """Pages of published issues."""
        return self.filter(is_public_q("issue__", at))

    def visible_to(self, user):
        return self.all() if may_preview(user, self.model) else self.published()


class ArticleQuerySet(PublishableQuerySet):
    def published(self, at=None):
        """Articles marked published and due, and whose issue is so too if they have one."""
        return self.filter(_is_public_article(at=at))

    def newest_first(self):
        return self.order_by(*NEWEST_FIRST)

    def as_printed(self):
        """In the order of the paper: page by page, on each from the first story to the last."""
        return self.order_by("page__sequence", "page_id", "position", "pk")

    def from_department(self, department):
        """Articles that a department signed, alone or jointly."""
        return self.filter(signoffs__department=department)

    def redate(self, day):
        """Make the stored date of each equal to its issue's."""
        return self.exclude(dated_on=day).update(dated_on=day)

    def update(self, **values):
        """As Django's, in one transaction with the search index."""
        with transaction.atomic(using=self.db, savepoint=False):
            keys = list(self.order_by().values_list("pk", flat=True))
            if keys:
                lock(self.model, keys)
            changed = super().update(**values)
            announce(keys)
        return changed

    update.alters_data = True

    def bulk_create(self, objs, *args, **kwargs):
        """As Django's, in one transaction with the search index."""
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            announce([article.pk for article in created])
        return created

    bulk_create.alters_data = True

    def for_headlines(self):
        """Everything a headline with its byline reads (`byline` in `components/cards.html`)."""
        return self._with_byline().defer("body")

    def for_list(self):
        """Everything a card reads (`card` there), in a fixed number of queries."""
        return self.for_headlines().prefetch_related("photos")

    def for_cards(self):
        """The same and nothing else; of what is published, for no state is read."""
        return self.for_list().only(*OF_CARD, *OF_PLACE)

    def for_page(self):
        """Everything the texts on a page read (`story` in `articles/_rows.html`)."""
        return self._with_byline().prefetch_related("photos", "corrections")

    def for_feed(self):
        """Everything an entry of a feed reads."""
        return self._with_byline().prefetch_related("photos", "tags", "corrections")

    def for_detail(self):
        """Everything the page of one article reads."""
        mentions = self.model._meta.get_field("mentions").related_model.objects
        return self._with_byline().prefetch_related(
            "photos",
            "corrections",
            "tags",
            Prefetch("mentions", mentions.select_related("person")),
        )

    def _with_byline(self):
        signoffs = self.model._meta.get_field("signoffs").related_model.objects
        signoffs = signoffs.select_related("department")
        signoffs = signoffs.only("article", "position", "department__name", "department__slug")
        return (
            self.select_related("page__issue")
            .defer("created_at", "page__issue__created_at", "page__issue__updated_at")
            .prefetch_related(Prefetch("signoffs", signoffs))
        )


class OfPublishedArticleQuerySet(PartQuerySet):
    """Parts of an article: public with it."""

    def published(self, at=None):
        # Joined, not looked up in a list of all articles: a person has few of a million.
        return self.filter(_is_public_article("article__", at))
