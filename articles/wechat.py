"""An article as the editor of a WeChat official account (公众号) takes it: 复制到公众号.

That editor cleans what is pasted, and its articles are shown without any sheet of ours. What
follows from that, held by `tests/articles/test_wechat.py`:

- TAGS and nothing else; text, never a wrapper that only a script or a sheet would fill.
- Every look is a `style` attribute. `class`, `id` and `data-*` go (so do pseudo-elements, which
  hang on them); a paste keeps PROPERTIES. No `position`, no negative margin, no `display: table`,
  no `url()`, no typeface: each is dropped or breaks the page.
- Sizes are in px: relative ones collapse or scale with the reader's setting twice.
- A link leads to mp.weixin.qq.com or is refused on saving ("请勿插入非mp.weixin.qq.com域名的链接",
  doocs/md#1585; `href="#…"` too). Other addresses are printed behind their words. 阅读原文, the one
  link that every account has, is a field of its own.
- Pictures from elsewhere are filtered (WeChat's manual on drafts, `content`). They are listed for
  uploading by hand; 【图1：…】 marks the place of each.
- Title, author and digest are fields of their own, with a limit each; the text has fewer than
  20,000 characters, tags included.

Sources: developers.weixin.qq.com/doc/subscription/api/draftbox, and what the makers of Markdown
editors for WeChat report (mdnice/markdown-nice#15, wecatch/markdown-css#8, xiaobox/mdeditor#26).
"""

from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from liangcheng.chinese.text import digest, excerpt, filled_lines
from liangcheng.colours import ACCENT, INK, RULE, SHEET, SOFT
from liangcheng.richtext import clean_html, plain_text

LONGEST_TITLE = 64
LONGEST_DIGEST = 120
LONGEST_TEXT = 20_000
LINKED_HOST = "mp.weixin.qq.com"

_LINE = f"font-size:17px;line-height:30px;color:{INK}"
_SMALL = f"margin:0 0 16px;font-size:15px;line-height:26px;color:{SOFT}"
_CELL = f"padding:6px 8px;border:1px solid {RULE};font-size:15px;line-height:24px;color:{INK}"

# What a body's tags become, and how they look. `line` is a paragraph inside a list, a cell or a
# correction.
STYLES = {
    "p": ("p", f"margin:0 0 16px;text-indent:34px;text-align:justify;{_LINE}"),
    "line": ("section", "margin:0"),
    "h3": (
        "p",
        f"margin:28px 0 14px;padding-left:10px;border-left:4px solid {ACCENT};"
        f"font-size:19px;line-height:28px;font-weight:bold;color:{INK}",
    ),
    "strong": ("strong", "font-weight:bold"),
    "em": ("em", "font-style:italic"),
    "ul": ("ul", f"margin:0 0 16px;padding-left:28px;list-style-type:disc;{_LINE}"),
    "ol": ("ol", f"margin:0 0 16px;padding-left:28px;list-style-type:decimal;{_LINE}"),
    "li": ("li", "margin:0 0 8px"),
    "blockquote": (
        "section",
        f"margin:0 0 16px;padding:4px 0 1px 14px;border-left:3px solid {ACCENT}",
    ),
    "table": ("table", "width:100%;margin:0 0 16px;border-collapse:collapse"),
    "thead": ("thead", ""),
    "tbody": ("tbody", ""),
    "tr": ("tr", ""),
    "th": ("th", f"font-weight:bold;text-align:left;background-color:{SHEET};{_CELL}"),
    "td": ("td", f"text-align:left;{_CELL}"),
    "a": ("a", "color:#576b95;text-decoration:none"),
    # What stands round the body.
    "kicker": ("p", f"margin:0 0 4px;font-size:16px;line-height:26px;color:{SOFT}"),
    "subheadline": (
        "p",
        f"margin:0 0 12px;font-size:18px;line-height:28px;font-weight:bold;color:{INK}",
    ),
    "small": ("p", _SMALL),
    "picture": (
        "p",
        f"margin:0 0 6px;padding:24px 8px;border:1px dashed {ACCENT};text-align:center;"
        f"font-size:16px;line-height:26px;color:{ACCENT}",
    ),
    "caption": ("p", f"text-align:center;{_SMALL}"),
    "correction": (
        "section",
        f"margin:0 0 16px;padding:8px 12px;border-left:4px solid {ACCENT};"
        f"background-color:{SHEET};font-size:16px;line-height:28px;color:{INK}",
    ),
    "signoff": ("p", f"margin:0 0 24px;text-align:right;{_LINE}"),
    "page": (
        "p",
        f"margin:32px 0 16px;padding:6px 12px;background-color:{ACCENT};"
        "font-size:18px;line-height:28px;font-weight:bold;color:#ffffff",
    ),
    "story": (
        "p",
        f"margin:0 0 6px;font-size:19px;line-height:28px;font-weight:bold;color:{INK}",
    ),
}
TAGS = {tag for tag, _ in STYLES.values()}
PROPERTIES = {
    declaration.split(":")[0]
    for _, style in STYLES.values()
    for declaration in style.split(";")
    if declaration
}


