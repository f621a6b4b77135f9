import pytest

from tests.articles.importing.suggesting.drafting import suggested


def meeting(*paragraphs, **fields):
    return suggested(*paragraphs, **fields).meeting


@pytest.mark.parametrize(
    "text,name,kind",
    [
        ("近日，云栖街道召开平安建设工作会议。", "平安建设工作会议", "工作会议"),
        (
            "近日，街道召开落实责任、推进“两网融合”工作第一次专题会议。",
            "落实责任、推进“两网融合”工作第一次专题会议",
            "专题会议",
        ),
        ("近日，街道召开清洗整治工作现场交流会。", "清洗整治工作现场交流会", "现场交流会"),
        ("近日，街道召开上半年总结暨下半年部署会。", "上半年总结暨下半年部署会", "部署会"),
        ("近日，街道召开党工委（扩大）会议，学习文件。", "党工委（扩大）会议", "扩大会议"),
        ("近日，加装电梯听证会在议事厅举行。", "加装电梯听证会", "听证会"),
    ],
)
def test_name_and_kind_are_as_printed(text, name, kind):
    found = meeting(text)

    assert (found.name, found.kind) == (name, kind)


def test_meeting_without_a_name_has_a_kind_and_a_doubt():
    story = suggested("近日，云栖街道召开会议，就创建文明城区进行动员。")

    assert (story.meeting.name, story.meeting.kind) == ("", "动员会")
    assert story.meeting.classification == "mobilisation"
    assert [doubt.kind for doubt in story.doubts] == ["unnamed-meeting"]
    assert story.doubts[0].story == 1


@pytest.mark.parametrize(
    "text",
    [
        "平安办主任秦以宁传达了区动员大会精神。",
        "街道将于6月15日召开社区代表会议。",
        "居委会每月召开议事会，听取意见。",
        "居委会召开了三次听证会，方案改了又改。",
        "“街道前天召开了动员会，大家都去了。”居民说。",
        "退役军人就业专场招聘会在青禾广场举行。",
        "区妇联主席万里红一行到街道调研。座谈会上，大家畅所欲言。",
    ],
)
def test_what_is_mentioned_planned_or_habitual_is_no_report(text):
    assert meeting(text) is None


def test_visit_that_ends_in_a_meeting_is_a_visit():
    assert meeting("区领导一行来街道调研。", "街道召开座谈会，听取意见。") is None


def test_headline_names_a_meeting_that_the_text_takes_for_granted():
    found = meeting(
        "7月16日上午，会议由平安办主任秦以宁主持。", headline="云栖街道召开消防安全推进会"
    )

    assert (found.name, found.date_text, found.chair) == ("消防安全推进会", "7月16日上午", "秦以宁")


def test_place_host_chair_and_convener_are_read():
    found = meeting(
        "5月12日上午，云栖街道在文化中心召开安全生产工作会议。会议由平安办主任秦以宁主持，"
        "街道办事处副主任金沐阳召集。"
    )

    assert (found.host, found.place_text) == ("云栖街道", "文化中心")
    assert (found.chair, found.convener) == ("秦以宁", "金沐阳")
    assert (found.date_text, found.held_on) == ("5月12日上午", "2023-05-12")


def test_who_was_there_is_told_in_the_words_of_the_paper():
    found = meeting(
        "近日，云栖街道召开动员大会。街道全体处级干部出席会议，平安办、社管办等4家单位负责人参加，"
        "各居民区书记列席会议。街道党工委书记顾远山出席并讲话。"
    )

    assert [(group.text, group.mode) for group in found.attendees] == [
        ("街道全体处级干部", "出席"),
        ("平安办、社管办等4家单位负责人", "参加"),
    ]
    assert [(group.text, group.mode) for group in found.observers] == [("各居民区书记", "列席")]


def test_list_of_groups_is_parted_unless_it_is_counted_as_one():
    found = meeting("近日，云栖街道召开动员大会。全体处级干部、各中心负责人及居民代表参加会议。")
    assert [group.text for group in found.attendees] == ["全体处级干部", "各中心负责人", "居民代表"]

    found = meeting("近日，云栖街道召开动员大会。各单位负责人、居民代表共80余人参加会议。")
    assert [group.text for group in found.attendees] == ["各单位负责人、居民代表共80余人"]


def test_those_who_are_convened_attend():
    found = meeting("近日，副主任金宇召集平安办、派出所等部门负责人，召开整治推进会。")

    assert [(group.text, group.mode) for group in found.attendees] == [
        ("平安办、派出所等部门负责人", "召集")
    ]
    assert found.convener == "金宇"


def test_meeting_whose_scene_a_feature_sets_has_a_kind_and_a_chair():
    found = meeting(
        "“路太黑了。”11月3日晚，柳浪居民区里，一场关于路灯改造的听证会开得热气腾腾。",
        "会议由居民区党总支书记费晓岚主持，18名居民代表参加。",
    )

    assert (found.kind, found.chair, found.date_text) == ("听证会", "费晓岚", "11月3日晚")


def test_meeting_that_nobody_presided_over_is_no_scene():
    assert meeting("去年冬天的一场听证会让老人们记忆犹新。", "如今路灯亮了。") is None
