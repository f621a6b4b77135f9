"""The real edition in `fixtures/`, held to the careful reading of the printed page.

`tests/data/…p02.txt` is the text layer of the page, `…p02.json` its reading by hand. Both sides are
compared without white space: the page sets spaces round digits, quotes and hyphens.
"""

import json
import re
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core import serializers
from django.core.management import call_command
from taggit.models import Tag

from articles.models import Article, Publication
from departments.models import Appointment, Department, Meeting, Person
from liangcheng.chinese.text import without_whitespace as bare
from liangcheng.edition import REAL_EDITION
from liangcheng.richtext import paragraphs
from tests.factories import make_article

DATA_DIR = Path(__file__).resolve().parent / "data"
READING = json.loads((DATA_DIR / "liangcheng-2021-04-14-p02.json").read_text("utf-8"))
PRINTED = bare((DATA_DIR / "liangcheng-2021-04-14-p02.txt").read_text("utf-8"))
STORIES = READING["articles"]

# The reading completes one name that the page prints in a shorter form only.
PRINTED_FORM = {"凉城新村街道党工委": "街道党工委"}
ROLES = {"召集": "participate", "参加": "participate", "出席": "attend", "列席": "observe"}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def edition(shared_edition):
    return shared_edition


# The paper, word for word


def test_issue_and_page_carry_date_name_number_and_credits_of_the_page(edition):
    page = edition.pages.get()

    assert Publication.objects.current().name == READING["paper_name"]
    assert edition.key == READING["date"]
    assert page.number == READING["page_number"]
    assert page.section_label == READING["page_name"]
    assert page.responsible_editor == READING["responsible_editor"]
    assert page.art_editor == READING["art_editor"]


def test_articles_equal_the_reading_word_for_word(edition):
    articles = edition.articles.as_printed()

    assert [
        (bare(article.headline), [bare(text) for text in paragraphs(article.body)])
        for article in articles
    ] == [
        (bare(story["headline"]), [bare(text) for text in story["paragraphs"]]) for story in STORIES
    ]
    assert [article.displayed_signoff for article in articles] == [
        story["department"] for story in STORIES
    ]
    assert [[str(unit) for unit in article.departments] for article in articles] == [
        [story["department"]] for story in STORIES
    ]
    assert {(article.kicker, article.subheadline, article.bylines) for article in articles} == {
        ("", "", "")
    }


def test_every_headline_paragraph_and_signoff_stands_in_the_text_layer(edition):
    for article in edition.articles:
        assert bare(article.headline) in PRINTED
        assert f"（{article.signoff}）" in PRINTED
        for text in paragraphs(article.body):
            assert bare(text) in PRINTED


def test_issue_is_published_and_lacks_nothing(edition):
    assert edition.state == "published"
    assert edition.problems() == []
    assert [len(articles.reminders()) for articles in edition.articles] == [0] * len(STORIES)
    assert Article.objects.published().count() == len(STORIES)


def test_tags_are_words_of_the_articles_that_bear_them(edition):
    assert Tag.objects.count() == Tag.objects.filter(article__isnull=False).distinct().count()
    for article in edition.articles:
        tags = list(article.tags.names())
        assert tags
        assert [tag for tag in tags if tag not in article.plain_text] == []


# Units


def _names(department):
    """All names of a unit, as exact strings."""
    others = department.other_names.values_list("name", flat=True)
    return {name for name in (department.name, department.full_name, *others) if name}


def _unit(name):
    """The one unit that bears a name."""
    (unit,) = [unit for unit in Department.objects.called(name) if name in _names(unit)]
    return unit


def test_every_unit_of_the_reading_is_found_by_its_printed_name(edition):
    printed = {name for story in STORIES for name in story["organisations"]}
    printed |= {person["organisation"] for story in STORIES for person in story["people"]}

    for name in printed:
        assert _unit(PRINTED_FORM.get(name, name))


def test_every_alias_of_the_reading_leads_to_the_same_unit(edition):
    aliases = [
        (alias, name)
        for story in STORIES
        for name, others in story.get("organisation_aliases", {}).items()
        for alias in others
    ]

    assert len(aliases) == 4
    for alias, name in aliases:
        assert _unit(alias) == _unit(name)


