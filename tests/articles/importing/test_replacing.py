"""A new version of a page: its difference is shown first; what readers know is not replaced."""

import pytest
from django.core.files.storage import default_storage

from articles.importing import entering
from articles.importing.accepting import AlreadyThere, NotAccepted, accept
from articles.models import Article, Issue, Page, Signoff
from articles.search import upkeep
from tests.articles.importing.reading_room import (
    SECOND,
    STORY,
    decide,
    everything_taken,
    make_import,
    read_page,
    read_text,
)
from tests.factories import make_department

pytestmark = pytest.mark.django_db


def test_page_that_is_there_is_not_replaced_unasked(editor):
    first = accept(make_import(read_page(STORY, SECOND)), by=editor)
    changed = STORY | {"body": ["近日，云栖街道整修了四处便民步道。", "居民出行更方便了。"]}
    third = SECOND | {"headline": "社区食堂开张", "body": ["社区食堂上周开张。"]}

    with pytest.raises(AlreadyThere) as refused:
        accept(make_import(read_page(changed, third)), by=editor)

    (difference,) = refused.value.differences
    assert difference.page == first.pages.get()
    assert str(difference) == (
        "2023年5月10日 第02版已经有了。换成这个文件，改动 1 篇：《云栖街道整修便民步道》；"
        "新增 1 篇：《社区食堂开张》；删去 1 篇：《口袋公园开放》。"
    )
    assert {article.headline for article in first.articles} == {
        "云栖街道整修便民步道",
        "口袋公园开放",
    }


def test_page_is_replaced_when_asked(editor):
    make_department("云栖办")
    first = make_import(read_page(STORY, SECOND))
    decide(first, choices=everything_taken(first))
    issue = accept(first, by=editor)
    kept = issue.articles.get(headline="云栖街道整修便民步道")
    changed = STORY | {"body": ["近日，云栖街道整修了四处便民步道。", "居民出行更方便了。"]}
    third = SECOND | {"headline": "社区食堂开张", "body": ["社区食堂上周开张。"]}
    again = make_import(read_page(third, changed, image="page-1.jpg"))
    decide(again, choices=everything_taken(again))

    accept(again, by=editor, replacing={"02"})

    assert Issue.objects.count() == Page.objects.count() == 1
    assert [(a.position, a.headline) for a in issue.articles.as_printed()] == [
        (1, "社区食堂开张"),
        (2, "云栖街道整修便民步道"),
    ]
    kept.refresh_from_db()
    assert kept.plain_text.startswith("近日，云栖街道整修了四处便民步道。")
    assert [str(department) for department in kept.departments] == ["云栖办"]
    assert not upkeep.problems()


def test_zones_stay_where_the_new_version_shows_no_places(editor):
    issue = accept(make_import(read_page(STORY, SECOND, image="page-1.jpg")), by=editor)
    drawn = [[[100, 100], [300, 100], [300, 300], [100, 300]]]
    issue.articles.filter(headline=SECOND["headline"]).update(regions=drawn)
    before = dict(issue.articles.values_list("headline", "regions"))
    changed = STORY | {"body": ["近日，云栖街道整修了四处便民步道。", "居民出行更方便了。"]}

    accept(make_import(read_text(changed, SECOND)), by=editor, replacing={"02"})

    assert dict(issue.articles.values_list("headline", "regions")) == before
    assert all(before.values())
    assert issue.pages.get().image


def test_zones_go_with_the_image_that_they_were_drawn_on(editor):
    issue = accept(make_import(read_page(image="page-1.jpg")), by=editor)
    source, arrangement = read_text(STORY)
    source.image = "page-2.jpg"

    accept(make_import((source, arrangement)), by=editor, replacing={"02"})

    assert issue.articles.get().regions == []


def test_departments_adopted_later_sign_unchanged_articles_that_lack_one(editor):
    issue = accept(make_import(read_page(STORY, SECOND)), by=editor)
    theirs = make_department("绿化所")
    Signoff.objects.create(
        article=issue.articles.get(headline=SECOND["headline"]), department=theirs
    )
    make_department("云栖办")
    again = make_import(read_page(STORY, SECOND))
    decide(again, choices=everything_taken(again))

    accept(again, by=editor, replacing={"02"})

    signed = {article.headline: article.departments for article in issue.articles}
    assert [str(department) for department in signed[STORY["headline"]]] == ["云栖办"]
    assert signed[SECOND["headline"]] == [theirs]


def test_department_entered_by_hand_stays_where_the_new_version_names_none(editor):
    issue = accept(make_import(), by=editor)
    department = make_department("绿化所")
    Signoff.objects.create(article=issue.articles.get(), department=department)
    changed = STORY | {"body": ["近日，云栖街道整修了四处便民步道。", "居民出行更方便了。"]}

    accept(make_import(read_page(changed)), by=editor, replacing={"02"})

    article = issue.articles.get()
    assert "四处" in article.plain_text
    assert "四处" in article.summary
    assert article.departments == [department]


def test_published_article_is_not_replaced_even_when_asked(editor):
    issue = accept(make_import(), by=editor)
    Article.objects.update(status="published", published_at="2023-05-10T08:00Z")
    changed = STORY | {"body": ["近日，云栖街道整修了四处便民步道。", "居民出行更方便了。"]}
    again = make_import(read_page(changed))

    with pytest.raises(NotAccepted, match="《云栖街道整修便民步道》已经发布过"):
        accept(again, by=editor, replacing={"02"})

    assert "三处" in issue.articles.get().plain_text
    assert again.state == "review"


def test_published_article_that_says_the_same_stays_published(editor):
    issue = accept(make_import(), by=editor)
    Article.objects.update(status="published", published_at="2023-05-10T08:00Z")

    accept(make_import(read_page(STORY, SECOND)), by=editor, replacing={"02"})

    states = {article.headline: article.status for article in issue.articles}
    assert states == {"云栖街道整修便民步道": "published", "口袋公园开放": "draft"}


def test_old_picture_of_a_page_stays_when_replacing_fails(editor, monkeypatch):
    issue = accept(make_import(read_page(image="page-1.jpg")), by=editor)
    before = issue.pages.get().image.name

    def fail(*arguments):
        raise OSError("full")

    monkeypatch.setattr(entering.naming, "name", fail)
    with pytest.raises(OSError, match="full"):
        accept(make_import(), by=editor, replacing={"02"})

    assert default_storage.exists(before)
