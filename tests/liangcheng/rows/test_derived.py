import json

import pytest
from django.core.management import call_command

from articles.models import Article, Page
from liangcheng.rows.derived import next_position
from tests.factories import make_article, make_issue, make_page

pytestmark = pytest.mark.django_db


def test_derived_fields_follow_on_save():
    article = make_article(body="<p>步道</p>")

    article.body = "<p>新步道</p>"
    article.save()

    article.refresh_from_db()
    assert article.plain_text == "新步道"


def test_derived_fields_follow_in_fixtures_too(tmp_path):
    fixture = tmp_path / "articles.json"
    row = {
        "model": "articles.article",
        "fields": {
            "headline": "步道",
            "body": "<div onclick='x()'>步道<script>x()</script></div>",
            "created_at": "2023-05-10T08:00:00+08:00",
            "updated_at": "2023-05-10T08:00:00+08:00",
        },
    }
    fixture.write_text(json.dumps([row]))

    call_command("loaddata", fixture, verbosity=0)

    article = Article.objects.get()
    assert article.body == "<p>步道</p>"
    assert article.plain_text == "步道"


def test_next_position_of_an_only_child_is_one():
    assert next_position(make_issue().pages, "sequence") == 1


def test_next_position_comes_after_the_last_sibling():
    issue = make_issue()
    make_page(issue, sequence=7)

    assert next_position(issue.pages, "sequence") == 8
    assert next_position(Page.objects.none(), "sequence") == 1