@pytest.mark.parametrize(
    "term,name",
    [
        ("社区管理办", "社管办"),
        ("sgb", "社管办"),
        ("党群中心", "党群服务中心"),
        ("城管凉城中队", "城管中队"),
        ("监察办", "街道纪工委"),
        ("建管委", "区建设和管理委员会"),
        ("江西省高安市退役军人事务局", "高安市退役军人事务局"),
        ("凉城新村街道办事处", "街道办事处"),
        ("hcyf", "宏城优抚社工事务所"),
    ],
)
def test_unit_is_found_by_its_other_names_and_initials(edition, term, name):
    assert Department.objects.get(name=name) in Department.objects.called(term)


def test_units_bear_only_names_that_the_page_prints(edition):
    for unit in Department.objects.all():
        assert [name for name in _names(unit) if name not in PRINTED] == []


def test_units_form_one_tree_in_a_settled_order(edition):
    units = Department.objects.in_tree_order()

    assert len(units) == Department.objects.count()
    places = [(unit.parent_id, unit.position) for unit in units]
    assert len(set(places)) == len(places)
    assert [unit.name for unit in units if unit.classification == "office" and unit.depth == 1] == [
        "党政办", "党建办", "社管办", "服务办", "平安办", "自治办", "街道创建办",
    ]  # fmt: skip


# People


def test_people_are_the_seven_of_the_page_with_the_posts_it_gives(edition):
    read = {person["name"]: person for story in STORIES for person in story["people"]}

    assert len(read) == 7
    assert set(Person.objects.values_list("name", flat=True)) == set(read)
    assert Appointment.objects.count() == len(read)
    for appointment in Appointment.objects.all():
        person = read[appointment.person.name]
        organisation = PRINTED_FORM.get(person["organisation"], person["organisation"])
        assert appointment.department == _unit(organisation)
        # 街道党工委书记 is stored as 街道党工委 and 书记; 吴巍 has an office and no title.
        post = f"{appointment.department}{appointment.title}"
        assert (person["title"] or "") in {appointment.title, post}


def test_posts_say_no_more_than_that_they_were_in_the_paper_of_that_day(edition):
    known = Appointment.objects.values_list("attested_on", "started_on", "ended_on")

    assert set(known) == {(edition.issued_on, None, None)}
    assert set(Person.objects.values_list("sort_name", flat=True)) == {""}


def test_mentions_give_names_and_titles_in_the_words_of_the_article(edition):
    for article, story in zip(edition.articles.as_printed(), STORIES, strict=True):
        mentions = list(article.mentions.all())
        assert [mention.name for mention in mentions] == [
            person["name"] for person in story["people"]
        ]
        for mention, person in zip(mentions, story["people"], strict=True):
            assert mention.person.name == mention.name
            assert f"{mention.title}{mention.name}" in article.plain_text
            assert mention.title.endswith(person["title"] or person["organisation"])


# Meetings


def _reported():
    """(meeting, what the reading says of it, its whole story) of each article."""
    for story in STORIES:
        meeting = Meeting.objects.get(articles__position=story["order"])
        yield meeting, story["meeting"] or story["event"], story


def test_each_article_reports_its_own_meeting_of_the_kind_read(edition):
    kinds = [
        (meeting.get_classification_display(), read["kind"]) for meeting, read, _ in _reported()
    ]

    assert kinds == [
        ("动员会", "动员会"),
        ("调研", "参观调研"),
        ("推进会", "推进会"),
        ("专题会议", "专题会议"),
        ("现场交流会", "现场交流会"),
    ]
    assert Meeting.objects.count() == len(STORIES)


def test_meetings_are_called_as_printed_or_say_where_the_name_is_from(edition):
    for meeting, read, story in _reported():
        if read.get("name"):
            assert meeting.name == read["name"]
            assert meeting.name in bare("".join(story["paragraphs"]))
        else:
            assert meeting.name == read.get("suggested_name", story["headline"])
            assert meeting.description.startswith("报上没有")


def test_meetings_took_place_on_a_day_not_after_the_paper(edition):
    for meeting, read, _ in _reported():
        assert meeting.held_on_as_printed == read["date_text"]
        assert (meeting.earliest_on, meeting.latest_on) == (None, edition.issued_on)


