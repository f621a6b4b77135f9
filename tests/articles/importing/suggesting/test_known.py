import pytest

from articles.importing.suggesting.archive import (
    Archive,
    KnownDepartment,
    KnownPerson,
    KnownPost,
    KnownTag,
)
from tests.articles.importing.suggesting.drafting import suggested

DEPARTMENTS = [
    KnownDepartment(key=1, names=["党建办"]),
    KnownDepartment(key=2, names=["社管办", "社区管理办"]),
    KnownDepartment(key=3, names=["街道党工委", "党工委"]),
    KnownDepartment(key=4, names=["平安办", "社区平安办公室"]),
    KnownDepartment(key=5, names=["绿化和市容管理局"]),
]


def archive(people=(), tags=()):
    return Archive(departments=DEPARTMENTS, people=list(people), tags=list(tags))


def person(key, name, *posts, label="", titles=()):
    posts = [KnownPost(department=department, title=title) for department, title in posts]
    return KnownPerson(key=key, names=[name], posts=posts, label=label, titles=list(titles))


def signed(text):
    story = suggested("居民说好。", archive=archive(), department=text)
    return story.departments, [doubt.kind for doubt in story.doubts]


def test_sign_off_is_known_by_any_name():
    assert signed("党建办") == ([1], [])
    assert signed("社区管理办") == ([2], [])
    assert signed("街道党建办") == ([1], [])
    assert signed("党 建 办") == ([1], [])


def test_joint_sign_off_names_each_in_order():
    assert signed("平安办、党建办") == ([4, 1], [])
    assert signed("党建办和平安办") == ([1, 4], [])
    assert signed("绿化和市容管理局") == ([5], [])


def test_sign_off_that_is_nearly_a_name_is_suggested_with_a_doubt():
    assert signed("社区管理办公室") == ([2], ["near-department"])
    assert signed("社区平安办公司") == ([4], ["near-department"])


def test_sign_off_like_no_name_is_doubted():
    assert signed("河长办") == ([], ["unknown-department"])
    assert signed("党政办") == ([], ["unknown-department"])


def test_person_is_recognised_by_name_and_post():
    known = archive([person(7, "顾远山", (3, "书记")), person(8, "顾远山", (4, "主任"))])

    story = suggested("街道党工委书记顾远山讲话。", archive=known)

    assert [one.person for one in story.people] == [7]
    assert story.doubts == []


@pytest.mark.parametrize(
    "known, printed, recognised",
    [
        (person(7, "顾远山", label="福林街道"), "福林街道党工委书记顾远山", True),
        (person(7, "顾远山", titles=["区卫健委主任"]), "区卫健委主任顾远山", True),
        (person(7, "顾远山", titles=["区房管局副局长"]), "区卫健委主任顾远山", False),
        (person(7, "顾远山", titles=["志愿者"]), "志愿者顾远山", False),
        (person(7, "顾远山", titles=["副局长"]), "区绿化局局长秦以宁、副局长顾远山", False),
    ],
)
def test_person_without_a_post_is_recognised_by_label_or_earlier_title(known, printed, recognised):
    story = suggested(f"{printed}讲话。", archive=archive([known]))

    found = {one.name: one.person for one in story.people}
    assert found["顾远山"] == (7 if recognised else None)
    assert [doubt.kind for doubt in story.doubts] == ["namesake"] * (not recognised)


def test_name_alone_is_a_question():
    known = archive([person(7, "顾远山", (3, "书记"))])

    story = suggested("区卫健委主任顾远山讲话。", archive=known)

    assert [one.person for one in story.people] == [None]
    assert [doubt.kind for doubt in story.doubts] == ["namesake"]
    assert "街道党工委书记" in story.doubts[0].sentence


def test_two_of_one_name_and_post_are_a_question():
    known = archive([
        person(7, "顾远山", (4, "主任"), label="大顾"),
        person(8, "顾远山", (4, "主任"), label="小顾"),
    ])  # fmt: skip

    story = suggested("平安办主任顾远山讲话。", archive=known)

    assert story.people[0].person is None
    assert "2人" in story.doubts[0].sentence
    assert "大顾" in story.doubts[0].sentence


def test_known_person_without_a_title_is_found_and_asked_about():
    known = archive([person(7, "顾远山", (3, "书记")), person(8, "高峰", (4, "主任"))])

    story = suggested("顾远山强调，要抓好落实。用电高峰将至。", archive=known)

    assert [(one.name, one.role) for one in story.people] == [("顾远山", "speaker")]
    assert [doubt.kind for doubt in story.doubts] == ["namesake"]


def test_unknown_people_are_proposed_without_a_doubt():
    story = suggested("平安办主任秦以宁讲话。", archive=archive())

    assert [(one.name, one.person) for one in story.people] == [("秦以宁", None)]
    assert story.doubts == []


def test_organiser_of_a_meeting_is_a_department_of_the_archive():
    story = suggested("近日，社区管理办召开停车治理推进会。", archive=archive())

    assert story.meeting.organisers == [2]


def test_tags_of_the_archive_stand_in_the_text_the_headlines_and_rarest_first():
    tags = [
        KnownTag(name="治理", uses=90),
        KnownTag(name="社区治理", uses=50),
        KnownTag(name="加装电梯", uses=3),
        KnownTag(name="停车", uses=20),
        KnownTag(name="反诈", uses=1),
    ]

    story = suggested(
        "加装电梯、停车都是社区治理的难题。", archive=archive(tags=tags), headline="停车不再难"
    )

    assert story.tags == ["停车", "加装电梯", "社区治理"]


def test_word_of_the_headline_that_returns_becomes_a_tag():
    story = suggested(
        "招聘会设三个区域。", "街道每年举办招聘会，吸引退役军人。", headline="退役军人招聘会举行"
    )

    assert "招聘会" in story.tags
    assert len(story.tags) <= 5
