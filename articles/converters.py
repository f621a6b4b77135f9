"""Parts of addresses: an issue's key, a year, a month."""

import re
from datetime import date
from typing import NamedTuple


class IssueKey(NamedTuple):
    """Which issue an address names."""

    issued_on: date
    edition: int


class IssueConverter:
    """`2021-04-14`, or `2021-04-14-2` for the second edition of that day."""

    regex = r"\d{4}-\d{2}-\d{2}(?:-[1-9]\d?)?"
    pattern = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(\d+))?")

    def to_python(self, value):
        day, edition = self.pattern.fullmatch(value).groups()
        if edition == "1":
            raise ValueError("the first edition has no number: one address an issue")
        return IssueKey(date.fromisoformat(day), int(edition or 1))

    def to_url(self, issue):
        return issue.key


class YearConverter:
    regex = r"\d{4}"

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
