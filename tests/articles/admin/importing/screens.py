"""The import's screens as tests use them: addresses, what is sent, what is shown and stored."""

import json

from django.urls import reverse

from articles.importing.reviewing import review_of
from tests.admin_forms import form_data
from tests.articles.importing.reading_room import read_page

BUDGET = 20
SECOND = {
    "headline": "口袋公园开放",
    "body": ["口袋公园五月一日开放，居民说好。"],
    "signoff": "（云栖办）",
}
MEETING = {
    "headline": "云栖街道召开环境整治推进会",
    "body": ["5月8日，云栖街道召开环境整治推进会。街道党工委书记苏合主持会议。"],
    "signoff": "（云栖办）",
}
UPLOAD = "admin:articles_import_add"


def url(name, imported, *args):
    return reverse(f"admin:articles_import_{name}", args=[imported.pk, *args])


def pages_of_a_file(number, *stories):
    """So many pages, 01, 02 …, each with these stories."""
    return [read_page(*stories, number=f"0{n}", number_in_file=n) for n in range(1, number + 1)]


def review_url(imported, number=1):
    return url("review", imported, number)


def send(client, **data):
    return client.post(reverse(UPLOAD), data)


def autosave(client, imported, change, revision=0):
    """Send a review as its script does: `change(review)` changes its JSON in place."""
    review = review_of(imported.pages().first()).model_dump(mode="json")
    change(review)
    data = {"review": json.dumps(review), "revision": revision, "_autosave": "1"}
    return client.post(review_url(imported), data)


def write(client, imported, opened=None, **fields):
    """Send the plain form with some fields written anew."""
    data = opened or form_data(client.get(review_url(imported)))
    return client.post(review_url(imported), data | fields)


def shown(client, imported, number=1):
    """What the screen's templates are given: its rows."""
    return client.get(review_url(imported, number)).context["page"]


def arranged(imported):
    """[(block, role, story)] as stored."""
    placements = review_of(imported.pages().first()).arrangement.placements
    return [(placement.block, str(placement.role), placement.story) for placement in placements]


def decisions(imported):
    return review_of(imported.pages().first()).decisions
