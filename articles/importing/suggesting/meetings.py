"""The meeting that a story reports (会议): its kind, name, date, place, who presided.

A meeting is what was 召开, 举行 or 举办 and ends in a kind of meeting before a mark. One that is only
mentioned (传达了…动员大会精神), planned (将召开) or habitual (每月召开) is none.
"""

import re
from typing import NamedTuple

from articles.importing.arrangement import Doubt
from articles.importing.drafts import MeetingDraft
from articles.importing.suggesting.days import dates_in
from articles.importing.suggesting.departments import department_called
from articles.importing.suggesting.groups import who_was_there
from departments.models import Meeting

# The kinds as a paper names them; what stands before the last word of one is part of its name.
_KINDS = (
    "会议", "工作会议", "专题会议", "专题会", "联席会议", "联席会", "扩大会议", "全体会议", "现场会议", "视频会议", "电视电话会议", "调度会议",
    "动员会", "动员大会", "动员部署会", "部署动员会", "动员部署大会", "部署会", "部署会议", "推进会", "推进大会", "现场推进会", "推进会议", "现场会", "现场办公会", "现场交流会", "现场观摩会",
    "交流会", "座谈会", "培训会", "研讨会", "例会", "工作例会", "协调会", "会商会", "总结会", "总结大会", "表彰会", "表彰大会", "总结表彰大会", "总结表彰会", "代表大会", "代表会议", "党员大会", "大会",
    "民主生活会", "组织生活会", "评议会", "述职评议会", "述职会", "议事会", "恳谈会", "论证会", "评审会", "发布会", "新闻发布会", "启动会", "通气会", "通报会", "报告会", "宣讲会", "说明会", "征询会", "听证会", "分析会", "分析研判会", "研判会",
    "调度会", "布置会", "汇报会", "见面会", "圆桌会", "务虚会", "联络会", "讲评会", "推介会", "观摩会", "学习会", "茶话会", "年会", "党委会", "党工委会议", "常委会", "全会", "主任会议", "碰头会", "对接会", "咨询会", "辅导会",
    "评估会", "评比会", "竞聘会", "选举大会", "换届大会", "成立大会", "业主大会", "居民大会", "居民会议", "点评会", "约谈会", "誓师大会", "警示教育会", "警示教育大会", "教育大会", "讨论会", "商讨会", "协商会", "沟通会", "答疑会", "交底会", "工作会",
)  # fmt: skip
_GENERAL = {"会议", "大会", "会"}
_KIND = "|".join(sorted(_KINDS, key=len, reverse=True))
_KIND_AT_END = re.compile(rf"(?:{_KIND})$")
_HELD = r"(?:组织|主持|牵头|联合|隆重|顺利|胜利|集中|及时|专门|专题|紧急|如期|共同|再次)*(?:召开|举行|举办)"
# Quoted marks are of the name: “不忘初心、牢记使命”主题教育工作会议.
_NAMED = r"(?:“[^”]{1,30}”|《[^》]{1,30}》|（[^）]{1,12}）|[^，。；：！？“”《》（）])"
_AFTER_HELD = re.compile(
    rf"{_HELD}了?(?P<lead>一[场次个]|了)?(?P<name>{_NAMED}{{0,60}}?(?P<kind>{_KIND}))"
    r"(?=[，。；：！？）]|$|并|就|对|进一步|传达|部署|研究|听取|专题|，)"
)
_BEFORE_HELD = re.compile(
    rf"(?P<name>{_NAMED}{{0,60}}(?:{_KIND}))(?![室厅中精])(?P<when>[^，。；：！？]{{0,16}}?)"
    rf"(?:在(?P<place>[^，。；：！？]{{2,24}}))?{_HELD}(?=[，。；！？]|$)"
)
# Not what was held, but what will be, is every month, should be, or was at another time.
_NOT_HELD = re.compile(
    r"将|拟|定于|计划|即将|准备|需要|应当|应该|要求|通过|每[月周年季]|定期|多次|不定期|曾|自从|如果|可以|负责|前期|此前|先后|已|随后|轮番|轮流|陆续|频频|之后|接着|等情况|未"
)
_PLACE = re.compile(r"(?<![现存所])(?:，|^|[^现])?在(?P<place>[^，。；：！？在]{2,24})$")
_ACTIONS = (("动员", "动员会"), ("部署", "部署会"), ("表彰", "表彰会"), ("推进", "推进会"))
_ABOUT = re.compile(r"[，,]?(?:就|围绕|针对|对)?[^。；]{0,60}")
_VISIT = re.compile(r"一行|调研|视察|考察|参观|走访|慰问|检查|督导")
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?”?")
_QUOTE = re.compile(r"“[^”]{31,}”")
_CLASSIFICATIONS = (
    ("动员", Meeting.Classification.MOBILISATION),
    ("现场", Meeting.Classification.ON_SITE),
    ("推进", Meeting.Classification.PROMOTION),
    ("座谈", Meeting.Classification.SYMPOSIUM),
    ("培训", Meeting.Classification.TRAINING),
    ("专题", Meeting.Classification.SPECIAL),
)
_LEADING = re.compile(r"^(?:由|据悉|会上|同时|其间|期间|当天|当日|下午|上午|晚上|，)+")


