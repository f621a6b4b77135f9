"""`{% url %}` for what a page links to: the address of a view is worked out once in each process.

It stands in for Django's own tag (`TEMPLATES`), which takes longer over one than a page over a
paragraph; what that does beyond positional keys is left to it.
"""

from django import template
from django.template.defaulttags import URLNode, url
from django.utils.html import conditional_escape

from liangcheng.addresses import address

register = template.Library()


class RememberedURLNode(URLNode):
    def render(self, context):
        view = self.view_name.resolve(context)
        keys = [key.resolve(context) for key in self.args]
        # A namespace may be another one for each request, a thing the same under another address.
        is_plain = ":" not in view and all(isinstance(key, str | int) for key in keys)
        if self.kwargs or self.asvar or not is_plain:
            return super().render(context)
        path = address(view, *keys)
        return conditional_escape(path) if context.autoescape else path


@register.tag("url")
def remembered_url(parser, token):
    node = url(parser, token)
    return RememberedURLNode(node.view_name, node.args, node.kwargs, node.asvar)
