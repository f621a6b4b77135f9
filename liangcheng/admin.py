"""The newsroom's desk: the admin's front page, its menu and its words."""

from functools import wraps

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.urls import path
from django.utils import timezone

from articles.models import Article, Import, Issue, Publication
from articles.publishing import Publishable
from departments.models import Department, Meeting, Person
from liangcheng.desk.login import LoginForm
from liangcheng.desk.screens import add_url, lacks, list_url, number_of

# The menu: a newsroom's order, not the alphabet's. What is not named here follows.
MENU = (
    (
        "报纸",
        [
            "articles.Article",
            "articles.Issue",
            "articles.Import",
            "taggit.Tag",
            "articles.Publication",
        ],
    ),
    ("单位与人", ["departments.Meeting", "departments.Person", "departments.Department"]),
    ("账号", ["auth.User", "auth.Group"]),
)
# Enough to see what waits; the lists behind have the rest.
SHOWN = 8


class LabelledAutocomplete(AutocompleteJsonView):
    """Offers rows under labels that tell two of one name apart."""

    def serialize_result(self, obj, to_field_name):
        label = getattr(self.model_admin, "autocomplete_label", str)
        return super().serialize_result(obj, to_field_name) | {"text": label(obj)}


def _asked_without_nul(view):
    """A view that sees no NUL in its address: PostgreSQL refuses it, in a search or a filter."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        if "%00" in request.META.get("QUERY_STRING", ""):
            # Written anew, so that taking it out of `%0%000` leaves no other.
            request.GET = QueryDict(request.GET.urlencode().replace("%00", ""))
        return view(request, *args, **kwargs)

    return asked


class NewsroomAdminSite(admin.AdminSite):
    """Django's admin, named and ordered for a newsroom."""

    login_form = LoginForm
    site_title = "编辑部"
    site_header = "编辑部"
    index_title = "工作台"
    site_url = "/"
    empty_value_display = "—"
    # The menu stands in the header, the same on every page.
    enable_nav_sidebar = False

    def get_urls(self):
        here = path("here/", self.admin_view(lambda request: HttpResponse(status=204)), name="here")
        # Before the others: the last of them takes every address.
        return [here, *super().get_urls()]

    def admin_view(self, view, cacheable=False):
        return super().admin_view(_asked_without_nul(view), cacheable)

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
                # The newsroom's own admins know a plainer name than the model's.
                name = getattr(self._registry[model["model"]], "list_title", model["name"])
                entries[label] = model | {"name": name, "app_label": app["app_label"]}
        named = [(name, [entries.pop(label, None) for label in labels]) for name, labels in MENU]
        named.append(("其他", list(entries.values())))
        return [
            {"name": name, "models": [model for model in models if model]}
            for name, models in named
            if any(models)
        ]

    def index(self, request, extra_context=None):
        return super().index(request, self.dashboard(request) | (extra_context or {}))

    def dashboard(self, request):
        """What waits for this member of staff; a box about what they may not see is missing."""
        boxes = {
            "shortcuts": self.shortcuts(request),
            "may_write": self._registry[Article].has_add_permission(request),
            "may_add_issue": self._registry[Issue].has_add_permission(request),
            "may_import": self._registry[Import].has_add_permission(request),
            "may_publish": self._registry[Issue].has_change_permission(request),
        }
        if self._registry[Issue].has_view_permission(request):
            boxes |= issue_boxes()
        if self._registry[Article].has_view_permission(request):
            boxes |= article_boxes()
        if self._registry[Import].has_view_permission(request):
            boxes["imports"] = open_imports()
        return boxes

    def shortcuts(self, request):
        """What is done most, one click away."""
        add = [("导入版面", Import), ("写稿件", Article), ("录入新一期", Issue)]
        lists = [("单位", Department), ("人物", Person), ("会议", Meeting)]
        found = [
            {"name": name, "url": add_url(model), "is_main": True}
            for name, model in add
            if self._registry[model].has_add_permission(request)
        ]
        found += [
            {"name": name, "url": list_url(model)}
            for name, model in [*lists, ("报头页脚", Publication)]
            if self._registry[model].has_view_permission(request)
        ]
        return found


# The boxes of the dashboard. Every list is cut: the number of queries and rows does not depend on
# the archive's size.


def open_imports():
    """The imports that are being read or looked through, newest first."""
    imports = Import.objects.filter(accepted_at=None).prefetch_related("files")
    return imports.order_by("-uploaded_at", "-pk")[:SHOWN]


def issue_boxes():
    """The open issue with its pages and what it lacks, and the issues around it."""
    now = timezone.now()
    drafts = Issue.objects.filter(status=Publishable.Status.DRAFT).newest_first()[:SHOWN]
    open_issue, *others = [*drafts] or [None]
    boxes = {
        "shows_issues": True,
        "open_issue": open_issue,
        "other_open_issues": others,
        "scheduled_issues": Issue.objects.scheduled(now).newest_first()[:SHOWN],
        "published_issues": Issue.objects.published(now).newest_first()[:3],
    }
    if open_issue:
        articles = number_of(Article.objects.all(), "page")
        boxes["open_pages"] = open_issue.pages.annotate(article_count=articles)
        boxes |= lacks(open_issue)
    return boxes


def article_boxes():
    """Drafts that no open issue takes along, what is scheduled, and what went out last."""
    now = timezone.now()
    articles = Article.objects.select_related("page__issue").defer("body", "plain_text")
    drafts = articles.filter(
        Q(page=None) | Q(page__issue__status=Publishable.Status.PUBLISHED),
        status=Publishable.Status.DRAFT,
    )
    scheduled = articles.scheduled(now).filter(page=None)
    return {
        "shows_articles": True,
        "drafts": drafts.order_by("-updated_at", "-pk")[:SHOWN],
        "scheduled_articles": scheduled.order_by("published_at")[:SHOWN],
        # An issue takes its articles along: beside issues, only what stood in none.
        "published_articles": articles.published(now)
        .filter(page=None)
        .order_by("-published_at", "-pk")[:5],
    }
