"""Stories that go on on another page (下转第3版) and that come from one (上接第1版) become one.

Assumed: the signpost names the page as that page's masthead does (02, ２ and 二 are the same), or,
where the masthead names none, as its place in the file. A part is joined only where both signposts
fit each other; anything else is left apart, with a doubt.
"""

from articles.importing.arrangement import Doubt
from articles.importing.likeness import pairs, share
from articles.importing.marks import is_closed, page_key
from liangcheng.richtext import clean_html

_MARGIN = 0.1  # how much more of its headline the right part must share than the next


def join(pages):
    """The pages' drafts with continued stories joined: a new list of PageDrafts, as long.

    A part that is joined leaves its page and stands at the end of the story where that began; both
    pages say so in a doubt.
    """
    stories = {
        (sheet, story.story): story for sheet, page in enumerate(pages) for story in page.stories
    }
    parts = _parts(pages)
    for start in sorted(stories):
        if start in parts:
            continue
        at = start
        while at := next((part for part, begun in parts.items() if begun == at), None):
            stories[start] = _joined(stories[start], stories[at], at[0], pages)
    return [
        page.model_copy(
            update={
                "stories": [
                    _with_doubt(stories[sheet, story.story])
                    for story in page.stories
                    if (sheet, story.story) not in parts
                ],
                "doubts": page.doubts + _moved(page, sheet, parts, pages),
            }
        )
        for sheet, page in enumerate(pages)
    ]


def _parts(pages):
    """Which story each continuation belongs to: {(sheet, story): (sheet, story)}."""
    numbers = _numbers(pages)
    places = [(sheet, story) for sheet, page in enumerate(pages) for story in page.stories]
    parts, taken = {}, set()
    for sheet, story in places:
        if not story.continues_from:
            continue
        here = numbers[sheet]
        begun = [
            (other, candidate)
            for other, candidate in places
            if other != sheet
            and numbers[other] == story.continues_from
            and candidate.continues_on == here
            and (other, candidate.story) not in taken
            and _same_day(pages[other], pages[sheet])
        ]
        if found := _likeliest(story, begun):
            other, candidate = found
            parts[sheet, story.story] = (other, candidate.story)
            taken.add((other, candidate.story))
    return parts


def _numbers(pages):
    return [page_key(page.masthead.page_number) or str(page.number_in_file) for page in pages]


def _same_day(one, other):
    days = {one.masthead.date, other.masthead.date} - {""}
    return len(days) < 2


def _likeliest(story, begun):
    """The beginning that shares the most of a part's headline; None if that leaves it open."""
    if len(begun) < 2:
        return begun[0] if begun else None
    mine = pairs(story.headline)
    ranked = sorted(begun, key=lambda one: -share(mine, pairs(one[1].headline)))
    first, second = (share(mine, pairs(one[1].headline)) for one in ranked[:2])
    return ranked[0] if first - second >= _MARGIN else None


def _joined(story, part, sheet, pages):
    """A story with its continuation from another sheet at its end."""
    paragraphs, more = list(story.paragraphs), list(part.paragraphs)
    body = story.body + "\n" + part.body
    if paragraphs and more and not is_closed(paragraphs[-1]):
        paragraphs[-1] += more.pop(0)
        body = story.body.removesuffix("</p>") + part.body.removeprefix("<p>")
    pictures = [picture.model_copy(update={"sheet": sheet}) for picture in part.pictures]
    doubt = Doubt(
        kind="joined",
        sentence=f"接上了{_called(pages[sheet], sheet)}的续文，请核对接得对不对。",
        story=story.story,
    )
    return story.model_copy(
        update={
            "paragraphs": paragraphs + more,
            "body": clean_html(body),
            "department": part.department or story.department,
            "byline": story.byline or part.byline,
            "pictures": story.pictures + pictures,
            "continues_on": part.continues_on,
            "doubts": [*story.doubts, doubt, *part.doubts],
        }
    )


def _called(page, sheet):
    return page.masthead.page_label or f"第 {sheet + 1} 页"


def _with_doubt(story):
    """A story whose signpost leads nowhere says so."""
    if story.continues_from:
        sentence = f"标着上接第{story.continues_from}版，那一版上没有找到开头，请查看。"
    elif story.continues_on:
        sentence = f"标着下转第{story.continues_on}版，那一版上没有找到续文，请查看。"
    else:
        return story
    doubt = Doubt(kind="continuation", sentence=sentence, story=story.story)
    return story.model_copy(update={"doubts": [*story.doubts, doubt]})


def _moved(page, sheet, parts, pages):
    """What a page says about the parts that left it."""
    doubts = []
    for story in page.stories:
        if begun := parts.get((sheet, story.story)):
            words = story.headline or "".join(story.paragraphs)[:20]
            sentence = f"“{words}”是{_called(pages[begun[0]], begun[0])}一篇的续文，已经接过去。"
            doubts.append(Doubt(kind="moved", sentence=sentence))
    return doubts
