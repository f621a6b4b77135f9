"""Drafts as a person reads them on a terminal (`manage.py import_issue`)."""

from articles.importing.drafts import PERSON_ROLES
from articles.importing.reading import parsed_day
from liangcheng.chinese.dates import chinese_date
from liangcheng.chinese.text import excerpt, without_whitespace


def as_text(pages):
    """PageDrafts as lines of text: what each page holds, and what a person should look at."""
    lines = []
    for page in pages:
        lines += [_head(page), *_doubts([*page.masthead.doubts, *page.doubts], "  ")]
        for number, story in enumerate(page.stories, 1):
            lines += _story(number, story)
        lines += [*_discarded(page.discarded), ""]
    stories = [story for page in pages for story in page.stories]
    lines.append(f"共 {len(pages)} 版 {len(stories)} 篇。")
    return "\n".join(lines)


def _head(page):
    masthead = page.masthead
    day = parsed_day(masthead.date)
    number = masthead.page_label or "（没有版次）"
    editors = [
        ("责任编辑", masthead.responsible_editor),
        ("美术编辑", masthead.art_editor),
        ("校对", masthead.proofreader),
    ]
    parts = [chinese_date(day) if day else "（没有日期）", number, masthead.page_name]
    parts += [f"{label} {name}" for label, name in editors if name]
    return "  ".join(filter(None, parts))


def _story(number, story):
    above = f"{story.kicker} / " if story.kicker else ""
    below = f" / {story.deck}" if story.deck else ""
    size = sum(len(without_whitespace(text)) for text in story.paragraphs)
    facts = [f"{len(story.paragraphs)} 段 {size} 字"]
    if story.byline:
        facts.append(story.byline)
    if story.department:
        facts.append(f"落款 {story.department}")
    if story.pictures:
        facts.append(f"图 {len(story.pictures)} 张")
    lines = [
        f"  {number:>2}. {above}{story.headline or '（无标题）'}{below}",
        f"      {'，'.join(facts)}",
    ]
    if story.people:
        lines.append(f"      人物：{'、'.join(map(_person, story.people))}")
    if story.meeting:
        lines.append(f"      会议：{_meeting(story.meeting)}")
    if story.tags:
        lines.append(f"      标签：{'、'.join(story.tags)}")
    return lines + _doubts(story.doubts, "      ")


def _discarded(pieces):
    """A line for each reason, with the words it was given for."""
    by_reason = {}
    for piece in pieces:
        by_reason.setdefault(piece.reason, []).append(excerpt(piece.text, 24))
    return [f"  略去（{reason}）：{'  '.join(texts)}" for reason, texts in by_reason.items()]


def _person(person):
    words = [person.title_alone, PERSON_ROLES.get(person.role, "")]
    told = "，".join(filter(None, words))
    return f"{person.name}（{told}）" if told else person.name


def _meeting(meeting):
    chair = f"主持 {meeting.chair}" if meeting.chair else ""
    convener = f"召集 {meeting.convener}" if meeting.convener else ""
    words = [meeting.name or meeting.kind, meeting.date_text, meeting.place_text, chair, convener]
    return "，".join(filter(None, words))


def _doubts(doubts, indent):
    return [f"{indent}疑点：{doubt.sentence}" for doubt in doubts]
