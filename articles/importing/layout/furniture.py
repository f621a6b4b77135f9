"""Masthead and footers: what a page has beside its stories (报头、页脚)."""

import re

from articles.importing.arrangement import Role
from articles.importing.layout.chunks import Chunk
from articles.importing.layout.sheet import Rect

TOP, BOTTOM = 0.2, 0.9  # of the page's height: above and below, masthead and footer may stand
TOP_WITHOUT_RULE = 0.12
WIDE_RULE = 0.55  # of the page's width
ONE_LINE = 3  # em between words that are one line of it
TEXT = 8  # em: a column of text is wider
LONGEST_LIST = 60  # characters of editors under each other; more is a notice with a date
MOST_SENTENCES = 1  # in a masthead: a motto

_DATE = re.compile(
    r"(19|20)\d\d\s*[.年/·\-—–]\s*\d{1,2}\s*[.月/·\-—–]\s*\d{1,2}|[〇○零一二三四五六七八九]{4}年.{1,3}月"
    r"|\d{1,2}月\d{1,2}日?\s*(星期|周)"
)
_WORDS = re.compile(
    r"责任?编辑?[\s/：:|丨]|责编|责任编辑|(美术|执行|本版|版面)(编辑|美编|设计)|美编|版式(设计)?|校对|组版|排版"
    r"|总?第\s*\d+\s*期|^\s*(星期|周)[一二三四五六日天]|第?\s*[A-D]?[\d一二三四五六七八九十]+\s*版$|^版次"
    r"|内部资料|准印|刊号|CN\d|主办|主管|编辑部|投稿|邮箱|E-?mail|电话|热线|网址|www\.|http|印刷|地址[：:]|公众号"
)
_PAGE_NUMBER = re.compile(r"[A-DＡ-Ｄ]?\s*[\d０-９]{1,3}|第?[一二三四五六七八九十]{1,3}版")
_CONTENTS = re.compile(r"[^㐀-鿿]*(今日|本期|本报|内容|新闻)?(导读|要目|目录|提要)[^㐀-鿿]*")
_SENTENCE = re.compile(r"[。！？；]")


def says_masthead(text):
    """Whether a text has the words of a masthead or footer: a date, 责任编辑, 第2版, 投稿邮箱."""
    return bool(_DATE.search(text) or _WORDS.search(text))


def mark_furniture(chunks, rules, page, scale):
    """Give the chunks of masthead and footer their role.

    Assumes that a masthead stands in the top fifth: above the lowest wide rule that has masthead
    words above it, or else on the lines of such words in the top eighth, with what is above those.
    """
    line = _masthead_line(chunks, rules, page)
    if line is None:
        rows = [
            chunk.rect
            for chunk in chunks
            if chunk.rect.bottom < TOP_WITHOUT_RULE * page.height and says_masthead(chunk.text)
        ]
        line = max((row.bottom for row in rows), default=0) + 0.3 * scale.em
    masthead = [chunk for chunk in chunks if chunk.rect.middle[1] < line]
    if len(_SENTENCE.findall("".join(chunk.text for chunk in masthead))) > MOST_SENTENCES:
        masthead = [chunk for chunk in masthead if says_masthead(chunk.text)]
    for chunk in masthead:
        chunk.role = Role.MASTHEAD
    _mark_strip(chunks, scale)
    _mark_footer(chunks, rules, page, scale)


def _mark_strip(chunks, scale):
    """A masthead set downwards at the page's side: what stands beside all text, with a date."""
    text = [
        chunk.rect
        for chunk in chunks
        if len(chunk.runs) > 2 and scale.is_text(chunk) and chunk.rect.width > TEXT * scale.em
    ]
    if not text:
        return
    left, right = min(rect.left for rect in text), max(rect.right for rect in text)
    free = [chunk for chunk in chunks if chunk.role is None]
    for strip in (
        [chunk for chunk in free if chunk.rect.right < left],
        [chunk for chunk in free if chunk.rect.left > right],
    ):
        words = "".join(chunk.text for chunk in strip)
        if any(_DATE.search(c.text) for c in strip) and not _SENTENCE.search(words):
            for chunk in strip:
                chunk.role = Role.MASTHEAD


