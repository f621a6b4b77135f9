"""Departments, people and meetings in the admin: found by pinyin, told apart, entered in order."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from departments.models import Attendance, Department, Meeting, Person
from tests.admin_forms import admin_url, form_errors, save
from tests.factories import make_department, make_meeting, make_person

# No screen of the admin asks the database more often, however much it holds.
BUDGET = 20


def offered(client, field, term):
    """What an autocomplete offers for a term: `field` is `app.model.field`."""
    app_label, model_name, field_name = field.split(".")
    query = {
        "app_label": app_label,
        "model_name": model_name,
        "field_name": field_name,
        "term": term,
    }
    response = client.get(reverse("admin:autocomplete"), query)
    assert response.status_code == 200
    return [result["text"] for result in response.json()["results"]]


@pytest.fixture
def tree(db):
    """云栖街道 with two offices, entered in no order; and a superior unit."""
    top = make_department("云栖街道", position=2, slug="yunqi")
    make_department("云栖平安办", parent=top, position=2)
    make_department("云栖党建办", parent=top, position=1)
    make_department("望江区", position=1)
    return top


# Each screen


@pytest.mark.parametrize(
    "model, make", [(Department, make_department), (Person, make_person), (Meeting, make_meeting)]
)
def test_screens_open_within_budget(editor_client, model, make, django_assert_max_num_queries):
    row = make()
    for action, args in (("changelist", ()), ("add", ()), ("change", (row.pk,))):
        with django_assert_max_num_queries(BUDGET):
            response = editor_client.get(admin_url(model, action, *args))
        assert response.status_code == 200
        assert "<h1>" in response.content.decode()


@pytest.mark.parametrize("model", [Department, Person, Meeting])
def test_staff_without_permission_are_refused(client, django_user_model, model):
    client.force_login(django_user_model.objects.create_user("new", is_staff=True))

    assert client.get(admin_url(model, "changelist")).status_code == 403
    assert client.get(admin_url(model, "add")).status_code == 403


def test_nul_in_what_is_searched_or_filtered_changes_nothing(editor_client):
    """PostgreSQL refuses it wherever it is asked for it."""
    person = make_person("苏合香")
    people = admin_url(Person, "changelist")

    assert offered(editor_client, "departments.appointment.person", "\0苏合\0") == ["苏合香"]
    for query in ("q=%00", "q=%E8%8B%8F%00%E5%90%88", "name=%E8%8B%8F%E5%90%88%E9%A6%99%00"):
        assert list(editor_client.get(f"{people}?{query}").context["cl"].result_list) == [person]
    assert editor_client.get(f"{people}?q=%0%000").status_code == 200


def test_meeting_form_queries_do_not_grow_with_its_participants(
    editor_client, django_assert_num_queries, django_assert_max_num_queries
):
    meeting = make_meeting()

    def attend():
        meeting.attendances.create(role="attend", person=make_person())
        meeting.attendances.create(role="attend", department=make_department())

    attend()
    with django_assert_max_num_queries(BUDGET) as before:
        editor_client.get(admin_url(Meeting, "change", meeting.pk))
    for _ in range(10):
        attend()

    with django_assert_num_queries(len(before.captured_queries)):
        editor_client.get(admin_url(Meeting, "change", meeting.pk))


# Department


def test_department_list_is_the_tree(editor_client, tree):
    response = editor_client.get(admin_url(Department, "changelist"))

    rows = [(row.depth, row.name) for row in response.context["cl"].result_list]
    assert rows == [(0, "望江区"), (0, "云栖街道"), (1, "云栖党建办"), (1, "云栖平安办")]


def test_department_list_finds_by_pinyin_and_sorts_by_column(editor_client, tree):
    found = editor_client.get(admin_url(Department, "changelist"), {"q": "yqpab"})
    by_name = editor_client.get(admin_url(Department, "changelist"), {"o": "-1"})

    assert [row.name for row in found.context["cl"].result_list] == ["云栖平安办"]
    assert next(iter(by_name.context["cl"].result_list)).name == max(
        Department.objects.values_list("name", flat=True)
    )


@pytest.mark.django_db
def test_department_without_an_address_gets_its_pinyin(editor_client):
    make_department("云溪办", slug="yunqiban")

    save(editor_client, admin_url(Department, "add"), name="云栖办", classification="office")

    assert Department.objects.get(name="云栖办").slug == "yunqiban-2"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name, slug",
    [
        ("区文明办", "quwenmingban"),  # 区 is read ou as a surname
        ("单位A3", "danweia3"),
        ("云" * 60, "yun" * 18 + "yu"),
        ("——", "unit"),
    ],
)
def test_address_of_a_department_is_read_as_words_and_fits(editor_client, name, slug):
    save(editor_client, admin_url(Department, "add"), name=name, classification="office")

    assert Department.objects.get(name=name).slug == slug


@pytest.mark.django_db
@pytest.mark.parametrize(
    "slug, told",
    [
        ("云溪办", "网址名只能用英文字母、数字、- 和 _，如 dangjianban；可以留空。"),
        ("yunqiban", "别的单位已经用了这个网址名，请换一个，或留空。"),
    ],
)
def test_address_that_cannot_be_is_refused_in_plain_words(editor_client, slug, told):
    make_department("云栖办", slug="yunqiban")

    response = save(
        editor_client,
        admin_url(Department, "add"),
        name="云溪办",
        classification="office",
        slug=slug,
    )

    assert form_errors(response) == [told]


@pytest.mark.django_db
def test_department_keeps_the_address_it_was_given(editor_client):
    save(
        editor_client,
        admin_url(Department, "add"),
        name="云栖办",
        classification="office",
        slug="yq",
        rows=[("other_names", {"name": "云栖管理办"})],
    )

    department = Department.objects.get(slug="yq")
    assert department.other_names.get().name == "云栖管理办"


def test_department_of_a_taken_name_is_refused(editor_client, tree):
    response = save(
        editor_client, admin_url(Department, "add"), name="云栖平安办", classification="office"
    )

    assert form_errors(response) == ["已有同名单位，请直接使用，或改用能区分的名字。"]


def test_department_is_offered_with_its_parent(editor_client, tree):
    assert offered(editor_client, "articles.signoff.department", "平安") == [
        "云栖平安办 · 云栖街道"
    ]
    assert offered(editor_client, "articles.signoff.department", "wjq") == ["望江区"]


# Person


def test_two_people_of_one_name_are_offered_and_told_apart(editor_client, tree):
    office = Department.objects.get(name="云栖平安办")
    first = make_person("王芳", disambiguation="")
    first.appointments.create(department=office, title="主任")
    second = make_person("王芳", disambiguation="望江区")
    second.appointments.create(department=office, title="科员", ended_on=date(2020, 1, 1))

    assert offered(editor_client, "articles.mention.person", "王芳") == [
        "王芳 · 云栖平安办主任",
        "王芳（望江区）",
    ]


@pytest.mark.parametrize("term", ["乐跃明", "跃明", "yym", "lym", "yueyueming", "YYM"])
@pytest.mark.django_db
def test_person_is_found_by_characters_pinyin_and_initials(editor_client, term):
    make_person("乐跃明")
    make_person("苏合")

    assert offered(editor_client, "articles.mention.person", term) == ["乐跃明"]


@pytest.mark.django_db
def test_person_is_found_by_another_name(editor_client):
    make_person("苏合").other_names.create(name="白芷")

    assert offered(editor_client, "departments.attendance.person", "bz") == ["苏合"]


@pytest.mark.django_db
def test_person_of_a_taken_name_needs_to_be_told_apart(editor_client):
    make_person("王芳")

    refused = save(editor_client, admin_url(Person, "add"), name="王芳")
    accepted = save(editor_client, admin_url(Person, "add"), name="王芳", disambiguation="望江区")

    assert "请在“同名区分”里写明单位或职务。" in form_errors(refused)[0]
    assert accepted.status_code == 302
    assert {str(person) for person in Person.objects.all()} == {"王芳", "王芳（望江区）"}


def test_person_list_shows_current_posts(editor_client, tree, django_assert_max_num_queries):
    person = make_person("苏合")
    person.appointments.create(department=tree, title="主任")
    person.appointments.create(department=tree, title="副主任", ended_on=date(2020, 1, 1))

    with django_assert_max_num_queries(BUDGET):
        text = editor_client.get(admin_url(Person, "changelist")).content.decode()

    assert "云栖街道主任" in text
    assert "云栖街道副主任" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("blank", [" ", "　", "\u00a0 "])
def test_person_who_is_there_already_is_told_whatever_blank_the_paper_set(editor_client, blank):
    make_person("王芳")

    response = save(editor_client, admin_url(Person, "add"), name=f"王{blank}芳")

    assert form_errors(response) == [
        "已有同名的人。是同一人请直接选用；不是，请在“同名区分”里写明单位或职务。"
    ]
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_other_name_twice_but_for_a_blank_is_refused(editor_client):
    response = save(
        editor_client,
        admin_url(Person, "add"),
        name="苏合",
        rows=[("other_names", {"name": "云 客"}), ("other_names", {"name": "云客"})],
    )

    assert form_errors(response)
    assert not Person.objects.exists()


# Meeting


@pytest.mark.django_db
def test_organisers_are_not_offered_to_who_may_not_look_for_them(client, django_user_model):
    user = django_user_model.objects.create_user("reporter", is_staff=True)
    allowed = ["add_meeting", "change_meeting", "view_meeting"]
    user.user_permissions.set(Permission.objects.filter(codename__in=allowed))
    client.force_login(user)
    meeting = make_meeting()
    meeting.organisers.add(make_department())

    save(client, admin_url(Meeting, "change", meeting.pk), location="三楼", organisers=[])

    meeting.refresh_from_db()
    assert (meeting.location, meeting.organisers.count()) == ("三楼", 1)


def test_meeting_is_entered_with_participants_in_order(editor_client, tree):
    person = make_person("苏合")

    save(
        editor_client,
        admin_url(Meeting, "add"),
        name="云栖环境会",
        classification="special",
        held_on="2023-05-10",
        rows=[
            ("attendances", {"role": "attend", "as_printed": "各居民区代表", "position": "2"}),
            ("attendances", {"role": "chair", "person": person.pk, "position": "1"}),
            ("attendances", {"role": "attend", "department": tree.pk, "position": ""}),
        ],
    )

    meeting = Meeting.objects.get()
    assert [str(attendance) for attendance in meeting.attendances.all()] == [
        "主持 苏合",
        "出席 各居民区代表",
        "出席 云栖街道",
    ]


@pytest.mark.django_db
def test_meeting_with_a_participant_who_is_nobody_is_refused(editor_client):
    response = save(
        editor_client,
        admin_url(Meeting, "add"),
        name="云栖环境会",
        classification="special",
        rows=[("attendances", {"role": "chair"})],
    )

    assert form_errors(response) == ["请选人物、选单位，或照报上写明是谁。"]
    assert not Attendance.objects.exists()


@pytest.mark.django_db
def test_meeting_on_no_date_is_refused_with_examples(editor_client):
    response = save(
        editor_client,
        admin_url(Meeting, "add"),
        name="云栖环境会",
        classification="special",
        held_on="上周三",
    )

    assert "“上周三”不是系统能识别的日期。请写成 2021-04-14" in form_errors(response)[0]


@pytest.mark.django_db
def test_meeting_is_offered_with_its_date(editor_client):
    make_meeting("云栖环境会", held_on="2023-05-10")

    assert offered(editor_client, "articles.article.meetings", "yqhjh") == [
        "云栖环境会 · 2023年5月10日"
    ]
