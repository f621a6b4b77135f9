"""Atom and RSS: everything, each department, each search."""

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from articles.models import Article, Publication
from articles.querysets import NEWEST_FIRST
from articles.search.form import SearchForm
from articles.search.results import answer, in_order
from articles.search.searching import HIGHEST
from departments.models import Department
from liangcheng.chinese.text import one_line
from liangcheng.fast.compiled import compiled

ITEMS = 30
# Of a department so many of what was entered last is looked at: it may have signed half a million.
LOOKED_AT = 300
FOUND = 20


class ArticlesFeed(Feed):
    """The newest articles of the paper, whole."""

    feed_type = Rss201rev2Feed
    language = "zh-CN"
    description_template = "feeds/entry.html"

    def __call__(self, request, *args, **kwargs):
        self.publication = Publication.objects.current()
        response = super().__call__(request, *args, **kwargs)
        # A withdrawal moves it backwards, and a client that knows only dates would keep the
        # withdrawn article for ever; the ETag tells the truth.
        del response["Last-Modified"]
        return response

    def title(self, obj):
        return f"《{self.publication.name}》" + (f"·{obj}" if obj else "")

    def description(self, obj):
        return f"{obj}在《{self.publication.name}》发表的稿件" if obj else self.publication.tagline

    subtitle = description

    def link(self, obj):
        return obj.get_absolute_url() if obj else reverse("home")

    def author_name(self, obj):
        return self.publication.publisher or self.publication.name

    def items(self, obj):
        # By the time of publication, not by the date of the issue: a reader's program asks what
        # is new, and an old issue entered today is. What came out at once stands as printed, so
        # that of a long issue the last page is cut off, not the first.
        articles = Article.objects.published().for_feed()
        articles = articles.order_by("-published_at", *NEWEST_FIRST)
        if obj:
            newest = obj.signoffs.order_by("-article_id").values("article")[:LOOKED_AT]
            articles = articles.filter(pk__in=newest)
        return articles[:ITEMS]

    def item_title(self, article):
        return article.headline

    def item_pubdate(self, article):
        return article.published_at

    def item_updateddate(self, article):
        return article.modified_at

    def item_categories(self, article):
        return [one_line(tag.name) for tag in article.tags.all()]

    def item_author_name(self, article):
        return article.displayed_signoff


class ArticlesAtomFeed(ArticlesFeed):
    feed_type = Atom1Feed


class DepartmentFeed(ArticlesFeed):
    """The newest articles that one department signed."""

    def get_object(self, request, slug):
        return get_object_or_404(Department, slug=slug)


class DepartmentAtomFeed(DepartmentFeed):
    feed_type = Atom1Feed


class SearchAtomFeed(ArticlesAtomFeed):
    """The newest articles that a search finds; the address has the parameters of its page."""

    def get_object(self, request):
        form = SearchForm(request.GET)
        if not form.question or form.question.is_empty:
            raise Http404("没有要查的词，或者条件写错了。")
        return form

    def title(self, form):
        return f"《{self.publication.name}》·搜索：{form.title}"

    def description(self, form):
        return f"《{self.publication.name}》里找到的最新稿件：{form.title}"

    subtitle = description

    def link(self, form):
        return form.without("order")

    def feed_url(self, form):
        return form.address({"order": None}, "search_feed")

    def items(self, form):
        found = answer(form.question, FOUND, cursor=HIGHEST)
        return in_order(found.hits, _entries)


@compiled
def _entries(keys):
    return Article.objects.published().for_feed().filter(pk__in=keys)
