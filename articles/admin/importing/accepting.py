"""An import that was looked through becomes a draft issue (采用)."""

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_POST

from articles.admin.importing.reviewing import review_url
from articles.importing.accepting import AlreadyThere, JoinsPublic, NotAccepted, accept
from articles.models import Issue
from liangcheng.chinese.text import key_of
from liangcheng.desk.screens import change_url

# What accepting writes: whoever accepts may do as much by hand.
ENTERED = (
    "articles.add_issue",
    "articles.change_issue",
    "articles.add_page",
    "articles.change_page",
    "articles.add_article",
    "articles.change_article",
    "articles.add_signoff",
    "articles.add_photo",
    "articles.add_mention",
    "departments.add_person",
    "departments.add_meeting",
    "departments.change_meeting",
    "departments.add_attendance",
)
# What gives way besides, where a page is replaced.
REPLACED = ("articles.delete_article", "articles.delete_signoff", "articles.delete_photo")
NO_REPLACING = (
    "您没有删除稿件、发稿单位和图片的权限，不能换掉已经有的版。请有这些权限的同事来采用，"
    "或到那一版里直接改稿件。"
)


class AcceptMixin:
    """The address `<import>/accept/`: at once, or after the clerk was asked.

    Which pages to replace, and whether new ones may join an issue that readers see.
    """

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.accept_view))
        return [path("<int:pk>/accept/", view, name="articles_import_accept"), *super().get_urls()]

    def may_accept(self, request):
        """Whether somebody may write what an import becomes."""
        return request.user.has_perms(ENTERED)

    def may_replace(self, request):
        """Whether somebody may take away what a replaced page had."""
        return request.user.has_perms(REPLACED)

    def accept_view(self, request, pk):
        imported = self._seen(request, pk)
        if not self.has_change_permission(request, imported) or not self.may_accept(request):
            raise PermissionDenied
        replacing = request.POST.getlist("replacing")
        if replacing and not self.may_replace(request):
            self.message_user(request, NO_REPLACING, messages.ERROR)
            return HttpResponseRedirect(review_url(imported))
        known = set(Issue.objects.values_list("pk", flat=True))
        try:
            joining = key_of(request.POST.get("joining"))
            issue = accept(imported, by=request.user, replacing=replacing, joining=joining)
        except AlreadyThere as there:
            return self._ask_to_replace(request, imported, there.differences)
        except JoinsPublic as refusal:
            return self._ask_to_join(request, imported, refusal, replacing)
        except NotAccepted as refusal:
            for sentence in refusal.sentences:
                self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(review_url(imported))
        self._log_accepted(request, imported, issue, is_new=issue.pk not in known)
        self._tell(request, issue, self._counted(imported))
        return HttpResponseRedirect(change_url(issue))

    def _tell(self, request, issue, counted):
        if issue.status == Issue.Status.DRAFT:
            sentence = f"已存成草稿：{issue}，{counted}。看一遍，没有问题就可以发布。"
            self.message_user(request, sentence, messages.SUCCESS)
        else:
            when = "已经定时，到时候" if issue.state == "scheduled" else "已经发布，"
            sentence = (
                f"已存进{issue}：{counted}。这一期{when}读者看得到版和版面图；"
                "新的稿件还是草稿，看一遍，要一篇一篇发布。"
            )
            self.message_user(request, sentence, messages.WARNING)

    def _counted(self, imported):
        pages = [page.page for page in imported.pages().select_related("page")]
        articles = sum(page.articles.count() for page in pages if page)
        return f"{len(pages)} 版、{articles} 篇稿件"

    def _log_accepted(self, request, imported, issue, *, is_new):
        LogEntry.objects.log_actions(request.user.pk, [imported], CHANGE, f"采用为{issue}")
        verb = ADDITION if is_new else CHANGE
        LogEntry.objects.log_actions(request.user.pk, [issue], verb, f"由《{imported}》导入")

    def _ask_to_replace(self, request, imported, differences):
        """Pages of these numbers are there: what would change, and whether to replace them."""
        refusal = "" if self.may_replace(request) else NO_REPLACING
        is_public = any(difference.published for difference in differences)
        context = self.admin_site.each_context(request) | {
            "title": "这一期已经有这些版了",
            "opts": self.opts,
            "imported": imported,
            "differences": differences,
            "refusal": refusal,
            "may_replace": not refusal and not is_public,
            "review_url": review_url(imported),
        }
        return TemplateResponse(request, "admin/articles/importing/replace.html", context)

    def _ask_to_join(self, request, imported, refusal, replacing):
        """The issue is public: what readers will see at once, and whether it may join."""
        context = self.admin_site.each_context(request) | {
            "title": "这一期已经发布",
            "opts": self.opts,
            "imported": imported,
            "issue": refusal.issue,
            "sentence": str(refusal),
            "replacing": replacing,
            "review_url": review_url(imported),
        }
        return TemplateResponse(request, "admin/articles/importing/join.html", context)
