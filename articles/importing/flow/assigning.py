"""The best one-to-one assignment of rows to columns, as a whole (Hungarian method)."""

from math import inf


def assigned(scores):
    """For each row of a matrix of scores its column, or None: the greatest sum of all.

    There may be more rows than columns or fewer: then some get none. After the method of Kuhn and
    Munkres with potentials, in O(n³).
    """
    rows = len(scores)
    columns = len(scores[0]) if rows else 0
    size = max(rows, columns)
    if not columns:
        return [None] * rows
    # Square, from 1, as costs: what is beyond the matrix costs nothing.
    costs = [[0.0] * (size + 1) for _ in range(size + 1)]
    for row, values in enumerate(scores, 1):
        for column, value in enumerate(values, 1):
            costs[row][column] = -value
    of_row, of_column = [0.0] * (size + 1), [0.0] * (size + 1)
    owner = [0] * (size + 1)
    for row in range(1, size + 1):
        _grow(row, costs, of_row, of_column, owner)
    out = [None] * rows
    for column in range(1, columns + 1):
        if owner[column] <= rows:
            out[owner[column] - 1] = column - 1
    return out


def _grow(row, costs, of_row, of_column, owner):
    """Find a column for one more row, moving others along the cheapest way."""
    size = len(owner) - 1
    owner[0], column = row, 0
    cheapest, came_from = [inf] * (size + 1), [0] * (size + 1)
    seen = [False] * (size + 1)
    while owner[column]:
        seen[column] = True
        here, step, following = owner[column], inf, 0
        for other in range(1, size + 1):
            if seen[other]:
                continue
            cost = costs[here][other] - of_row[here] - of_column[other]
            if cost < cheapest[other]:
                cheapest[other], came_from[other] = cost, column
            if cheapest[other] < step:
                step, following = cheapest[other], other
        for other in range(size + 1):
            if seen[other]:
                of_row[owner[other]] += step
                of_column[other] -= step
            else:
                cheapest[other] -= step
        column = following
    while column:
        owner[column] = owner[came_from[column]]
        column = came_from[column]
