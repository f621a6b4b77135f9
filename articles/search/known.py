"""What the database knows of a question's words: who bears a name, which issue is of a day."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Q

from articles import public
from articles.models import Issue, SearchWord
from articles.search.analysis import runs
from articles.search.documents import label


@dataclass(frozen=True)
class Known:
    """Key of a name → labels of its bearers; label → all names of that bearer, folded.

    `issues` is (day, edition) → primary key.
    """

    bearers: dict = field(default_factory=dict)
    names: dict = field(default_factory=dict)
    issues: dict = field(default_factory=dict)


def known(keys, issues, *, everything=False):
    """What is known of names (`SearchWord.key`) and issues ((day, edition) pairs).

    What readers may not see is as unknown as what does not exist, unless staff ask for
    `everything`: otherwise an answer would tell that somebody stands in a draft.
    """
    found = Known()
    if keys:
        names = SearchWord.objects.exclude(label="")
        labels = names.filter(key__in=keys).values("label")
        rows = list(names.filter(label__in=labels).order_by("pk"))
        hidden = set() if everything else _hidden({row.label for row in rows})
        for row in rows:
            if row.label not in hidden:
                found.bearers.setdefault(row.key, set()).add(row.label)
                found.names.setdefault(row.label, []).append(runs(row.text))
    if issues:
        days = reduce(or_, (Q(issued_on=day, edition=edition) for day, edition in issues))
        of_all = Issue.objects.all() if everything else Issue.objects.published()
        for issue in of_all.filter(days):
            found.issues[issue.issued_on, issue.edition] = issue.pk
    return found


def _hidden(labels):
    """The labels of people and tags that the public does not see. Departments are public."""
    hidden = set()
    for kind, seen in (("per", public.people), ("tag", public.tags)):
        asked = {one for one in labels if one.startswith(kind)}
        if asked:
            keys = seen().filter(pk__in=[int(one.removeprefix(kind)) for one in asked])
            hidden |= asked - {label(kind, key) for key in keys.values_list("pk", flat=True)}
    return hidden
