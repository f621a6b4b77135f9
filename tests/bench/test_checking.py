"""The check of recall and precision notices what is missed and what is wrong."""

from datetime import date

import pytest

from articles.models import SearchEntry
from tests.bench.checking import check
from tests.bench.questions import Asked
from tests.factories import make_article, make_department, make_issue, make_page

pytestmark = pytest.mark.django_db

WORD = Asked("步道", words=("步道",))


@pytest.fixture
def paths():
    """Two published articles that hold 步道."""
    return [
        make_article(f"口袋公园{number}", body="<p>步道修好了</p>", published=True)
        for number in "一二"
    ]


def test_check_of_a_right_index_is_clean(paths):
    make_article("步道的稿子")  # a draft

    checked = check([WORD])

    assert (checked.wanted, checked.found, checked.missed, checked.wrong) == (2, 2, 0, 0)
    assert checked.examples == []


def test_check_notices_what_is_missed(paths):
    SearchEntry.objects.filter(article=paths[0]).delete()

    checked = check([WORD])

    assert (checked.wanted, checked.missed, checked.wrong) == (2, 1, 0)
    assert str(paths[0].pk) in checked.examples[0]


def test_check_notices_what_is_wrong(paths):
    paths[0].__class__.objects.filter(pk=paths[0].pk).update(published_at=None, status="draft")
    SearchEntry.objects.filter(article=paths[0]).update(published_at="2020-01-01T00:00Z")

    checked = check([WORD])

    assert (checked.wanted, checked.missed, checked.wrong) == (1, 0, 1)


def test_check_knows_every_condition():
    office = make_department("竹影办")
    page = make_page(make_issue(date(2020, 5, 1), published=True))
    right = make_article(
        "步道开工", body="<p>公园里</p>", page=page, department=office, published=True
    )
    make_article("步道开工", body="<p>公园里</p>", page=page, published=True)
    make_article("开工", body="<p>步道，公园</p>", page=page, department=office, published=True)

    checked = check(
        [
            Asked("步道 部门:竹影办", words=("步道",), department=office.pk),
            Asked("标题:步道 -公园里", headline=("步道",), without=("公园里",)),
            Asked("标题:步道 日期:2021", headline=("步道",), since=date(2021, 1, 1)),
            Asked("步道开工 日期:..2019", words=("步道开工",), until=date(2019, 12, 31)),
        ]
    )

    assert (checked.wanted, checked.missed, checked.wrong) == (2, 0, 0), checked.examples
    assert right.pk
