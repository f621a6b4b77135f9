"""Parts of addresses: an issue's key, a year, a month."""

import re
from datetime import date
from typing import NamedTuple

from django.urls.converters import StringConverter


class IssueKey(NamedTuple):
    """Which issue an address names."""

    issued_on: date
    edition: int


class IssueConverter:
    """`2021-04-14`, or `2021-04-14-2` for the second edition of that day."""

    # [0-9]: \d would also take full-width digits, a second address.
    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[1-9][0-9]?)?"
    pattern = re.compile(r"([0-9-]{10})(?:-([0-9]+))?")

    def to_python(self, value):
        day, edition = self.pattern.fullmatch(value).groups()
        if edition == "1":
            raise ValueError("the first edition has no number: one address an issue")
        return IssueKey(date.fromisoformat(day), int(edition or 1))

    def to_url(self, issue):
        """Of an Issue, or of its key."""
        return getattr(issue, "key", issue)


def find_issue_key(text):
    """The key that a text such as `2021-04-14` writes; None where it is not of that form."""
    try:
        return IssueConverter().to_python(re.fullmatch(IssueConverter.regex, text)[0])
    except (TypeError, ValueError):  # not of this form; no such day
        return None


class PageNumberConverter(StringConverter):
    """A page's number as printed: `02`, `A3`."""

    regex = r"[0-9A-Za-z]{1,6}"


class SlugConverter(StringConverter):
    """A slug that keeps Chinese, unlike Django's. No NUL: PostgreSQL refuses to look for one."""

    regex = r"[^/\x00]+"


class YearConverter:
    regex = r"[0-9]{4}"

    def to_python(self, value):
        return date(int(value), 1, 1).year  # ValueError for the year 0000: not found

    def to_url(self, value):
        return f"{value:04}"


class MonthConverter:
    regex = r"0[1-9]|1[0-2]"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:02}"