@dataclass(frozen=True)
class Picture:
    """A picture to upload by hand: `mark` stands in the text where it belongs."""

    mark: str
    file_name: str
    photo: object


@dataclass
class Post:
    """What is copied, field by field, and what to know before."""

    title: str
    author: str
    digest: str
    source: str
    html: str
    text: str
    pictures: list = field(default_factory=list)

    @property
    def preview(self):
        """The HTML for a page whose policy forbids `style`: what it says stands in `data-css`."""
        # Quotation marks in texts and addresses are escaped: only attributes have any.
        return self.html.replace(' style="', ' data-css="')

    def warnings(self):
        """What WeChat would refuse, as sentences for an editor."""
        if len(self.title) > LONGEST_TITLE:
            yield (
                f"标题有 {len(self.title)} 个字，公众号最多 {LONGEST_TITLE} 个，请在公众号里改短。"
            )
        if len(self.html) >= LONGEST_TEXT:
            yield (
                f"正文连同格式有 {len(self.html):,} 个字符，公众号要求少于 {LONGEST_TEXT:,} 个，"
                "可能存不了；请分成两篇。"
            )


def styled(kind, text):
    """A plain text in the look of one of STYLES."""
    return _element(kind, escape(text))


def _element(kind, html):
    tag, style = STYLES[kind]
    return f'<{tag} style="{style}">{html}</{tag}>'


def inlined(html, base):
    """A body as HTML that survives WeChat's editor; `base` is what relative addresses start from.

    Whatever comes in is cleaned by our own allow-list first.
    """
    parser = _Inliner(base)
    parser.feed(clean_html(html))
    parser.close()
    return "".join(parser.out)


class _Inliner(HTMLParser):
    """Gives each tag of a clean body its look, and prints the addresses of links."""

    def __init__(self, base):
        super().__init__(convert_charrefs=True)
        self.base, self.out, self.open, self.link = base, [], [], None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "a":
            self.link = (self._whole(attrs.get("href") or ""), len(self.out))
            return
        inside = any(name in {"li", "td", "th"} for name in self.open)
        self.open.append(tag)
        name, style = STYLES["line" if tag == "p" and inside else tag]
        spans = "".join(
            f' {key}="{escape(attrs[key])}"' for key in ("colspan", "rowspan") if attrs.get(key)
        )
        self.out.append(f'<{name} style="{style}"{spans}>' if style else f"<{name}{spans}>")

    def _whole(self, address):
        """An address as it can be read on its own; empty for what is none."""
        try:
            return "" if address[:1] in {"", "#"} else urljoin(self.base, address)
        except ValueError:
            return ""

    def handle_endtag(self, tag):
        if tag == "a":
            self._end_link()
            return
        self.open.pop()
        inside = any(name in {"li", "td", "th"} for name in self.open)
        name, _ = STYLES["line" if tag == "p" and inside else tag]
        self.out.append(f"</{name}>")

    def handle_data(self, data):
        if data.strip() or "\n" not in data:  # lines of the source would be lines in the editor
            self.out.append(escape(data))

    def _end_link(self):
        (address, begin), self.link = self.link, None
        words = "".join(self.out[begin:])
        if _is_linked(address):
            tag, style = STYLES["a"]
            self.out[begin:] = [f'<{tag} href="{escape(address)}" style="{style}">{words}</{tag}>']
            return
        printed = escape(address.removeprefix("mailto:"))
        # 详见 www.example.cn says it already.
        if printed.rpartition("://")[2].rstrip("/") not in words:
            self.out.append(f"（{printed}）")


