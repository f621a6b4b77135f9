"""The best assignment is the best of all: held against trying every one."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from articles.importing.flow.assigning import assigned

matrices = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(-9, 9), min_size=columns, max_size=columns), min_size=1, max_size=5
    )
)


@given(matrices)
def test_no_other_assignment_is_worth_more(scores):
    rows, columns = len(scores), len(scores[0])
    wide = max(rows, columns)
    square = [
        [scores[row][column] if row < rows and column < columns else 0 for column in range(wide)]
        for row in range(wide)
    ]

    found = assigned(scores)

    taken = [column for column in found if column is not None]
    assert len(set(taken)) == len(taken) == min(rows, columns)
    worth = sum(scores[row][column] for row, column in enumerate(found) if column is not None)
    assert worth == max(
        sum(square[row][column] for row, column in enumerate(order))
        for order in permutations(range(wide))
    )


def test_nothing_to_assign():
    assert assigned([]) == []
    assert assigned([[], []]) == [None, None]
