import pytest

from tests.articles.importing.suggesting.drafting import suggested


def role(name, *paragraphs):
    return next(one.role for one in suggested(*paragraphs).people if one.name == name)


@pytest.mark.parametrize(
    "text,expected",
    [
        ("会议由平安办主任秦以宁主持。", "chair"),
        ("平安办主任秦以宁召集各部门负责人，研究整治工作。", "convener"),
        ("平安办主任秦以宁出席并讲话。", "speaker"),
        ("平安办主任秦以宁就做好汛期工作，抓好落实，提出三点要求：", "speaker"),
        ("平安办主任秦以宁到会指导。", "attend"),
        ("平安办主任秦以宁分组参加慰问。", "participate"),
        ("平安办主任秦以宁列席会议。", "observe"),
        ("在平安办主任秦以宁陪同下，客人们参观了街区。", "accompany"),
        ("区妇联主席秦以宁一行到云栖街道调研。", "visitor"),
        ("平安办主任秦以宁带队走访。", "leader"),
        ("参加会议的有平安办主任秦以宁。", "participate"),
        ("平安办主任秦以宁退休了。", ""),
    ],
)
def test_role_is_read_from_what_stands_round_a_name(text, expected):
    assert role("秦以宁", text) == expected


def test_all_of_a_list_take_the_part_said_after_it():
    people = suggested("区民政局局长梅若雪、平安办主任秦以宁、社工苏合宜等陪同调研。").people

    assert [one.role for one in people] == ["accompany"] * 3


def test_next_in_the_sentence_has_a_part_of_his_own():
    text = "街道党工委书记顾远山出席并讲话，平安办主任秦以宁主持会议，社区民警张驰列席。"

    assert role("顾远山", text) == "speaker"
    assert role("秦以宁", text) == "chair"
    assert role("张驰", text) == "observe"


def test_weightier_part_is_kept_wherever_it_is_said():
    assert role("丁一", "街道办事处副主任丁一陪同视察。", "丁一介绍，工程已经完工。") == "accompany"
    assert role("顾远山", "街道党工委书记顾远山出席会议。", "顾远山强调，要抓好落实。") == "speaker"


@pytest.mark.parametrize(
    "text,words",
    [
        ("平安办主任秦以宁出席会议并讲话。", "出席会议并讲话"),
        ("平安办主任秦以宁发表了重要讲话。", "发表了重要讲话"),
        ("平安办主任秦以宁在街道安全生产工作会议上作了部署。", "部署"),
    ],
)
def test_words_for_a_part_begin_where_the_paper_begins_them(text, words):
    (person,) = suggested(text).people

    assert person.role_text == words
