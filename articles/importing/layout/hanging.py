"""Where no straight cut parts the stories: each column hangs from a headline (挂靠)."""

LEVEL = 0.7  # lines: two columns begin at one height
UNDER = 0.6  # of a column's width is under the headline that it hangs from


def hang(part, rules, scale, opens, is_finished):
    """{chunk: head} for the chunks of a part that are no head's, by these rules in turn:

    1. it stands directly under a headline;
    2. its left neighbour begins at the same height, no rule between: that one's headline;
    3. it stands under another chunk: that one's headline;
    4. a headline begins at its height.

    A chunk in the middle of a sentence goes on from one that is not finished.
    """
    in_heads = {id(chunk): head for head in part.heads for chunk in head.chunks}
    columns = sorted(
        (chunk for chunk in part.chunks if id(chunk) not in in_heads),
        key=lambda chunk: (round(chunk.rect.top / scale.pitch), chunk.rect.left),
    )
    hung = {}
    for chunk in columns:
        head = _above(chunk, part.heads, columns, rules)
        if head is not None:
            hung[chunk] = head
    for _ in range(len(columns)):
        before = len(hung)
        for chunk in columns:
            if chunk not in hung:
                found = _neighbour(chunk, columns, hung, rules, scale, opens, is_finished)
                if found is not None:
                    hung[chunk] = hung[found]
        if len(hung) == before:
            break
    for chunk in columns:
        if chunk not in hung:
            hung[chunk] = min(
                part.heads,
                key=lambda head: (
                    abs(head.rect.top - chunk.rect.top) + max(0, -head.rect.across(chunk.rect))
                ),
            )
    return hung


def _above(chunk, heads, columns, rules):
    """The headline that a chunk stands directly under, None if there is none."""
    best = None
    for head in heads:
        rect = head.rect
        if rect.middle[1] > chunk.rect.top or rect.across(chunk.rect) < UNDER * chunk.rect.width:
            continue
        between = [
            other.rect
            for other in columns
            if other is not chunk
            and other.rect.across(chunk.rect) > 0.3 * min(other.rect.width, chunk.rect.width)
            and rect.bottom - 2 < other.rect.middle[1] < chunk.rect.top
        ]
        between += [
            other.rect
            for other in heads
            if other is not head
            and other.rect.across(chunk.rect) > 0
            and rect.bottom - 2 < other.rect.middle[1] < chunk.rect.top
        ]
        between += [
            rule
            for rule in rules
            if rule.across(chunk.rect) > 0.5 * chunk.rect.width
            and rect.bottom < rule.middle[1] < chunk.rect.top
        ]
        if not between and (best is None or rect.bottom > best.rect.bottom):
            best = head
    return best


def _neighbour(chunk, columns, hung, rules, scale, opens, is_finished):
    """The chunk whose story this one belongs to: the column at its left, or what is above it."""
    left = [
        other
        for other in columns
        if other is not chunk
        and other in hung
        and other.rect.right <= chunk.rect.left + scale.em
        and other.rect.down(chunk.rect) > 0
        and not _is_ruled_off(other, chunk, rules)
    ]
    left.sort(key=lambda other: -other.rect.right)
    level = [
        other
        for other in left
        if abs(other.rect.top - chunk.rect.top) <= LEVEL * scale.pitch
        and chunk.rect.left - other.rect.right < 6 * scale.em
    ]
    above = [
        other
        for other in columns
        if other is not chunk
        and other in hung
        and other.rect.bottom <= chunk.rect.top + 2
        and other.rect.across(chunk.rect) > 0.5 * min(other.rect.width, chunk.rect.width)
        and not _is_ruled_off(other, chunk, rules)
    ]
    above.sort(key=lambda other: -other.rect.bottom)
    if level and (opens(chunk) or not is_finished(level[0])):
        return level[0]
    if above and (opens(chunk) or not is_finished(above[0])):
        return above[0]
    return next(iter(level or above), None)


def _is_ruled_off(one, other, rules):
    """Whether a rule runs between two chunks beside or over each other."""
    a, b = one.rect, other.rect
    for rule in rules:
        x, y = rule.middle
        if rule.height > rule.width:
            if a.right - 2 <= x <= b.left + 2 and rule.down(a) > 0 and rule.down(b) > 0:
                return True
        elif a.middle[1] < y < b.middle[1] and rule.across(a) > 0 and rule.across(b) > 0:
            return True
    return False
