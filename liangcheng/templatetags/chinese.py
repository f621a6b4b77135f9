"""Chinese as it is written, for the desk's templates."""

from django.template import Library

from liangcheng.chinese import text

register = Library()
register.filter("closed_up", text.closed_up)
