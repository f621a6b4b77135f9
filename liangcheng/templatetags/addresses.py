"""`{% url %}` for what a page links to: the address of a view is worked out once in each process.

It stands in for Django's own tag in all templates (`TEMPLATES`), which takes longer over one than a
page over a paragraph. What that does beyond keys by position is left to it, and so is a thing as a
key: it is the same when it has moved to another address.
"""

from django import template
from django.template.defaulttags import URLNode, url
from django.utils.html import conditional_escape

from liangcheng.fast.addresses import address

register = template.Library()


class RememberedURLNode(URLNode):
    def render(self, context):
        if not (self.kwargs or self.asvar):
            view = self.view_name.resolve(context)
            keys = [key.resolve(context) for key in self.args]
            if _is_plain(view) and all(isinstance(key, str | int) for key in keys):
                path = address(view, *keys)
                return conditional_escape(path) if context.autoescape else path
        return super().render(context)


def _is_plain(view):
    # A namespace may be another one for each request.
    return isinstance(view, str) and ":" not in view


@register.tag("url")
def remembered_url(parser, token):
    node = url(parser, token)
    return RememberedURLNode(node.view_name, node.args, node.kwargs, node.asvar)
