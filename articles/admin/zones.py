"""The screen on which clerks draw a page's hot zones (画热区)."""

import re
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.changes import gathered
from articles.models import Article, Page
from articles.zones import NotDrawn, draw, fingerprint
from liangcheng.chinese.text import excerpt, key_of
from liangcheng.desk.screens import change_url, who_changed
from liangcheng.regions import parse_regions, regions_text, svg_points

LOGGED = "画热区"
SENT = re.compile(r"regions-([0-9]{1,18})")
COLOURS = 10  # in zones.css


def zones_url(page, article=None):
    """The address of the screen; with an article, it begins with that one."""
    chosen = f"?article={article.pk}" if article else ""
    return reverse("admin:articles_page_zones", args=[page.pk]) + chosen


def may_draw(site, request, page=None, article=None):
    """Whether somebody may change a page, or pages, and an article's place on it."""
    may_change = {model: site._registry[model].has_change_permission for model in (Page, Article)}
    return may_change[Page](request, page) and may_change[Article](request, article)


@dataclass
class Row:
    """An article of the page on the screen, with what is drawn of it."""

    key: int
    name: str
    number: int | None  # its place in the printed order, from 1; None: it stands here no longer
    text: str  # its zones as drawn, as a person writes them
    stored: str  # as they are in the database
    seen: str  # the fingerprint that says what the drawing began with
    regions: list
    article: Article | None = None
    is_locked: bool = False  # this clerk may not change it
    is_chosen: bool = False
    problems: list = field(default_factory=list)
    is_overtaken: bool = False

    @property
    def colour(self):
        return ((self.number or 0) - 1) % COLOURS

    @property
    def polygons(self):
        return [svg_points(polygon) for polygon in self.regions]


class ZonesMixin:
    """The screen `<page>/zones/` of the pages' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.zones_view)
        return [path("<int:pk>/zones/", view, name="articles_page_zones"), *super().get_urls()]

    def zones_view(self, request, pk):
        page = self.get_object(request, str(pk))
        if page is None:
            raise Http404("没有这一版。")
        if not may_draw(self.admin_site, request, page):
            raise PermissionDenied
        if not page.image:
            sentence = f"{page.label}还没有版面图。请先在这里上传版面图并保存，再画热区。"
            self.message_user(request, sentence, messages.WARNING)
            return HttpResponseRedirect(change_url(page))
        articles = page.articles.order_by("position", "pk").defer("body")
        rows = [_row(number, article) for number, article in enumerate(articles, 1)]
        for row in rows:
            row.is_locked = not may_draw(self.admin_site, request, page, row.article)
        if request.method == "POST":
            rows += self._rows_gone(request, rows)
            if self._draw(request, page, rows):
                return HttpResponseRedirect(self._address(request, page))
            rows = [row for row in rows if row.number or row.text]
        else:
            chosen = key_of(request.GET.get("article", ""))
            for row in rows:
                row.is_chosen = row.key == chosen
        return TemplateResponse(
            request, "admin/articles/page/zones.html", self._context(request, page, rows)
        )

    def _address(self, request, page):
        query = request.GET.urlencode()
        return zones_url(page) + (f"?{query}" if query else "")

    def _context(self, request, page, rows):
        return self.admin_site.each_context(request) | {
            "title": f"画热区：{page}",
            "opts": self.opts,
            "page": page,
            "original": page,
            "rows": rows,
            "problem_count": sum(len(row.problems) for row in rows),
        }

    def _rows_gone(self, request, rows):
        """What was drawn for articles that are not on this page, or nowhere, any more."""
        here = {row.key for row in rows}
        sent = {int(match[1]) for match in map(SENT.fullmatch, request.POST) if match}
        away = Article.objects.select_related("page__issue").in_bulk(sent - here)
        return [
            _gone(key, away.get(key))
            for key in sorted(sent - here)
            if key not in away or may_draw(self.admin_site, request, None, away[key])
        ]

    def _draw(self, request, page, rows):
        """Store what was sent; whether it was. If not, the rows say why, and keep what was sent."""
        drawn, seen = {}, {}
        for row in rows:
            text = request.POST.get(f"regions-{row.key}")
            if text is None or row.is_locked:
                continue
            saw = request.POST.get(f"seen-{row.key}", "")
            try:
                regions = parse_regions(text)
            except ValidationError as error:
                row.text, row.seen, row.regions, row.problems = text, saw, [], error.messages
                continue
            if fingerprint(regions) == saw:
                continue  # left as it was, it is shown as it is now
            row.text, row.seen, row.regions = text, saw, regions
            drawn[row.key], seen[row.key] = regions, saw
        if any(row.problems for row in rows):
            return False
        try:
            with gathered():
                changed = draw(page, drawn, seen)
                self._log(request, page, changed)
        except NotDrawn as refusal:
            _explain(refusal, rows, request.user)
            return False
        if changed:
            zones = sum(len(article.regions) for article in changed)
            sentence = f"已保存：改了 {len(changed)} 篇稿件，它们现在有 {zones} 个热区。"
        else:
            sentence = "热区没有改动。"
        self.message_user(request, sentence, messages.SUCCESS)
        return True

    def _log(self, request, page, changed):
        if changed:
            names = "、".join(f"《{article}》" for article in changed)
            LogEntry.objects.log_actions(request.user.pk, [page], CHANGE, f"{LOGGED}：{names}")
            LogEntry.objects.log_actions(request.user.pk, changed, CHANGE, LOGGED)


def _row(number, article):
    text = regions_text(article.regions)
    return Row(
        key=article.pk,
        name=_name(article),
        number=number,
        text=text,
        stored=text,
        seen=fingerprint(article.regions),
        regions=article.regions,
        article=article,
    )


def _gone(key, article):
    name = _name(article) if article else "一篇已经删除的稿件"
    return Row(key, name, None, "", "", fingerprint([]), [], article)


def _name(article):
    if article.headline or not article.plain_text:
        return str(article)
    return f"（无标题）{excerpt(article.plain_text, 16)}"


def _explain(refusal, rows, user):
    """Tell each row what was wrong with it, and what the next attempt is to begin with."""
    by = _drawn_by(refusal.overtaken)
    for row in rows:
        row.problems = refusal.problems.get(row.key, [])
        if row.key in refusal.gone:
            where = f"现在在{row.article.page}" if row.article and row.article.page else ""
            reason = f"已经不在这一版上了（{where}）" if where else "已经不在这一版上了"
            row.problems = [
                f"{reason}。请把给它画的热区归到别的稿件，或者删掉，再保存。",
                *row.problems,
            ]
        if row.key in refusal.overtaken:
            row.is_overtaken = True
            # Sent a second time, it goes through: the sentence has been read.
            row.seen = fingerprint(row.article.regions)
            row.problems = [_overtaken_by(by.get(str(row.key)), user), *row.problems]


def _drawn_by(keys):
    """Who last drew the zones of each article: {its key as text: log entry}."""
    if not keys:
        return {}
    entries = LogEntry.objects.filter(
        content_type__app_label="articles",
        content_type__model="article",
        object_id__in=map(str, keys),
        change_message=LOGGED,
    )
    # The last of each remains.
    return {
        entry.object_id: entry
        for entry in entries.select_related("user").order_by("action_time", "pk")
    }


def _overtaken_by(entry, user):
    return (
        f"您打开这一页以后，它的热区被{who_changed(entry, user)}改过。"
        "您画的还在，没有保存；对方画的用虚线标出。再点“保存”，就以您画的为准；要用对方的，点“改用对方画的”。"
    )
