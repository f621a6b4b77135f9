"""The newsroom's desk: the admin's front page, its menu and its words."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Q
from django.utils import timezone

from articles.models import Article, Issue
from articles.publishing import Publishable
from liangcheng.desk import number_of

# The menu: a newsroom's order, not the alphabet's. What is not named here follows.
MENU = (
    ("报纸", ["articles.Article", "articles.Issue", "taggit.Tag", "articles.Publication"]),
    ("单位与人", ["departments.Meeting", "departments.Person", "departments.Department"]),
    ("账号", ["auth.User", "auth.Group"]),
)
PLAIN_NAMES = {
    "articles.Issue": "各期",
    "articles.Publication": "报头页脚",
    "auth.User": "账号",
    "auth.Group": "权限组",
}
# Enough to see what waits; the lists behind have the rest.
SHOWN = 8


class LabelledAutocomplete(AutocompleteJsonView):
    """Offers rows under labels that tell two of one name apart."""

    def serialize_result(self, obj, to_field_name):
        label = getattr(self.model_admin, "autocomplete_label", str)
        return super().serialize_result(obj, to_field_name) | {"text": label(obj)}


class NewsroomAdminSite(admin.AdminSite):
    """Django's admin, named and ordered for a newsroom."""

    site_title = "编辑部"
    site_header = "编辑部"
    index_title = "工作台"
    site_url = "/"
    empty_value_display = "—"
    # The menu stands in the header, the same on every page.
    enable_nav_sidebar = False

    def autocomplete_view(self, request):
        return LabelledAutocomplete.as_view(admin_site=self)(request)

    def get_app_list(self, request, app_label=None):
        apps = self._build_app_dict(request, app_label).values()
        if app_label:
            return list(apps)
        entries = {}
        for app in apps:
            for model in app["models"]:
                label = model["model"]._meta.label
                name = PLAIN_NAMES.get(label, model["name"])
                entries[label] = model | {"name": name, "app_label": app["app_label"]}
        named = [(name, [entries.pop(label, None) for label in labels]) for name, labels in MENU]
        named.append(("其他", list(entries.values())))
        return [
            {"name": name, "models": [model for model in models if model]}
            for name, models in named
            if any(models)
        ]

    def index(self, request, extra_context=None):
        return super().index(request, dashboard(request.user) | (extra_context or {}))


def dashboard(user):
    """What the front page shows a member of staff; a box without permission is missing.

    Every list is cut at `SHOWN`: the number of queries does not depend on the archive.
    """
    boxes = {"shortcuts": shortcuts(user)}
    if user.has_perm("articles.view_issue") or user.has_perm("articles.change_issue"):
        boxes |= issue_boxes(user)
    if user.has_perm("articles.view_article") or user.has_perm("articles.change_article"):
        boxes |= article_boxes()
    return boxes


def issue_boxes(user):
    """The open issue with its pages and what it lacks, and the issues around it."""
    open_issues = list(
        Issue.objects.filter(status=Publishable.Status.DRAFT).newest_first()[: SHOWN + 1]
    )
    now = timezone.now()
    boxes = {
        "shows_issues": True,
        "open_issue": None,
        "other_open_issues": open_issues[1:],
        "scheduled_issues": Issue.objects.filter(
            status=Publishable.Status.PUBLISHED, published_at__gt=now
        ).newest_first()[:SHOWN],
        "published_issues": Issue.objects.published(now).newest_first()[:3],
    }
    if open_issues:
        issue = open_issues[0]
        articles = number_of(Article.objects.all(), "page")
        boxes |= {
            "open_issue": issue,
            "open_pages": issue.pages.annotate(article_count=articles),
            "problems": issue.problems(),
            "reminders": issue.reminders(),
        }
    return boxes


def article_boxes():
    """Manuscripts and drafts that no open issue takes along, what is scheduled, what went out."""
    articles = Article.objects.select_related("page__issue").defer("body", "plain_text")
    drafts = articles.filter(status=Publishable.Status.DRAFT).filter(
        Q(page=None) | Q(page__issue__status=Publishable.Status.PUBLISHED)
    )
    now = timezone.now()
    return {
        "shows_articles": True,
        "drafts": drafts.order_by("-updated_at", "-pk")[:SHOWN],
        "scheduled_articles": articles.filter(
            status=Publishable.Status.PUBLISHED, published_at__gt=now, page=None
        ).order_by("published_at")[:SHOWN],
        "published_articles": articles.published(now).order_by("-published_at", "-pk")[:5],
    }
