"""复制到公众号: the screen from which an article, or a whole issue, is copied into WeChat's editor.

The page shows what is copied as it will look there, though our policy forbids `style` attributes:
it carries the looks in `data-css`, and `admin/wechat.js` sets them through the CSSOM, which the
policy allows. No exception to the policy, no frame; without the script the words stand there plain,
and the source beneath them can be copied by hand.
"""

from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.safestring import mark_safe

from articles import wechat
from articles.models import Article, Issue, Publication
from articles.published import pages_with_stories


class WechatAdmin:
    """Mixed into the admins of articles and issues."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.wechat_view)
        return [path("<int:pk>/wechat/", view, name=self._wechat_name()), *super().get_urls()]

    def _wechat_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_wechat"

    def wechat_view(self, request, pk):
        row = self._changeable(request, pk)
        post = wechat_post(row, request.user, request.build_absolute_uri)
        context = {
            **self.admin_site.each_context(request),
            "title": "复制到公众号",
            "row": row,
            "back": reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[pk]
            ),
            "is_public": type(row).objects.published().filter(pk=pk).exists(),
            "post": post,
            "preview": mark_safe(post.preview),  # noqa: S308 -- written by wechat.py, all escaped
            "warnings": list(post.warnings()),
        }
        return TemplateResponse(request, "admin/articles/wechat.html", context)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and self.has_change_permission(request, obj):
            context["wechat_url"] = reverse(f"admin:{self._wechat_name()}", args=[obj.pk])
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def wechat_post(row, user, absolute):
    """The Post of an article or an issue, with the drafts that a user may see: one prepares."""
    publication = Publication.objects.current()
    if isinstance(row, Issue):
        withdrawn = row.articles.withdrawn().values("pk")
        articles = Article.objects.visible_to(user).exclude(pk__in=withdrawn)
        pages = pages_with_stories(row, articles)
        return wechat.of_issue(row, pages, publication, absolute)
    article = Article.objects.for_detail().get(pk=row.pk)
    return wechat.of_article(article, publication, absolute)
