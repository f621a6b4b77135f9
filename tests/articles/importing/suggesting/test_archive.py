import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.importing.suggesting import Archive
from articles.models import Mention
from departments.models import Appointment, DepartmentName, PersonName
from tests.articles.importing.suggesting.drafting import suggested
from tests.factories import make_article, make_department, make_issue, make_person

REAL = Path(__file__).parents[3] / "data/liangcheng-2021-04-14-p02.json"
DAY = date(2023, 5, 31)
QUERIES = 9


@pytest.mark.django_db
def test_archive_is_read_in_a_handful_of_queries(django_assert_num_queries):
    for _ in range(3):
        department, person = make_department(), make_person()
        Appointment.objects.create(person=person, department=department, title="主任")
        make_article(department=department).tags.set(["社区治理"])

    with django_assert_num_queries(QUERIES):
        Archive.of(DAY)


@pytest.mark.django_db
def test_archive_knows_names_posts_and_tags_of_the_day():
    make_issue(date(2023, 5, 24))
    make_issue(DAY)
    office = make_department("云栖办", full_name="云栖管理办公室")
    make_department("旧办", dissolved_on=date(2020, 1, 1))
    DepartmentName.objects.create(department=office, name="云管办")
    person = make_person("苏合")
    PersonName.objects.create(person=person, name="苏小合")
    Appointment.objects.create(person=person, department=office, title="主任")
    Appointment.objects.create(
        person=person, department=office, title="副主任", ended_on=date(2022, 1, 1)
    )
    article = make_article(department=office)
    article.tags.set(["社区治理"])
    Mention.objects.create(article=article, person=person, title="街道主任")
    other = make_article(department=office)
    Mention.objects.create(article=other, person=person, title="所长", is_confirmed=False)

    archive = Archive.of(DAY)

    assert archive.previous == date(2023, 5, 24)
    assert [one.names for one in archive.departments] == [["云栖办", "云栖管理办公室", "云管办"]]
    assert [one.names for one in archive.people] == [["苏合", "苏小合"]]
    assert [post.title for post in archive.people[0].posts] == ["主任"]
    assert archive.people[0].titles == ["街道主任"]
    assert [(tag.name, tag.uses) for tag in archive.tags] == [("社区治理", 1)]


@pytest.mark.django_db
def test_without_a_day_the_archive_knows_what_was_ever_so():
    department = make_department("旧办", dissolved_on=date(2020, 1, 1))
    person = make_person("苏合")
    Appointment.objects.create(
        person=person, department=department, title="主任", ended_on=date(2020, 1, 1)
    )

    archive = Archive.of(None)

    assert archive.previous is None
    assert [one.names for one in archive.departments] == [["旧办"]]
    assert archive.people[0].posts[0].title == "主任"


def test_empty_archive_suggests_without_a_database():
    story = suggested("街道党工委书记顾远山讲话。", department="平安办")

    assert [one.name for one in story.people] == ["顾远山"]
    assert (story.departments, story.doubts) == ([], [])


@pytest.mark.django_db
def test_people_and_departments_of_the_real_page_are_recognised_without_a_question():
    call_command("loaddata", "departments", "people", verbosity=0)
    archive = Archive.of(date(2021, 4, 14))

    stories = [
        suggested(*article["paragraphs"], archive=archive, department=article["department"])
        for article in json.loads(REAL.read_text(encoding="utf-8"))["articles"]
    ]

    assert [one.name for story in stories for one in story.people if one.person is None] == []
    assert [len(story.departments) for story in stories] == [1] * 5
    doubts = [doubt.kind for story in stories for doubt in story.doubts]
    assert doubts == ["unnamed-meeting"]
