"""What search engines may list; with Google's news extension for what is new."""

from datetime import timedelta

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from articles import public
from articles.models import Article, Issue, Page

# Google's news extension is for articles of the last two days only.
NEWS_SPAN = timedelta(days=2)


class _ByKey(Paginator):
    """Rows in portions of so many keys: which there are is known without counting rows."""

    @cached_property
    def count(self):
        """The highest key, of rows that are not public too."""
        return self.object_list.model.objects.aggregate(newest=Max("pk"))["newest"] or 0

    def page(self, number):
        number = self.validate_number(number)
        last = number * self.per_page
        keys = (last - self.per_page + 1, last)
        return self._get_page(self.object_list.filter(pk__range=keys), number, self)


class _PublicSitemap(Sitemap):
    limit = 5000  # an answer of this size stays below 2 MB

    @property
    def paginator(self):
        return _ByKey(self.items(), self.limit)

    def get_latest_lastmod(self):
        """Unknown: it would read every row, and a withdrawal would move it backwards."""

    def get_urls(self, *args, **kwargs):
        urls = super().get_urls(*args, **kwargs)
        self.latest_lastmod = None
        return urls


class ArticleSitemap(_PublicSitemap):
    def items(self):
        return Article.objects.published().defer("body", "plain_text").order_by("pk")

    def lastmod(self, article):
        return article.modified_at

    def get_urls(self, *args, **kwargs):
        since = timezone.now() - NEWS_SPAN
        urls = super().get_urls(*args, **kwargs)
        for url in urls:
            url["is_news"] = url["item"].published_at >= since
        return urls


class IssueSitemap(_PublicSitemap):
    def items(self):
        return Issue.objects.published().order_by("issued_on", "edition")

    def lastmod(self, issue):
        return issue.updated_at


class PageSitemap(_PublicSitemap):
    def items(self):
        return Page.objects.published().select_related("issue").order_by("pk")


class DepartmentSitemap(_PublicSitemap):
    def items(self):
        return public.departments().filter(has_articles=True).order_by("pk")


class PersonSitemap(_PublicSitemap):
    def items(self):
        return public.people().order_by("pk")


class MeetingSitemap(_PublicSitemap):
    def items(self):
        return public.meetings().order_by("pk")


class IndexSitemap(Sitemap):
    """The pages that stand above all others."""

    def items(self):
        return ["home", "issue_list", "article_list", "department_list", "person_list",
                "meeting_list", "tag_list"]  # fmt: skip

    def location(self, name):
        return reverse(name)


SITEMAPS = {
    "index": IndexSitemap,
    "issues": IssueSitemap,
    "pages": PageSitemap,
    "articles": ArticleSitemap,
    "departments": DepartmentSitemap,
    "people": PersonSitemap,
    "meetings": MeetingSitemap,
}
