"""Which people a page names, so that no phrase of a dictionary swallows them (`traditional.py`)."""

import re

from articles.models import Mention
from departments.models import Person

_LINK = re.compile(r'href="[^"]*/(articles|people)/(\d{1,18})/"')


def names_on(html):
    """Names of the people a page links to, and of those named in the articles it links to.

    One query. A page links only to what its reader may see, itself as its canonical address.
    """
    linked = {"articles": set(), "people": set()}
    for kind, pk in _LINK.findall(html):
        linked[kind].add(int(pk))
    if not any(linked.values()):
        return set()
    named = Mention.objects.published().filter(article__in=linked["articles"])
    people = Person.objects.filter(pk__in=linked["people"])
    names = people.order_by().values_list("name").union(named.order_by().values_list("name"))
    return {name for (name,) in names if name}
