"""Locking rows before they are changed: of two who write at once, one waits for the other."""


def lock(model, keys, *, to_delete=False):
    """Keep everybody else from changing the rows of these keys until the transaction ends.

    All lock in one order, issues before pages, meetings and articles, these before their parts, and
    each by its key, so that no two wait for each other. Who only refers to the rows need not wait,
    unless they are locked `to_delete`. By key, for a model's usual order may lock other tables too.
    """
    rows = model.objects.filter(pk__in=keys).order_by("pk")
    list(rows.select_for_update(no_key=not to_delete).values_list("pk"))
