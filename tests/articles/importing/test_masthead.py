"""Mastheads of several papers: each field found, and doubts where a person must decide."""

import pytest

from articles.importing.masthead import MastheadLine, masthead_line, read, reason


def fields(*lines):
    draft = read(list(lines))
    return {key: value for key, value in draft.model_dump().items() if value and key != "doubts"}


@pytest.mark.parametrize(
    "printed, day",
    [
        ("2021.4.14", "2021-04-14"),
        ("2023年3月8日 星期三", "2023-03-08"),
        ("2022-05-18", "2022-05-18"),
        ("2022/5/18", "2022-05-18"),
        ("２０２２年５月１８日", "2022-05-18"),
        ("二〇二二年五月十八日", "2022-05-18"),
        ("二○二三年十二月三十一日", "2023-12-31"),
        ("2022年5月18日 农历四月十八", "2022-05-18"),
    ],
)
def test_dates(printed, day):
    assert read([printed]).date == day


@pytest.mark.parametrize(
    "printed, number",
    [
        ("第02版", "02"),
        ("2版", "2"),
        ("A3", "A3"),
        ("02", "02"),
        ("第二版", "2"),
        ("二版", "2"),
        ("A03版", "A03"),
    ],
)
def test_page_numbers(printed, number):
    assert read(["2022.5.18", printed]).page_number == number


def test_an_ornament_before_a_label_is_no_name():
    assert fields("2021.4.14 佐责任编辑 / 龙廷恺 执行美编 / 沙 文", "02", "凉城··", "全景") == {
        "date": "2021-04-14",
        "page_number": "02",
        "page_name": "全景",
        "paper_name": "凉城",
        "responsible_editor": "龙廷恺",
        "art_editor": "沙文",
    }


@pytest.mark.parametrize(
    "line, responsible, art",
    [
        ("责任编辑：温如故　版式设计：白桦", "温如故", "白桦"),
        ("责编 温如故 美术编辑 白桦", "温如故", "白桦"),
        ("本版编辑/温如故 版式/白桦", "温如故", "白桦"),
        ("责编、美编：温如故", "温如故", "温如故"),
        ("责任编辑 古丽娜尔·艾山 美编 谷 雨", "古丽娜尔·艾山", "谷雨"),
        ("责任编辑：张明、李小红 美编：白桦", "张明、李小红", "白桦"),
        ("责任编辑 张明 要闻 美编 白桦", "张明", "白桦"),
    ],
)
def test_editors(line, responsible, art):
    draft = read([line])

    assert (draft.responsible_editor, draft.art_editor) == (responsible, art)


def test_a_label_and_its_name_on_two_lines():
    assert read(["责任编辑", "温如故", "校对", "苏合"]).proofreader == "苏合"


@pytest.mark.parametrize(
    "line",
    [
        "第12期 总第345期",
        "第12期（总第345期）",
        "NO.12 总345期",
        "第１２期　总第３４５期",
        "第十二期（总第三百四十五期）",
        "第 1 2 期 总第三四五期",
        "期号：12 总期号：345",
        "总345　2023年12期",
    ],
)
def test_issue_and_total_number(line):
    draft = read([line])

    assert (draft.issue_number, draft.total_number) == (12, 345)


@pytest.mark.parametrize(
    "line, printed, field",
    [
        ("第2021-14期", "第2021-14期", "issue_number"),
        ("2021.4.14 第２０２１－１４期", "第2021-14期", "issue_number"),
        ("4月14日 第2021-14期", "第2021-14期", "issue_number"),
        ("第14、15期", "第14、15期", "issue_number"),
        ("第12 13期", "第12 13期", "issue_number"),
        ("第A12期", "第A12期", "issue_number"),
        ("第一百二期", "第一百二期", "issue_number"),
        ("第0期", "第0期", "issue_number"),
        ("第 期", "第 期", "issue_number"),
        ("No.2021-14", "No.2021-14", "issue_number"),
        ("创刊号", "创刊号", "issue_number"),
        ("总第1234567期", "总第1234567期", "total_number"),
        ("（总第1,234期）", "总第1,234期", "total_number"),
    ],
)
def test_number_of_an_issue_that_is_none_is_told_and_not_read(line, printed, field):
    draft = read([line, "02版"])

    label = {"issue_number": "期号", "total_number": "总期号"}[field]
    sentences = {doubt.kind: doubt.sentence for doubt in draft.doubts}
    assert sentences[f"masthead-{field}"] == (
        f"报头印的“{printed}”不是 1 到 999999 的数，没有读作{label}。"
        f"请在“{label}”里填上数字，没有就留空。"
    )
    assert (draft.issue_number, draft.total_number, draft.page_name) == (None, None, "")


