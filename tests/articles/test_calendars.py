"""Meetings as iCalendar."""

from datetime import date

import pytest
from icalendar import Calendar

from tests.factories import make_article, make_meeting

pytestmark = pytest.mark.django_db


def events(client, path):
    response = client.get(path)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def published(**fields):
    meeting = make_meeting(**fields)
    make_article(published=True).meetings.add(meeting)
    return meeting


def test_meeting_of_one_day_lasts_that_day(client):
    meeting = published(name="云栖座谈会", held_on="2023-05-10", location="云栖会堂")

    (event,) = events(client, f"/meetings/{meeting.pk}.ics")

    assert event["summary"] == "云栖座谈会"
    assert event["location"] == "云栖会堂"
    assert (event.start, event.end) == (date(2023, 5, 10), date(2023, 5, 11))
    assert event["status"] == "CONFIRMED"


def test_meeting_of_lately_lasts_its_interval_and_says_that_it_is_not_exact(client):
    meeting = published(held_on="2023-05-03/2023-05-10", held_on_as_printed="近日")

    (event,) = events(client, f"/meetings/{meeting.pk}.ics")

    assert (event.start, event.end) == (date(2023, 5, 3), date(2023, 5, 11))
    assert event["status"] == "TENTATIVE"
    assert "近日" in event["description"]


def test_cancelled_meeting_is_cancelled_in_the_calendar_too(client):
    meeting = published(held_on="2023-05-10", status="cancelled")

    (event,) = events(client, f"/meetings/{meeting.pk}.ics")

    assert event["status"] == "CANCELLED"


def test_feed_holds_all_dated_meetings_and_no_undated_one(client):
    for held_on in ("2023-05-10", "/2023-05-17", ""):
        published(held_on=held_on)

    assert len(events(client, "/feeds/meetings.ics")) == 2


def test_meeting_on_the_last_day_that_can_be_written_spoils_no_feed(client):
    """One that was stored before such days were refused."""
    last = published(name="错打的会议", held_on="9999-12-31")
    published(held_on="2023-05-10")

    found = {str(event["summary"]): event for event in events(client, "/feeds/meetings.ics")}

    assert len(found) == 2
    assert found["错打的会议"].start == date.max
    assert client.get(last.get_absolute_url()).status_code == 200
    assert client.get("/meetings/9999/12/").status_code == 200


def test_meeting_of_several_days_is_exact(client):
    meeting = published(held_on="2023-05-08/2023-05-10")

    (event,) = events(client, f"/meetings/{meeting.pk}.ics")

    assert event["status"] == "CONFIRMED"
    assert "description" not in event
