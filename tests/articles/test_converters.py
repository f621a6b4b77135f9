"""Parts of addresses."""

from datetime import date

import pytest
from django.urls import Resolver404, resolve, reverse

from articles.models import Issue


@pytest.mark.parametrize("edition, key", [(1, "2021-04-14"), (2, "2021-04-14-2")])
def test_issue_address_and_back(edition, key):
    issue = Issue(issued_on=date(2021, 4, 14), edition=edition)

    path = reverse("issue", args=[issue])

    assert path == f"/issues/{key}/"
    assert resolve(path).kwargs["issue"] == (issue.issued_on, edition)


@pytest.mark.parametrize("key", ["2021-4-14", "2021-04-14-1", "2021-04-14-0", "2021-02-29"])
def test_other_spellings_of_an_issue_are_no_address(key):
    with pytest.raises(Resolver404):
        resolve(f"/issues/{key}/")


@pytest.mark.parametrize(
    "path",
    ["/issues/２０２１/", "/tags/\x00/", "/issues/2021-04-14/\x00/", "/issues/2021-04-14/０２/"],
)
def test_full_width_digits_and_nul_are_no_address(path):
    with pytest.raises(Resolver404):
        resolve(path)
