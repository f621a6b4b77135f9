"""The screen on which a clerk looks through what was read of a page (审稿)."""

import mimetypes
from pathlib import PurePosixPath

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from articles.admin.importing.doubts import doubts
from articles.admin.importing.sent import review_sent
from articles.admin.importing.shown import ROLES, shown
from articles.admin.importing.suggestions import waiting
from articles.importing import meetings, naming
from articles.importing.decisions import corrected_masthead, foreseen
from articles.importing.reviewing import (
    Overtaken,
    as_read,
    days_of,
    drafts_of,
    proposed_review,
    review_of,
    source_of,
    store,
)
from departments.models import Department
from liangcheng.chinese.text import whole_number
from liangcheng.desk.screens import who_changed

# What a page's pictures may be: nothing that a browser would run.
PICTURES = {".avif", ".jpg", ".png", ".webp"}
CONFLICT = 409


def review_url(imported, number=1):
    """The address of the screen for a page of an import, counted from 1."""
    return reverse("admin:articles_import_review", args=[imported.pk, number])


class ReviewMixin:
    """The screens `<import>/review/<page>/` and what they fetch."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/review/<int:number>/",
                view(self.review_view),
                name="articles_import_review",
            ),
            path(
                "<int:pk>/review/<int:number>/<str:name>",
                view(self.picture_view),
                name="articles_import_picture",
            ),
            *super().get_urls(),
        ]

    def review_view(self, request, pk, number):
        imported = self._seen(request, pk)
        if imported.state != imported.State.REVIEW and not imported.accepted_at:
            return HttpResponseRedirect(reverse("admin:articles_import_change", args=[imported.pk]))
        may_change = self.has_change_permission(request, imported) and not imported.accepted_at
        if request.method == "POST":
            if not may_change:
                raise PermissionDenied
            return self._save(request, imported, number)
        screen = Screen(imported, number)
        return self._screen(request, screen, may_change=may_change)

    def picture_view(self, request, pk, number, name):
        """The picture of a page, or one that was cut out of it."""
        page = _page(self._seen(request, pk), number)
        if PurePosixPath(name).suffix not in PICTURES:
            raise Http404("没有这张图。")
        known = {page.source["image"], *(picture["file"] for picture in page.source["pictures"])}
        if name not in known:
            raise Http404("没有这张图。")
        try:
            file = default_storage.open(page.file.stored(name))
        except FileNotFoundError as error:
            raise Http404("文件不见了。") from error
        response = FileResponse(file, content_type=mimetypes.guess_type(name)[0])
        response["X-Content-Type-Options"] = "nosniff"
        add_never_cache_headers(response)
        return response

    def _seen(self, request, pk):
        """The import, if this clerk may see it."""
        imported = self.get_object(request, str(pk))
        if imported is None:
            raise Http404("没有这次导入。")
        if not self.has_view_permission(request, imported):
            raise PermissionDenied
        return imported

    # Saving

    def _save(self, request, imported, number):
        """Store what was sent, and show the page as it is composed then."""
        is_script = "_autosave" in request.POST
        page = _page(imported, number)
        # The plain form names its fields by what was composed; the script sends a whole review.
        draft = None if "review" in request.POST else Screen(imported, number).draft
        seen = whole_number(request.POST.get("revision", ""), 2**31 - 1)
        try:
            review = review_sent(request.POST, as_read(page), review_of(page), draft)
            store(page, review, seen=seen)
        except ValidationError as error:
            return self._refused(request, imported, number, error.messages[0])
        except Overtaken:
            return self._overtaken(request, imported, number, review)
        self._log(request, imported, number)
        if is_script:
            return JsonResponse(self._parts(request, Screen(imported, number)))
        if "_accept" in request.POST:
            return self.accept_view(request, imported.pk)
        self.message_user(request, "已保存。", messages.SUCCESS)
        return HttpResponseRedirect(review_url(imported, number))

    def _refused(self, request, imported, number, sentence):
        if "_autosave" in request.POST:
            return JsonResponse({"problem": sentence}, status=400)
        self.message_user(request, sentence, messages.ERROR)
        may_change = not imported.accepted_at
        return self._screen(request, Screen(imported, number), may_change=may_change)

    def _overtaken(self, request, imported, number, review):
        """A colleague was faster: both versions stay, and the clerk decides."""
        imported.refresh_from_db(fields=["accepted_at"])
        if imported.accepted_at:
            sentence = "这次导入已经采用了，不能再改。请到那一期里改。"
            return self._refused(request, imported, number, sentence)
        screen = Screen(imported, number)
        sentence = f"您打开以后，这一版被{self._last_at_it(request, imported)}改过。"
        if "_autosave" in request.POST:
            sentence += "您改的还在下面，没有存。请选以谁改的为准；选错了可以撤销。"
            parts = self._parts(request, screen)
            return JsonResponse(parts | {"problem": sentence}, status=CONFLICT)
        sentence += (
            "您改的还在下面，没有存。再按一次，就以您改的为准；要用对方改的，请重新打开这一页。"
        )
        self.message_user(request, sentence, messages.WARNING)
        screen.show(review)
        return self._screen(request, screen, may_change=True)

    def _last_at_it(self, request, imported):
        entry = self._entries(imported).select_related("user").first()
        return who_changed(entry, request.user)

    def _entries(self, imported):
        return LogEntry.objects.filter(
            content_type__app_label=self.opts.app_label,
            content_type__model=self.opts.model_name,
            object_id=imported.pk,
        ).order_by("-action_time", "-pk")

    def _log(self, request, imported, number):
        """Who was at it last; what one clerk does in a row is one entry."""
        words = f"审稿：第 {number} 页"
        last = self._entries(imported).first()
        if last and (last.user_id, last.get_change_message()) == (request.user.pk, words):
            LogEntry.objects.filter(pk=last.pk).update(action_time=timezone.now())
        else:
            LogEntry.objects.log_actions(request.user.pk, [imported], CHANGE, words)

    # Showing

    def _screen(self, request, screen, *, may_change):
        context = self.admin_site.each_context(request) | {
            "title": f"审稿：{screen.title}",
            "opts": self.opts,
            "may_change": may_change,
            "may_accept": may_change and self.may_accept(request),
            "may_add_department": request.user.has_perm("departments.add_department"),
            "issues": screen.imported.issues() if screen.imported.accepted_at else [],
        }
        return TemplateResponse(
            request, "admin/articles/importing/review.html", context | screen.context
        )

    def _parts(self, request, screen):
        """What a change of the arrangement changes on the screen, for its script."""
        may_add = request.user.has_perm("departments.add_department")
        context = screen.context | {"may_change": True, "may_add_department": may_add}
        folder = "admin/articles/importing"
        return {
            "revision": screen.page.revision,
            "review": screen.review.model_dump(mode="json"),
            "marks": render_to_string(f"{folder}/marks.html", context, request),
            "stories": render_to_string(f"{folder}/stories.html", context, request),
        }


class Screen:
    """A page of an import as it stands, and what the templates ask about it."""

    def __init__(self, imported, number):
        self.imported, self.number = imported, number
        self.drafts = drafts_of(imported)
        if not 1 <= number <= len(self.drafts):
            raise Http404("没有这一页。")
        self.page, self.draft = self.drafts[number - 1]
        self.reviews = [review_of(page) for page, _ in self.drafts]
        self.departments = dict(Department.objects.values_list("pk", "name"))
        self.pages = [
            {
                "number": place,
                "name": _name(draft, review.decisions) or str(page),
                "url": review_url(imported, place),
                "is_current": place == number,
                **self._open(draft, review.decisions),
            }
            for place, ((page, draft), review) in enumerate(self._reviewed(), 1)
        ]
        self.source = source_of(self.page)

    @property
    def review(self):
        """How the page stands."""
        return self.reviews[self.number - 1]

    def show(self, review):
        """Show another review than the stored one: what a clerk sent."""
        self.reviews[self.number - 1] = review

    @property
    def title(self):
        return self.pages[self.number - 1]["name"]

    @property
    def context(self):
        departments = self.departments
        page = shown(
            self.source, self.review, self.draft, departments, self._meetings(), self._picture_url
        )
        others = [page for page in self.pages if not page["is_current"]]
        return {
            "imported": self.imported,
            "imported_page": self.page,
            "number": self.number,
            "pages": self.pages,
            "elsewhere": {
                name: sum(other[name] for other in others)
                for name in ("doubts", "waiting", "asking")
            },
            "page": page,
            "source": self.source,
            "image_url": self.source.image and self._picture_url(self.source.image),
            "roles": [(str(role), label) for role, label in ROLES.items()],
            "departments": departments,
            "data": {
                "revision": self.page.revision,
                "review": self.review.model_dump(mode="json"),
                "proposed": proposed_review(self.page).model_dump(mode="json"),
                "blocks": [
                    {"key": block.key, "lines": [line.text for line in block.lines]}
                    for block in as_read(self.page).blocks
                ],
            },
        }

    def _meetings(self):
        """What accepting would make of meetings that are known already, by story."""
        if self.imported.accepted_at:
            return {}
        pages = [foreseen(draft, review.decisions) for (_, draft), review in self._reviewed()]
        day = days_of(self.imported, [page.masthead for page in pages])[self.number - 1]
        found = meetings.known(day, [page.stories for page in pages], naming.who)
        return found[self.number - 1]

    def _reviewed(self):
        """((ImportedPage, PageDraft), Review) of each page of the import."""
        return zip(self.drafts, self.reviews, strict=True)

    def _open(self, draft, decisions):
        """How much of a page nobody looked at, or decided about."""
        rows = waiting(draft, decisions, self.departments)
        return {
            "doubts": sum(not doubt.is_seen for doubt in doubts(draft, decisions)),
            "waiting": len(rows),
            "asking": sum(row.asks_who for row in rows),
        }

    def _picture_url(self, name):
        args = [self.imported.pk, self.number, name]
        return reverse("admin:articles_import_picture", args=args)


def _page(imported, number):
    """The page of an import that is counted so, from 1."""
    page = imported.pages()[number - 1 : number].first() if number else None
    if page is None:
        raise Http404("没有这一页。")
    return page


def _name(draft, decisions):
    """A page as a clerk calls it: `第02版 全景`; "" where it has no number."""
    masthead = corrected_masthead(draft.masthead, decisions)
    return masthead.page_label and f"{masthead.page_label} {masthead.page_name}".strip()