def _is_linked(address):
    parts = urlsplit(address)
    return parts.scheme == "https" and parts.hostname == LINKED_HOST


def of_article(article, publication, absolute):
    """The Post of an article; `absolute` makes a full address of a path.

    Reads what `for_detail()` has read.
    """
    source = absolute(article.get_absolute_url())
    pictures = _pictures(article)
    subheadline = article.displayed_subheadline
    parts = [
        *_if("kicker", article.kicker),
        *_if("subheadline", subheadline and f"——{subheadline}"),
        styled("small", _dateline(article, publication)),
        *(_correction(one.text) for one in article.corrections.all()),
    ]
    for picture in pictures:
        parts += [styled("picture", picture.mark), *_if("caption", _caption(picture.photo))]
    parts += [
        inlined(article.body, source),
        *_if("signoff", article.displayed_signoff and f"（{article.displayed_signoff}）"),
    ]
    return _post(
        parts,
        title=article.headline,
        author=article.bylines or article.displayed_signoff or publication.name,
        digest=digest(article.plain_text, LONGEST_DIGEST),
        source=source,
        pictures=pictures,
    )


def of_issue(issue, pages, publication, absolute):
    """The Post of a whole issue: page by page its stories, each with its summary.

    `pages` are those of `pages_with_stories`.
    """
    parts, headlines = [styled("small", f"《{publication.name}》{issue}")], []
    for page in pages:
        parts.append(styled("page", page.label))
        for article in page.stories:
            headlines.append(article.headline)
            parts += [
                *_if("kicker", article.kicker),
                styled("story", article.headline),
                *_if("p", article.summary),
                *_if("signoff", article.displayed_signoff and f"（{article.displayed_signoff}）"),
            ]
    return _post(
        parts,
        title=f"《{publication.name}》{issue}",
        author=publication.name,
        digest=excerpt("；".join(headlines), LONGEST_DIGEST),
        source=absolute(issue.get_absolute_url()),
    )


def _post(parts, **fields):
    html = "".join(parts)
    return Post(html=html, text=plain_text(html.replace("<section", "<p")), **fields)


def _if(kind, text):
    return [styled(kind, text)] if text else []


def _correction(text):
    lines = (styled("line", line) for line in filled_lines(f"更正：{text}"))
    return _element("correction", "".join(lines))


def _dateline(article, publication):
    place = article.page.label if article.page else "网络首发"
    paper = f"《{publication.name}》{article.displayed_date}"
    return "　".join(filter(None, [f"{paper} {place}", article.bylines]))


def _pictures(article):
    day = f"{article.dated_on:%Y-%m-%d}-" if article.dated_on else ""
    return [
        Picture(
            mark=f"【图{number}：{photo.caption or photo.alt_text or '没有图说'}】",
            file_name=f"{day}{article.pk}-图{number}.{photo.image.name.rpartition('.')[2]}",
            photo=photo,
        )
        for number, photo in enumerate(article.photos.all(), 1)
    ]


def _caption(photo):
    return " ".join(filter(None, [photo.caption, photo.credit and f"摄影 {photo.credit}"]))