class _Found(NamedTuple):
    """What a sentence says of a meeting; `end` is up to where it may say when."""

    name: str
    kind: str
    host: str
    place: str
    end: int


class _Sentence(NamedTuple):
    passage: int
    start: int
    text: str


def meeting(told, parts, current, archive):
    """(the MeetingDraft of a `Told` story or None, doubts).

    `parts` is who took which part (`roles.py`), `current` the issue's date or None.
    """
    for sentence in _sentences(told):
        found = _held(sentence)
        if found:
            break
    else:
        return None, []
    when = _when(told, sentence, found.end, current, archive.previous)
    organiser = department_called(found.host, archive)
    draft = MeetingDraft(
        name=found.name,
        kind=found.kind,
        classification=_classification(found.kind),
        host=found.host,
        organisers=[organiser] if organiser else [],
        place_text=found.place,
        date_text=when.text if when else "",
        held_on=when.held_on if when else "",
    )
    for name, part in parts.items():
        if part.role == "chair":
            draft.chair = draft.chair or name
        elif part.role == "convener":
            draft.convener = draft.convener or name
        elif part.role == "accompany":
            draft.accompanying.append(name)
    draft.attendees, draft.observers = who_was_there(told)
    return draft, [] if found.name else [_unnamed_doubt(found.kind)]


def _unnamed_doubt(kind):
    sentence = f"这篇报道了一次{kind}，没有印会议名称。要记下这次会议，请照正文拟一个名称。"
    return Doubt(kind="unnamed-meeting", sentence=sentence)


def _sentences(told):
    """The sentences in which a meeting may be reported: of the first two paragraphs.

    A visit may end in a meeting of its own, but what it reports is the visit.
    """
    first = told.passages[0].text if told.passages else ""
    number = 1 if _VISIT.search(first.partition("。")[0]) else 2
    for passage in told.passages[:number]:
        for sentence in _SENTENCE.finditer(passage.text):
            yield _Sentence(told.passages.index(passage), sentence.start(), sentence[0])


def _held(sentence):
    """The meeting that a sentence says was held, as _Found; or None."""
    text = sentence.text
    if found := _AFTER_HELD.search(text):
        before = text[: found.start()]
        if _NOT_HELD.search(before.rpartition("，")[2]) or _is_said(before):
            return None
        place = _PLACE.search(before)
        host = before[: place.start("place") - 1] if place else before
        name, kind = found["name"], found["kind"]
        if name == kind:
            name, kind = "", _kind_of_unnamed(kind, text[found.end() :])
        elif name.endswith("（扩大）会议"):
            kind = "扩大会议"
        host = _without_date(host.rpartition("，")[2])
        return _Found(name, kind, host, place["place"] if place else "", found.start())
    if found := _BEFORE_HELD.search(text):
        if _NOT_HELD.search(found["when"]) or _is_said(text[: found.start()]):
            return None
        name = _without_date(found["name"])
        kind = _KIND_AT_END.search(name)[0]
        place = found["place"] or ""
        return _Found("" if name == kind else name, kind, "", place, found.end())
    return None


def _is_said(before):
    """Whether a place is within a quotation: somebody said so, the paper does not."""
    return before.count("“") > before.count("”")


def _kind_of_unnamed(kind, after):
    """召开会议，就…进行动员: what was done says what kind it was."""
    if kind in _GENERAL:
        said = _ABOUT.match(after)[0]
        return next((done for verb, done in _ACTIONS if verb in said), kind)
    return kind


def _without_date(text):
    """The text without a date before it: 11月17日，2022年度…述职评议会."""
    dates = dates_in(text)
    if dates and dates[0].start == 0:
        text = text[len(dates[0].text) :]
    return _LEADING.sub("", text.lstrip("，"))


def _when(told, sentence, end, current, previous):
    """The date nearest before the meeting in its sentence; else in its paragraph, or None."""
    dates = dates_in(sentence.text, current, previous)
    near = [when for when in dates if when.start < end]
    if not near:
        paragraph = told.passages[sentence.passage].text[: sentence.start]
        near = dates_in(paragraph, current, previous)
    return near[-1] if near else None


def _classification(kind):
    for word, classification in _CLASSIFICATIONS:
        if word in kind:
            return classification.value
    return Meeting.Classification.OTHER.value
