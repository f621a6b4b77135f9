"""The index follows: whatever changes what an article says or what it is about is found at once."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from taggit.models import Tag, TaggedItem

from articles.changes import gathered
from articles.models import Article, Issue, Signoff
from departments.models import Meeting
from tests.articles.search.yardstick import assert_index_agrees, found
from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
    make_photo,
)
from tests.keeping import kept

pytestmark = pytest.mark.django_db

DAY = date(2023, 5, 10)


@pytest.fixture
@kept
def story():
    """An article with everything an article can have, in a published issue, and one beside it."""
    page = make_page(make_issue(DAY, published=True), "02")
    article = make_article(
        "步道整修完工",
        page=page,
        department=make_department("云栖办"),
        person=make_person("苏合"),
        published=True,
    )
    article.tags.add("绿色出行")
    article.meetings.add(make_meeting(classification="special"))
    make_photo(article, caption="新步道", credit="白芷")
    make_article("早市开张", page=page, published=True)
    return article


# What is changed, and which questions find the story then


def headline(story):
    story.headline = "花园开放"
    story.save()
    return {"步道": True, "标题:步道": False, "标题:花园": True, "“步道整修完工”": False}


def text(story):
    story.body = "<p>荷塘开花了。</p>"
    story.save()
    return {"荷塘": True, "三处便民": False}


def other_lines(story):
    story.kicker, story.section, story.bylines = "为民办实事", "社区新闻", "记者 苏木"
    story.signoff = "云栖街道办事处"
    story.save()
    return {"标题:为民办": True, "社区新闻": True, "苏木": True, "“云栖街道办事处”": True}


def withdrawal(story):
    story.withdraw()
    return {"步道": False}


def publication_again(story):
    story.withdraw()
    story.publish()
    return {"步道": True}


def schedule(story):
    story.withdraw()
    story.publish(at=timezone.now() + timedelta(hours=1))
    return {"步道": False}


def issue_withdrawn(story):
    story.issue.withdraw()
    return {"步道": False}


def issue_scheduled(story):
    story.issue.withdraw()
    Issue.objects.get().publish(at=timezone.now() + timedelta(hours=1))
    return {"步道": False}


def issue_published_again(story):
    story.issue.withdraw()
    Issue.objects.get().publish()
    return {"步道": True}


def issue_redated(story):
    issue = Issue.objects.get()
    issue.issued_on, issue.edition = date(2022, 1, 2), 3
    issue.save()
    return {"日期:2022-01-02": True, "日期:2023": False, "期:2022-01-02-3": True}


def issue_saved_before_its_articles_are_dated(story):
    with gathered():
        issue_redated(story)
    return {"日期:2022-01": True}


def page_renumbered(story):
    story.page.number, story.page.sequence = "A7", 7
    story.page.save()
    return {"版:A7": True, "版:02": False}


def page_moved_to_another_issue(story):
    story.page.issue = make_issue(date(2022, 1, 2), published=True)
    story.page.save()
    return {"日期:2022-01": True, "期:2023-05-10": False}


def moved_to_another_page(story):
    story.page = make_page(make_issue(date(2022, 1, 2), published=True), "05")
    story.save()
    return {"版:05": True, "版:02": False, "日期:2022": True}


def taken_off_its_page(story):
    story.page = None
    story.save()
    return {"版:02": False, "步道": True, "日期:2023-05-10": False}


def tag_added(story):
    story.tags.add("公园")
    return {"标签:公园": True, "标签:绿色出行": True}


def tag_removed(story):
    story.tags.remove("绿色出行")
    return {"标签:绿色出行": False}


def tags_set(story):
    story.tags.set(["公园", "早市"])
    return {"标签:早市": True, "标签:绿色出行": False}


def tags_cleared(story):
    story.tags.clear()
    return {"标签:绿色出行": False}


def tag_deleted(story):
    Tag.objects.all().delete()
    return {"标签:绿色出行": False}


def tag_renamed(story):
    tag = Tag.objects.get()
    tag.name = "健身步道"
    tag.save()
    return {"标签:健身步道": True, "标签:绿色出行": False}


def tags_merged_in_the_admin(story):
    # As taggit does it: row by row.
    item, other = TaggedItem.objects.get(), Tag.objects.create(name="公园")
    item.tag = other
    item.save()
    return {"标签:公园": True, "标签:绿色出行": False}


def signoff_added(story):
    Signoff.objects.create(article=story, department=make_department("竹影办"))
    return {"部门:竹影办": True, "部门:云栖办": True}


def signoff_changed(story):
    signoff = story.signoffs.get()
    signoff.department = make_department("竹影办")
    signoff.save()
    return {"部门:竹影办": True, "部门:云栖办": False}


def signoff_deleted(story):
    story.signoffs.get().delete()
    return {"部门:云栖办": False}


def signoffs_deleted_by_queryset(story):
    Signoff.objects.all().delete()
    return {"部门:云栖办": False}


def signoff_moved_to_another_article(story):
    signoff = story.signoffs.get()
    signoff.article = make_article("早市", department=False)
    signoff.save()
    return {"部门:云栖办": False}


def person_named(story):
    story.mentions.create(person=make_person("白芷"))
    return {"人物:白芷": True, "人物:苏合": True}


def mention_deleted(story):
    story.mentions.get().delete()
    return {"人物:苏合": False}


def caption_changed(story):
    photo = story.photos.get()
    photo.caption, photo.credit = "荷塘", "苏木"
    photo.save()
    return {"荷塘": True, "苏木": True, "新步道": False}


def photo_deleted(story):
    story.photos.all().delete()
    return {"新步道": False}


def meeting_linked(story):
    story.meetings.add(make_meeting(classification="symposium"))
    return {"类别:座谈会": True, "类别:专题会议": True}


def meeting_unlinked(story):
    story.meetings.clear()
    return {"类别:专题会议": False}


def article_linked_by_the_meeting(story):
    make_meeting(classification="symposium").articles.set([story])
    return {"类别:座谈会": True}


def articles_cleared_by_the_meeting(story):
    story.meetings.get().articles.clear()
    return {"类别:专题会议": False}


def meeting_of_another_kind(story):
    meeting = story.meetings.get()
    meeting.classification = Meeting.Classification.TRAINING
    meeting.save()
    return {"类别:培训": True, "类别:专题会议": False}


def meeting_deleted(story):
    story.meetings.get().delete()
    return {"类别:专题会议": False}


def meetings_deleted_by_queryset(story):
    Meeting.objects.all().delete()
    return {"类别:专题会议": False}


def department_renamed(story):
    department = story.departments[0]
    department.name, department.full_name = "云栖中心", "云栖服务中心"
    department.save()
    return {"部门:云栖中心": True, "部门:云栖服务中心": True, "部门:云栖办": False}


def department_given_another_name(story):
    story.departments[0].other_names.create(name="云栖管理办")
    return {"云栖管理办": True, "部门:云栖管理办": True}


def other_name_deleted(story):
    other_name = story.departments[0].other_names.create(name="云栖管理办")
    other_name.delete()
    return {"云栖管理办": False, "部门:云栖管理办": False}


def person_renamed(story):
    person = story.mentions.get().person
    person.name = "白芷"
    person.save()
    person.other_names.create(name="老白")
    return {"人物:白芷": True, "人物:老白": True, "老白": True, "人物:苏合": False}


def updated_by_queryset(story):
    Article.objects.update(headline="花园开放", position=5)
    return {"标题:花园": True, "标题:步道": False}


def unpublished_by_queryset(story):
    Article.objects.filter(pk=story.pk).update(status="draft")
    return {"步道": False}


def deleted(story):
    Article.objects.get(pk=story.pk).delete()
    return {"步道": False}


def deleted_by_queryset(story):
    Article.objects.all().delete()
    return {"步道": False}


CHANGES = [
    *(headline, text, other_lines, withdrawal, publication_again, schedule, issue_withdrawn),
    *(issue_scheduled, issue_published_again, issue_redated),
    *(issue_saved_before_its_articles_are_dated, page_renumbered, page_moved_to_another_issue),
    *(moved_to_another_page, taken_off_its_page, tag_added, tag_removed, tags_set, tags_cleared),
    *(tag_deleted, tag_renamed, tags_merged_in_the_admin, signoff_added, signoff_changed),
    *(signoff_deleted, signoffs_deleted_by_queryset, signoff_moved_to_another_article),
    *(person_named, mention_deleted, caption_changed, photo_deleted, meeting_linked),
    *(meeting_unlinked, article_linked_by_the_meeting, articles_cleared_by_the_meeting),
    *(meeting_of_another_kind, meeting_deleted, meetings_deleted_by_queryset),
    *(department_renamed, department_given_another_name, other_name_deleted, person_renamed),
    *(updated_by_queryset, unpublished_by_queryset, deleted, deleted_by_queryset),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_index_follows(story, change):
    key = story.pk
    expected = change(story)

    assert_index_agrees()
    for question, is_found in expected.items():
        assert (question, key in found(question)) == (question, is_found)


@pytest.mark.parametrize("change", [headline, tag_added, withdrawal, deleted, page_renumbered])
def test_index_forgets_a_change_that_is_rolled_back(story, change):
    before = found("步道")
    with transaction.atomic():
        change(story)
        transaction.set_rollback(True)

    assert_index_agrees()
    assert found("步道") == before
