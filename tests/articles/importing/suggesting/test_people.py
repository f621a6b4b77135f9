import pytest

from tests.articles.importing.suggesting.drafting import named, suggested


def names(*paragraphs):
    return [name for name, _, _ in named(*paragraphs)]


@pytest.mark.parametrize(
    "text,person",
    [
        ("云栖街道党工委书记顾远山讲话。", ("顾远山", "党工委书记", "云栖街道")),
        ("街道办事处副主任金沐阳出席。", ("金沐阳", "副主任", "街道办事处")),
        (
            "街道党工委副书记、办事处主任何思齐主持会议。",
            ("何思齐", "党工委副书记、办事处主任", "街道"),
        ),
        ("街道统战部部长兼侨联主席沙明慧介绍。", ("沙明慧", "统战部部长兼侨联主席", "街道")),
        (
            "江宁省东山市退役军人局副局长卜世诚一行来访。",
            ("卜世诚", "副局长", "江宁省东山市退役军人局"),
        ),
        ("区绿化和市容管理局局长薛青到场。", ("薛青", "局长", "区绿化和市容管理局")),
        ("区委组织部部务委员闵行舟到会。", ("闵行舟", "部务委员", "区委组织部")),
        ("“禾苗”儿童服务站站长苏合介绍。", ("苏合", "站长", "“禾苗”儿童服务站")),
        ("区委第二督导组章怀远同志到会。", ("章怀远", "", "区委第二督导组")),
        ("近日，区人大代表于闻之来到居民区。", ("于闻之", "区人大代表", "")),
        ("街道统战干部艾力·买买提主持。", ("艾力·买买提", "统战干部", "街道")),
        ("区法院法官那日苏作普法宣讲。", ("那日苏", "法官", "区法院")),
        ("区教育局党委书记、局长欧阳静怡讲话。", ("欧阳静怡", "党委书记、局长", "区教育局")),
    ],
)
def test_title_and_organisation_are_read_from_the_words_before_a_name(text, person):
    assert named(text) == [person]


def test_name_is_as_long_as_what_returns_in_the_story():
    assert names("街道办事处副主任金宇召集各部门开会。", "金宇强调，要抓好落实。") == ["金宇"]
    assert names("副局长夏维华对此表示肯定。", "夏维华说，下一步要抓好落实。") == ["夏维华"]


def test_name_does_not_take_the_verb_after_it():
    assert names("平安办主任秦以宁通报了情况。", "街道办事处副主任丁一陪同。") == ["秦以宁", "丁一"]


def test_title_ends_where_the_dictionary_would_cut_across_it():
    # The dictionary has 任何.
    assert names("街道办事处主任何思齐主持会议。") == ["何思齐"]


@pytest.mark.parametrize(
    "text",
    [
        "书记高度重视，主任全程参与，居民都积极配合，干部连续作战。",
        "居民关于停车的意见，党员和居民应当常抓不懈。",
        "主任方案已定，书记马上部署，队长江边巡查。",
        "居民梁老伯、石阿姨和社工小陈都来了，王书记也说好。",
        "各居民区党总支书记、辖区重点企业负责人参加会议。",
        "党总支书记、居委主任、物业经理轮流值守，书记安排、主任带队。",
        "大会选举产生社区委员会主任、副主任和委员。",
    ],
)
def test_words_after_a_title_are_no_names(text):
    assert names(text) == []


def test_list_shares_the_title_of_its_first():
    assert named("区人大代表于闻之、戈望川、凌霄分别来到福林一居听取意见。") == [
        ("于闻之", "区人大代表", ""),
        ("戈望川", "区人大代表", ""),
        ("凌霄", "区人大代表", ""),
    ]


def test_organisations_in_a_list_are_no_names():
    assert names("平安办主任秦以宁、程家桥居民区和云栖小学负责人参加。") == ["秦以宁"]


def test_later_of_a_list_is_of_the_organisation_said_first():
    assert named("街道党工委书记顾远山、办事处主任何思齐、副主任金沐阳到场。") == [
        ("顾远山", "党工委书记", "街道"),
        ("何思齐", "办事处主任", "街道"),
        ("金沐阳", "副主任", "街道"),
    ]


def test_head_of_a_town_is_of_no_organisation_said_before():
    assert named("镇党委书记岳海洋、镇长柯静会见了客人。")[1] == ("柯静", "镇长", "")


def test_comrades_in_a_list_are_named_without_titles():
    assert names("柯静、赖国庆等同志作交流发言。") == ["柯静", "赖国庆"]


def test_person_keeps_the_title_of_the_first_mention():
    people = suggested(
        "街道党工委书记顾远山主持会议。", "顾远山强调，要落实责任。", "会后，顾远山走访了居民。"
    ).people

    assert [(one.name, one.title, one.title_as_printed) for one in people] == [
        ("顾远山", "党工委书记", "街道党工委书记")
    ]


def test_calling_that_is_in_no_list_names_somebody_with_a_plain_name_only():
    assert named("兽医仲晓波扎根乡村八年。")[0][:2] == ("仲晓波", "兽医")
    assert names("工作人员高度负责，讲解员全程陪伴。") == []


def test_age_names_a_person():
    assert names("今年75岁的李国安老人也竖起了大拇指。") == ["李国安"]


def test_spaces_of_the_setting_are_no_part_of_a_name():
    assert names("街道办事处副主任 金 沐 阳 出席。") == ["金沐阳"]