def test_several_numbers_of_an_issue_are_told():
    draft = read(["2022.5.18 02版 第12期", "第13期", "第12期"])

    assert draft.issue_number == 12
    assert [doubt.sentence for doubt in draft.doubts] == [
        "报头里有不同的期号（12、13），取了第一个，请核对。"
    ]


@pytest.mark.parametrize(
    "line, number",
    [
        ("创刊号 第1期", 1),
        ("第3期（创刊号）", 3),
        ("No.7 终刊号", 7),
        ("第12期 No.12345678", 12),
        ("No.345 第12期", 12),
    ],
)
def test_what_stands_beside_a_number_that_is_read_gives_no_doubt(line, number):
    draft = read(["2022.5.18 02版", line])

    assert (draft.issue_number, draft.doubts) == (number, [])


@pytest.mark.parametrize("line", ["第12期 第2021-14期", "第2021-14期 No.12"])
def test_other_number_that_is_none_is_told_beside_one_that_is_read(line):
    draft = read(["2022.5.18 02版", line])

    assert draft.issue_number == 12
    assert [doubt.sentence for doubt in draft.doubts] == [
        "报头里另有“第2021-14期”，没有读作期号，请核对。"
    ]


@pytest.mark.parametrize("line", ["总编辑 温如故 2版", "本期8版", "周期 02版", "NO.345/02版"])
def test_what_is_no_number_of_an_issue_gives_no_doubt_about_one(line):
    kinds = [doubt.kind for doubt in read(["2022.5.18", line]).doubts]

    assert not {"masthead-issue_number", "masthead-total_number"} & set(kinds)


def test_notices_name_neither_paper_nor_page():
    draft = read(["海滨社区报", "内部资料 免费交流", "2022.5.18", "要闻", "电话：021-65430000"])

    assert (draft.paper_name, draft.page_name) == ("海滨社区报", "要闻")
    assert reason("内部资料 免费交流") == "报头里的刊号、地址、电话一类"


def test_a_weekday_that_disagrees_is_told():
    (doubt, _) = read(["2022年5月18日 星期五"]).doubts

    assert doubt.kind == "masthead-weekday"
    assert "星期三" in doubt.sentence


@pytest.mark.parametrize(
    "lines, kind",
    [
        (["02"], "masthead-date"),
        (["2022.13.45", "02"], "masthead-date"),
        (["2022.5.18 02版", "2022.5.25"], "masthead-date"),
        (["2022.5.18"], "masthead-page_number"),
        (["2022.5.18", "02版 责任编辑：2号楼"], "masthead-responsible_editor"),
    ],
)
def test_what_is_missing_or_strange_is_told(lines, kind):
    assert [doubt.kind for doubt in read(lines).doubts] == [kind]


@pytest.mark.parametrize(
    "line, kind",
    [
        ("2021.4.14 责任编辑 / 龙廷恺", MastheadLine.CERTAIN),
        ("第02版", MastheadLine.CERTAIN),
        ("02", MastheadLine.BESIDE),
        ("凉城··", MastheadLine.BESIDE),
        ("2022年5月18日街道召开大会", MastheadLine.NOT),
        ("问了优抚工作的需求策划、操作流", MastheadLine.NOT),
        ("5月18日，街道召开会议。", MastheadLine.NOT),
    ],
)
def test_lines_of_a_masthead(line, kind):
    assert masthead_line(line) == kind


def test_two_plain_words_are_paper_and_page_and_told():
    draft = read(["2022.5.18 02", "青禾", "邻里之间"])

    assert (draft.paper_name, draft.page_name) == ("青禾", "邻里之间")
    assert [doubt.kind for doubt in draft.doubts] == ["masthead-names"]


def test_one_word_printed_twice():
    assert read(["2022.5.18 02", "青禾", "青禾"]).paper_name == "青禾"
