"""A page of rows, and where the next begins: each costs as much as the first."""

from datetime import date

from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.http import Http404

from articles.api.conditions import NO_SUCH_PLACE

# Without a time, so that the same list has the same cursor and the same ETag tomorrow.
SIGNER = Signer(salt="articles.api.paging")


def page(parts, limit, cursor):
    """Up to `limit` rows of some lists one after the other, and the cursor of the next page.

    `parts` are (queryset, fields): ordered by one or two fields without nulls, both up or both
    down, that together tell the rows apart. The cursor holds the last row's values, signed, so that
    it can be trusted, and still leads on where that row is gone. Raises Http404 for another one.
    """
    first, values = _read(cursor, parts)
    found = []
    for number, (rows, fields) in enumerate(parts[first:], first):
        if values:
            rows = rows.filter(_beyond(fields, values))
        rows = rows.order_by(*fields)[: limit + 1 - len(found)]
        found += [(number, row) for row in rows]
        values = None
        if len(found) > limit:
            return [row for _, row in found[:limit]], _write(*found[limit - 1], parts)
    return [row for _, row in found], ""


def _beyond(fields, values):
    """The condition of the rows after the one with these values.

    Not as (a < x or (a = x and b < y)), with which SQLite leaves the index.
    """
    names = [field.removeprefix("-") for field in fields]
    onwards, back = ("lt", "gte") if fields[0].startswith("-") else ("gt", "lte")
    if len(names) == 1:
        return Q(**{f"{names[0]}__{onwards}": values[0]})
    reached = Q(**{f"{names[0]}__{onwards}e": values[0]})
    passed = Q(**{names[0]: values[0], f"{names[1]}__{back}": values[1]})
    return reached & ~passed


def _write(number, row, parts):
    values = [getattr(row, field.removeprefix("-")) for field in parts[number][1]]
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return SIGNER.sign_object([_label(parts), number, plain])


def _read(cursor, parts):
    if not cursor:
        return 0, None
    try:
        label, number, values = SIGNER.unsign_object(cursor)
    except BadSignature as error:
        raise Http404(NO_SUCH_PLACE) from error
    if label != _label(parts):  # of another list
        raise Http404(NO_SUCH_PLACE)
    return number, values


def _label(parts):
    return parts[0][0].model._meta.model_name


def listed(request, response, items, cursor, **more):
    """What a list answers: its items, and the address of the next page, also as `Link` header."""
    following = None
    if cursor:
        parameters = request.GET.copy()
        parameters["cursor"] = cursor
        following = request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
        response["Link"] = f'<{following}>; rel="next"'
    if not more.get("is_complete", True):
        # The database was busy: nobody else shall be told so, nor this one again.
        response["Cache-Control"] = "no-store"
    return {"items": items, "next": following, **more}