def test_meetings_have_the_hosts_and_the_place_of_the_reading(edition):
    for meeting, read, _ in _reported():
        hosts = {unit.name for unit in meeting.organisers.all()}
        assert hosts == set(read["host"].split("、") if "host" in read else [])
        if "place_text" in read:
            assert meeting.location == (read["place_text"] or "")
        else:
            assert meeting.location in PRINTED


def test_people_had_the_roles_of_the_reading(edition):
    for meeting, read, story in _reported():
        present = meeting.attendances.filter(person__isnull=False)
        roles = {(attendance.person.name, attendance.role) for attendance in present}
        assert roles == {(person["name"], person["role_in_meeting"]) for person in story["people"]}
        for role in ("chair", "convener"):
            assert [name for name, held in roles if held == role] == [
                name for name in [read.get(role)] if name
            ]
        assert [name for name in read["accompanying"] if (name, "accompany") not in roles] == []


def test_participants_are_those_of_the_reading_in_its_words(edition):
    for meeting, read, _ in _reported():
        texts = {}
        for group in [*read.get("attendees", []), *read.get("observers", [])]:
            role = ROLES[group["mode"]]
            texts[role] = texts.get(role, "") + group["text"]
        for role, rest in texts.items():
            for attendance in meeting.attendances.filter(role=role):
                who = attendance.as_printed or (attendance.person or attendance.department).name
                assert who in rest
                rest = rest.replace(who, "", 1).replace(attendance.title_as_printed, "", 1)
            # Nobody is left over: only the words between the names.
            assert re.fullmatch("(、|和|同志|等部门|等4家延伸单位|负责人)*", rest)


def test_titles_of_participants_stand_in_the_article(edition):
    for meeting, _, story in _reported():
        text = "".join(story["paragraphs"])
        for attendance in meeting.attendances.all():
            assert attendance.title_as_printed in text
            if attendance.person:
                assert f"{attendance.title_as_printed}{attendance.person.name}" in text
                assert attendance.as_printed in text


# The files


def _rows():
    for name in REAL_EDITION:
        path = settings.BASE_DIR / "fixtures" / f"{name}.yaml"
        yield from yaml.safe_load(path.read_text("utf-8"))


def _stored():
    """Everything that the fixtures fill, as plain data."""
    models = [
        *apps.get_app_config("articles").get_models(),
        *apps.get_app_config("departments").get_models(),
        *apps.get_app_config("taggit").get_models(),
        Group,
    ]
    return {
        model._meta.label: serializers.serialize("python", model._default_manager.order_by("pk"))
        for model in models
    }


def test_edition_lists_every_fixture():
    files = (settings.BASE_DIR / "fixtures").iterdir()

    assert {file.name for file in files} == {f"{name}.yaml" for name in REAL_EDITION}


def test_fixtures_hold_natural_keys_only():
    for row in _rows():
        model = apps.get_model(row["model"])
        assert "pk" not in row or model is Publication
        for name, value in row["fields"].items():
            field = model._meta.get_field(name)
            keys = value if field.many_to_many else [value] if field.is_relation else []
            assert [key for key in keys if not isinstance(key, list)] == []


def test_every_row_of_the_fixtures_passes_validation(edition):
    models = {apps.get_model(row["model"]) for row in _rows()}

    for model in models:
        assert model._default_manager.exists()
        for row in model._default_manager.all():
            row.full_clean()


def test_loading_twice_changes_nothing(edition):
    before = _stored()

    call_command("loaddata", *REAL_EDITION, verbosity=0)

    assert _stored() == before


def test_editors_may_do_everything_with_the_paper_and_nothing_else(edition):
    allowed = Group.objects.get(name="编辑").permissions.all()

    assert set(allowed) == set(
        Permission.objects.filter(content_type__app_label__in=["articles", "departments", "taggit"])
    )


def test_article_tags_are_set_by_name_by_tag_and_by_key():
    article = make_article()
    known, other = Tag.objects.create(name="步道"), Tag.objects.create(name="绿化")

    article.tags.set([known.pk, other, "便民"])

    assert list(article.tags.names()) == ["步道", "绿化", "便民"]