def _masthead_line(chunks, rules, page):
    """The height of the rule under the masthead, None if there is none."""
    lines = [
        rule.middle[1]
        for rule in rules
        if rule.width >= WIDE_RULE * page.width and rule.middle[1] < TOP * page.height
    ]
    for line in sorted(lines, reverse=True):
        above = [chunk for chunk in chunks if chunk.rect.middle[1] < line]
        text = "".join(chunk.text for chunk in above)
        if any(says_masthead(chunk.text) for chunk in above) and (
            len(_SENTENCE.findall(text)) <= MOST_SENTENCES
        ):
            return line
    return None


def _mark_footer(chunks, rules, page, scale):
    text_ends = max(
        (c.rect.bottom for c in chunks if c.role is None and len(c.runs) > 2), default=0
    )
    for chunk in chunks:
        if chunk.role is not None or chunk.rect.top < BOTTOM * page.height:
            continue
        is_below_all = chunk.rect.middle[1] > text_ends
        if is_below_all and (
            says_masthead(chunk.text)
            or _PAGE_NUMBER.fullmatch(chunk.text)
            or _is_under_rule(chunk, rules, page)
        ):
            chunk.role = Role.MASTHEAD
    footers = [chunk.rect for chunk in chunks if chunk.role == Role.MASTHEAD]
    for chunk in chunks:
        is_free = chunk.role is None and len(chunk.runs) == 1 and chunk.rect.top > text_ends
        height = 0.5 * chunk.rect.height
        if is_free and any(chunk.rect.down(footer) > height for footer in footers):
            chunk.role = Role.MASTHEAD


def _is_under_rule(chunk, rules, page):
    return any(
        rule.width >= WIDE_RULE * page.width and BOTTOM * page.height < rule.top < chunk.rect.top
        for rule in rules
    )


def is_masthead_part(chunks, page):
    """Whether a framed or ruled-off part of a page is a masthead: its words, and no text."""
    if not chunks:
        return False
    rect = Rect.around(chunk.rect for chunk in chunks)
    text = "".join(chunk.text for chunk in chunks)
    words = sum(says_masthead(chunk.text) for chunk in chunks)
    is_beside = rect.top < TOP * page.height or rect.bottom > BOTTOM * page.height
    is_text = any(len(chunk.runs) > 2 and len(chunk.text) > LONGEST_LIST for chunk in chunks)
    return (
        words > 0
        and is_beside
        and not is_text
        and bool(_DATE.search(text) or words > 1)
        and len(_SENTENCE.findall(text)) <= MOST_SENTENCES
    )


def is_contents(chunks):
    """Whether a framed part is the contents of the paper: 导读, 今日要目."""
    first = min(chunks, key=lambda chunk: chunk.rect.top, default=None)
    return first is not None and bool(_CONTENTS.fullmatch("".join(first.runs[0].text.split())))


def masthead_lines(chunks):
    """The masthead's chunks in order, those on one line and of one size as one."""
    runs = [run for chunk in chunks if chunk.role == Role.MASTHEAD for run in chunk.runs]
    rows = []
    for run in sorted(runs, key=lambda run: run.rect.middle[1]):
        if rows and run.rect.middle[1] - rows[-1][0].rect.middle[1] < 0.5 * run.size:
            rows[-1].append(run)
        else:
            rows.append([run])
    lines = []
    for row in rows:
        row.sort(key=lambda run: run.rect.left)
        line = row[0]
        for run in row[1:]:
            gap = run.rect.left - line.rect.right
            if 0 <= gap < ONE_LINE * run.size and abs(run.size - line.size) < 0.1 * run.size:
                line = line.joined(run)
            else:
                lines.append(line)
                line = run
        lines.append(line)
    return [Chunk([line], Role.MASTHEAD) for line in lines]
