"""Meetings as iCalendar (RFC 5545)."""

from datetime import date, timedelta

from django.utils import timezone
from icalendar import Calendar, Event


def meetings_calendar(meetings, absolute):
    """The meetings that have a date, as the bytes of an iCalendar file.

    `absolute` makes a full address of a path. The paper knows days, not hours: each event lasts
    whole days, from the earliest to the latest day possible; one that is not exact says so.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//liangcheng//meetings//ZH")
    calendar.add("version", "2.0")
    calendar.add("name", "会议")
    for meeting in meetings:
        if meeting.latest_on or meeting.earliest_on:
            calendar.add_component(_event(meeting, absolute))
    return calendar.to_ical()


def _event(meeting, absolute):
    event = Event()
    address = absolute(meeting.get_absolute_url())
    first = meeting.earliest_on or meeting.latest_on
    last = meeting.latest_on or meeting.earliest_on
    event.add("uid", address)
    event.add("url", address)
    event.add("dtstamp", timezone.now())
    event.add("summary", meeting.name)
    event.add("dtstart", first)
    if last < date.max:  # no day follows it
        event.add("dtend", last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    cancelled = meeting.status == meeting.Status.CANCELLED
    event.add(
        "status", "CANCELLED" if cancelled else "CONFIRMED" if meeting.is_exact else "TENTATIVE"
    )
    if meeting.location:
        event.add("location", meeting.location)
    if not meeting.is_exact:
        printed = f"报上写“{meeting.held_on_as_printed}”，" if meeting.held_on_as_printed else ""
        event.add("description", f"{printed}具体日期不详：{meeting.displayed_date}。")
    return event
