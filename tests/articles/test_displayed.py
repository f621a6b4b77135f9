"""What was taken over from the printed page as it stands, shown without what we set ourselves."""

import pytest

from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "signoff, displayed",
    [
        ("（云栖办）", "云栖办"),
        ("(云栖办 安栖办)", "云栖办 安栖办"),
        ("云栖办（安栖办协助）", "云栖办（安栖办协助）"),
        ("（云栖办）（安栖办）", "（云栖办）（安栖办）"),
    ],
)
def test_brackets_of_a_signoff_are_not_shown_twice(signoff, displayed):
    assert make_article(signoff=signoff).displayed_signoff == displayed


@pytest.mark.parametrize(
    "subheadline, displayed",
    [
        ("——压实责任 筑牢防线", "压实责任 筑牢防线"),
        ("— 压实责任", "压实责任"),
        ("--压实责任", "压实责任"),
        ("压实责任——筑牢防线", "压实责任——筑牢防线"),
        ("-5℃也开门", "-5℃也开门"),
        ("", ""),
    ],
)
def test_dash_before_a_subheadline_is_not_shown_twice(subheadline, displayed):
    assert make_article(subheadline=subheadline).displayed_subheadline == displayed
