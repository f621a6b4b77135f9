"""The meeting that a story reports (会议): its kind, name, date, place, who presided.

A meeting is what was 召开, 举行 or 举办 and ends in a kind of meeting before a mark, or of what the
story says 一场…听证会 and 会议由…主持. One that is only mentioned (传达了…动员大会精神), planned
(将召开) or habitual (每月召开) is none.
"""

import re
from typing import NamedTuple

from articles.importing.arrangement import Doubt
from articles.importing.drafts import MeetingDraft
from articles.importing.suggesting.days import dates_in
from articles.importing.suggesting.departments import department_called
from articles.importing.suggesting.groups import who_was_there
from articles.importing.suggesting.lexicon import KINDS, alternatives
from departments.models import Meeting

_GENERAL = {"会议", "大会", "会"}
_KIND = alternatives(KINDS)
_VERB = re.compile(r"召开|举行|举办|开幕|闭幕")
_KIND_AT_END = re.compile(rf"(?:{_KIND})$")
_HELD = (
    r"(?:组织|主持|牵头|联合|隆重|顺利|胜利|集中|及时|专门|专题|紧急|如期|共同|再次)*"
    r"(?:召开|举行|举办)"
)
_OPENED = r"(?:胜利|圆满|隆重)?(?:开幕|闭幕)"
# Quoted marks are of the name: “不忘初心、牢记使命”主题教育工作会议.
_NAMED = r"(?:“[^”]{1,30}”|《[^》]{1,30}》|（[^）]{1,12}）|[^，。；：！？“”《》（）])"
_AFTER_HELD = re.compile(
    rf"{_HELD}了?(?:一[场次个])?(?P<name>(?!了|的|[\d一二三四五六七八九十两数多几]+余?[次场])"
    rf"{_NAMED}{{0,60}}?(?P<kind>{_KIND}))"
    r"(?=[，。；：！？）]|$|并|就|对|进一步|传达|部署|研究|听取|专题)"
)
_BEFORE_HELD = re.compile(
    rf"(?P<name>{_NAMED}{{0,60}}(?:{_KIND}))(?![室厅堂中精])(?P<when>[^，。；：！？]{{0,16}}?)"
    rf"(?:在(?P<place>[^，。；：！？]{{2,24}}))?(?:{_HELD}|{_OPENED})(?=[，。；！？]|$)"
)
# Not what was held, but what will be, is every month, should be, or was at another time.
_NOT_HELD = re.compile(
    r"将|拟|定于|应当|应该|需要|每[月周年季]|曾[于经在]|自从|如果|可以|此前|已|轮番|轮流"
    r"|随后|之后|接着|尚未|未能"
    r"|(?:曾|要|计划|准备|要求|通过|定期|多次|陆续|频频|先后|等)$"
)
_PLACE = re.compile(r"(?<![现存所])(?:，|^|[^现])?在(?P<place>[^，。；：！？在]{2,24})$")
_ACTIONS = (("动员", "动员会"), ("部署", "部署会"), ("表彰", "表彰会"), ("推进", "推进会"))
_ABOUT = re.compile(r"[，,]?(?:就|围绕|针对|对)?[^。；]{0,60}")
_VISIT = re.compile(r"一行|调研|视察|考察|参观|走访|慰问|检查|督导")
# A feature tells of a meeting without saying that it was held: 一场关于路灯的听证会气氛热烈。
_SCENE = re.compile(rf"一[场次]{_NAMED}{{0,40}}?的?(?P<kind>{_KIND})(?!室|厅|堂|场|议)")
_PRESIDED = re.compile(r"(?:会议?|会)由[^，。；]{2,40}主持")
_OF_A_MEETING = re.compile(r"会议由|会上|会议[指强要认]")
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?”?")
_CLASSIFICATIONS = (
    ("动员", Meeting.Classification.MOBILISATION),
    ("现场", Meeting.Classification.ON_SITE),
    ("推进", Meeting.Classification.PROMOTION),
    ("座谈", Meeting.Classification.SYMPOSIUM),
    ("培训", Meeting.Classification.TRAINING),
    ("专题", Meeting.Classification.SPECIAL),
)
_LEADING = re.compile(
    r"^(?:为期[^，]{1,4}的|一[场次个]|由|据悉|会上|同时|其间|期间|当天|当日|下午|上午|晚上|，)+"
)


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
    sentence, found = next(_reports(told), None) or next(_scenes(told), (None, None))
    if not found:
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


def _reports(told):
    """(sentence, _Found) where a meeting is reported: in the first two paragraphs, or the headline.

    A visit may end in a meeting of its own, but what it reports is the visit: one paragraph then.
    """
    first = told.passages[0].text if told.passages else ""
    number = 1 if _VISIT.search(first.partition("。")[0]) else 2
    sentences = [
        _Sentence(place, sentence.start(), sentence[0])
        for place, passage in enumerate(told.passages[:number])
        for sentence in _SENTENCE.finditer(passage.text)
    ]
    if _OF_A_MEETING.search(told.text):
        sentences.append(_Sentence(0, len(first), told.headline.text))
    for sentence in sentences:
        if found := _held(sentence.text):
            yield sentence, found


def _scenes(told):
    """(sentence, _Found) where a story that says who presided sets the scene of a meeting."""
    if not _PRESIDED.search(told.text):
        return
    for place, passage in enumerate(told.passages[:2]):
        for sentence in _SENTENCE.finditer(passage.text):
            scene = _SCENE.search(sentence[0])
            if scene and not _is_said(sentence[0][: scene.start()]):
                found = _Found("", scene["kind"], "", "", scene.start())
                yield _Sentence(place, sentence.start(), sentence[0]), found


def _held(text):
    """The meeting that a sentence says was held, as _Found; or None."""
    if not _VERB.search(text):
        return None
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
