"""Who else was at a meeting, in the paper's words (参会): 各居民区书记列席会议."""

import re

from articles.importing.drafts import GroupDraft

_SENTENCE = re.compile(r"[^。；！？]+")
_MODES = r"出席|参加|列席|到会指导|到会祝贺|到会|陪同|围坐"
_CAME = re.compile(
    rf"(?P<who>.+?)(?:分别|共同|应邀|一同|也|均|等单位|派员)?(?P<mode>{_MODES})"
    r"(?:了|在一起|一堂)?(?:本次|此次|这次)?(?:会议|活动|培训|大会|座谈|现场会|推进会|调研|视察)?"
    r"(?P<more>并.*)?"
)
_THERE_WERE = re.compile(
    r"(?P<mode>出席|参加|列席)(?:会议|活动|培训)?的?(?:领导|还|人员|嘉宾|和)*有[：:]?(?P<who>.+)"
)
_CONVENED = re.compile(r"召集(?P<who>[^，。]+?)(?:，|召开|。|$)")
_LEADING = re.compile(r"^(?:会议|活动|会上|现场|还|特别|共有|共|由)*(?:邀请)?")
# A part of a sentence with a verb of its own names nobody who merely was there.
_OTHER_VERB = re.compile(
    r"召开|举行|举办|主持|讲话|通报|汇报|部署|强调|要求|指出|组织|围绕|传达|介绍|召集|动员|作"
)
_SPOKE = re.compile(r"讲话|主持|强调|指出|发言|致辞|点评|提出")
# A list is parted after a word for people; one that is counted as a whole is not.
_PEOPLE = re.compile(
    r"(?:干部|负责人|代表|成员|人员|委员|党员|居民|志愿者|职工|骨干)(?P<mark>、|及|以及)(?=..)"
)
_COUNTED = re.compile(r"\d+余?[名位人]")


def who_was_there(told):
    """(attendees, observers) of the meeting a story reports, as GroupDrafts in printed order.

    Who spoke or presided is no group; who is said to have accompanied somebody neither.
    """
    groups = [group for passage in told.passages for group in _groups(passage.text)]
    attendees = [group for group in groups if group.mode not in ("列席", "陪同")]
    return attendees, [group for group in groups if group.mode == "列席"]


def _groups(text):
    for sentence in _SENTENCE.finditer(text):
        if convened := _CONVENED.search(sentence[0]):
            yield GroupDraft(text=convened["who"], mode="召集")
        waiting = []
        for clause in sentence[0].split("，"):
            found = _THERE_WERE.fullmatch(clause) or _CAME.fullmatch(clause)
            if found:
                who = "，".join([*waiting, _LEADING.sub("", found["who"])])
                spoke = _SPOKE.search(found.groupdict().get("more") or "")
                if who and not spoke and not _OTHER_VERB.search(who):
                    yield from _parted(who, found["mode"])
            # 甲所所长某某，乙所所长某某出席: what waits for its verb.
            waits = not found and "、" in clause and not _OTHER_VERB.search(clause)
            waiting = [*waiting, clause] if waits else []


def _parted(who, mode):
    if _COUNTED.search(who):
        return [GroupDraft(text=who, mode=mode)]
    texts, start = [], 0
    for people in _PEOPLE.finditer(who):
        texts.append(who[start : people.start("mark")])
        start = people.end("mark")
    return [GroupDraft(text=text, mode=mode) for text in [*texts, who[start:]]]
