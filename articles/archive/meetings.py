"""The meetings that articles report, and who took part."""

from dataclasses import dataclass
from datetime import timedelta

from liangcheng.chinese.dates import lately
from liangcheng.chinese.pinyin import lookup_key, plain_reading

NEW_MEETING, SAME_MEETING, LATELY_HELD = 1 / 7, 0.17, 0.4
ROLES = ("chair", "speaker", "attend", "participate")


@dataclass(frozen=True)
class Reported:
    """A meeting as articles name it; `topic` is the number of the topic."""

    key: int
    name: str
    classification: str
    topic: int


class Meetings:
    """Adds meetings to `tables`; about one article in six reports one."""

    def __init__(self, random, world, first_key, subjects, tables):
        self._random = random
        self._world = world
        self._first_key = first_key
        self._topics, self._systems = subjects
        self._tables = tables
        self._last = None

    def reported(self, number, issue, organiser, officials, location):
        """The meeting that the article of this number reports, or None.

        Sometimes the one that the article before it reports too.
        """
        last, self._last = self._last, None
        if last:
            if self._random.random() < SAME_MEETING:
                return last
        elif self._random.random() < NEW_MEETING:
            self._last = self._add(number, issue, organiser, officials, location)
        return self._last

    def _add(self, number, issue, organiser, officials, location):
        key = self._first_key + number
        # By number and not by chance: no name comes twice in the same week.
        topic = number % len(self._topics)
        subject = self._systems[number // len(self._topics) % len(self._systems)]
        classification, kind = self._random.choice(self._world.meeting_kinds)
        name = f"{self._world.subdistrict}{self._topics[topic]}{subject}{kind}"
        lookup = lookup_key(name, plain_reading(name))
        when = self._when(issue)
        self._tables["departments.Meeting"].append(
            (key, name, lookup, classification, *when, location)
        )
        self._tables["departments.Meeting_organisers"].append((key, organiser.key))
        attendances = [
            (key, role, official.key, "", position)
            for position, (role, official) in enumerate(zip(ROLES, officials, strict=False), 1)
        ]
        others = (key, "participate", None, "各居民区负责人", len(attendances) + 1)
        self._tables["departments.Attendance"] += [*attendances, others]
        return Reported(key, name, classification, topic)

    def _when(self, issue):
        """As printed, as EDTF, first and last day."""
        if issue.previous_on and self._random.random() < LATELY_HELD:
            days = issue.previous_on, issue.issued_on
            return "近日", lately(*days), *days
        day = issue.issued_on - timedelta(days=1)
        return f"{day.month}月{day.day}日", day.isoformat(), day, day
