"""What somebody did at a meeting or visit (身份): read from what stands round the name."""

import re
from typing import NamedTuple

_SENTENCE_END = re.compile(r"[。；！？]")
# Between two names of one list.
_BETWEEN = re.compile(r"(?:等|等人|一行)?(?:、|，|和|与|及|以及)?")
_LIST_END = re.compile(r"(?:等|等人)?(?:\d+余?[名位人]?)?")
_THERE_WERE = re.compile(
    r"(陪同|出席|参加|列席)[^，。；]{0,12}的?(?:还|领导|嘉宾|人员|同志|和|及)*有[：:]?$"
)
_ACCOMPANIED = re.compile(r"(?:的)?陪同下")
# 就、围绕、代表 open a long way to the verb: the whole sentence counts, else its first part.
_LONG_WAY = re.compile(r"[^，]{0,4}(?:就|围绕|针对|结合|对|代表|在|从)")
_COMES = r"来|到|赴|走进|莅临|前往|前来|实地|先后|深入|参观|考察|调研|视察|检查|走访|指导"
_VISITS = r"督查|巡查|验收|观摩|调研|考察|参观|交流|学习|检查|督导|指导|视察|慰问"
_SPEAKS = (
    r"讲话|强调|指出|要求|通报|部署|汇报|传达|发言|致辞|致词|致欢迎|授课|宣讲|总结|宣读|动员|点评|解读|介绍|讲授|讲解|主讲|作[^，。]{0,16}(?:报告|辅导|说明|讲座|检查)"
    r"|提出[^，。]{0,12}(?:要求|意见|希望)|主题演讲|党课"
)

# The first that fits is the role at this place; the order is also that of weight in the story.
_ROLES = (
    ("chair", re.compile(r"主持(?!人|正义|公道|日常|全面)[^，。]{0,6}")),
    ("convener", re.compile(r"召集|牵头召开")),
    (
        "visitor",
        re.compile(
            rf"^(?:等?一行)[^，。]{{0,6}}(?:{_COMES})[^，。]{{0,6}}|^一行|^(?:应邀)?(?:来到?|莅临|[到赴][^，。]{{0,8}}街道)[^，。]{{0,20}}(?:{_VISITS})"
        ),
    ),
    ("leader", re.compile(r"带队|率队|率领|带领|^率")),
    ("accompany", re.compile(r"陪同|随行|随同")),
    ("speaker", re.compile(rf"^[^，。]{{0,8}}?(?:{_SPEAKS})|(?:{_SPEAKS})")),
    ("observe", re.compile(r"列席")),
    ("attend", re.compile(r"出席|到会[^，。]{0,2}|到场|与会|莅临")),
    ("participate", re.compile(r"参加|参与")),
)
_WEIGHT = {role: number for number, (role, _) in enumerate(_ROLES)}
_BY_VERB = {"陪同": "accompany", "出席": "attend", "参加": "participate", "列席": "observe"}


class Part(NamedTuple):
    """A role, and the paper's words for it."""

    role: str
    text: str


def roles(told, mentions):
    """{name: Part}: the weightiest part that each mentioned person took."""
    parts = {}
    for group, before, after in _groups(told, mentions):
        part = _part(before, after)
        if not part:
            continue
        for mention in group:
            known = parts.get(mention.name)
            if not known or _WEIGHT[part.role] < _WEIGHT[known.role]:
                parts[mention.name] = part
    return parts


def _groups(told, mentions):
    """(mentions of one list, the sentence's words before it, those after it) for each list."""
    groups = []
    for mention in mentions:
        last = groups[-1][-1] if groups else None
        text = told.passages[mention.passage].text
        if (
            last
            and last.passage == mention.passage
            and _BETWEEN.fullmatch(text, last.end, mention.start)
        ):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    for number, group in enumerate(groups):
        text = told.passages[group[0].passage].text
        start, end = group[0].start, group[-1].end
        following = groups[number + 1][0] if number + 1 < len(groups) else None
        stop = _SENTENCE_END.search(text, end)
        stop = stop.start() if stop else len(text)
        if following and following.passage == group[0].passage:
            stop = min(stop, following.start)
        sentence = max(text.rfind(mark, 0, start) for mark in "。；！？")
        end = _LIST_END.match(text, end).end()
        yield group, text[sentence + 1 : start], text[end:stop]


def _part(before, after):
    if there := _THERE_WERE.search(before):
        return Part(_BY_VERB[there[1]], there[1])
    if before.endswith("在") and (accompanied := _ACCOMPANIED.match(after)):
        return Part("accompany", accompanied[0])
    clause = after if _LONG_WAY.match(after) else after.partition("，")[0]
    for role, pattern in _ROLES:
        if found := pattern.search(clause):
            return Part(role, found[0])
    return None
