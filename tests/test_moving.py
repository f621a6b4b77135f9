"""The move to another database that docs/deploy.md describes."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from articles.models import Article
from articles.search import upkeep
from tests.factories import make_article


def everything():
    """What each article says and is connected with, by its number."""
    return {
        article.pk: (
            article.headline,
            article.plain_text,
            article.summary,
            article.displayed_signoff,
            sorted(tag.name for tag in article.tags.all()),
            [str(meeting) for meeting in article.meetings.all()],
        )
        for article in Article.objects.all()
    }


@pytest.mark.django_db(transaction=True)
def test_everything_arrives_under_its_own_number(edition, editor, tmp_path):
    for _ in range(2):
        make_article("通知", published=True).tags.add("公告")
        make_article("", department=False)
    before = everything()
    accounts, paper = tmp_path / "accounts.json", tmp_path / "paper.json"
    call_command(
        "dumpdata",
        "auth",
        "taggit",
        exclude=["auth.permission"],
        use_natural_foreign_keys=True,
        output=str(accounts),
    )
    derived = [
        *("articles.searchentry", "articles.searchtext", "articles.searchword"),
        "articles.generationstep",
    ]
    call_command("dumpdata", "departments", "articles", exclude=derived, output=str(paper))

    call_command("flush", interactive=False, verbosity=0)
    assert not Article.objects.exists()
    call_command("loaddata", accounts, paper, verbosity=0)

    assert everything() == before
    assert not upkeep.problems()
    assert User.objects.get(username="editor").has_perm("articles.change_article")
