"""The body of an article: one allow-list for the editor, the stored HTML and pasted text.

Everything that enters a body goes through `clean_html`; templates print the stored body and nothing
else as safe.
"""

import re
from collections import Counter
from html import escape, unescape
from html.parser import HTMLParser

import nh3
from django_prose_editor.config import allowlist_from_extensions, expand_extensions

from liangcheng.chinese.text import NO_CHARACTERS

# What the article form's editor offers. A newspaper's text needs no more: colours, sizes and
# alignment belong to the paper's design, pictures to the photo form.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
}

_allowed = allowlist_from_extensions(expand_extensions(EXTENSIONS))["tags"]
_attributes = {
    "*": set(),  # else the cleaner lets `title` and `lang` through everywhere
    "a": {"href", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_schemes = {"http", "https", "mailto"}

# Word and WeChat wrap paragraphs in these; each becomes a paragraph or heading of ours.
_RENAMED = {
    **dict.fromkeys(["section", "div", "article", "center", "figcaption", "pre"], "p"),
    **dict.fromkeys(["h1", "h2", "h4", "h5", "h6"], "h3"),
    "b": "strong",
    "i": "em",
}
_TEXT_BLOCKS = {"p", "h3"}
_LISTS = {"ul", "ol"}
_MARKS = {"strong", "em"}
_MARKS_OPEN = {f"<{name}>" for name in _MARKS}
_INLINE_ENDS = {f"</{name}>" for name in _MARKS | {"a"}}
# Nothing without something in them; an empty cell of a table is a cell.
_HOLDING = _TEXT_BLOCKS | _LISTS | _MARKS | {"li", "blockquote"}
_BLOCKS = _allowed - _MARKS - {"a"}
_NOT_TEXT = {"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math"}

_opened = nh3.Cleaner(
    tags=_allowed | set(_RENAMED) | {"br"},
    attributes=_attributes,
    url_schemes=_schemes,
    link_rel=None,
    clean_content_tags=_NOT_TEXT,
)
_cleaner = nh3.Cleaner(
    tags=_allowed, attributes=_attributes, url_schemes=_schemes, link_rel="noopener noreferrer"
)

# XML allows these nowhere: one, in the text or in an address, would break every feed.
_FORBIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f{NO_CHARACTERS}]")
_INVISIBLE = re.compile(f"[\u200b\u200c\u200d\u2060\ufeff\u00ad]|{_FORBIDDEN.pattern}")
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")
_SPACES = re.compile(r"[ \t\r\n]+")
# An address that leads somewhere as it is; and those typed as people say them: www.example.cn/a,
# a@example.cn. With a port (example.cn:80) the cleaner has taken it for another scheme.
_WHOLE = re.compile(r"(?:https?:|mailto:|[/#])", re.IGNORECASE)
_SAID = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?=[/?#]|$)", re.IGNORECASE)
_MAIL = re.compile(rf"[\w.+-]+@{_SAID.pattern}", re.IGNORECASE)


def clean_html(html):
    """The HTML an article may hold: allowed tags only, one flat run of paragraphs.

    Wrappers of Word and WeChat become paragraphs, `<br>` a paragraph's end, indents typed as
    spaces go (the paper's design indents). No character of the text is lost. Idempotent.
    """
    rebuilt = _Paragraphs.rebuild(_opened.clean(html))
    return _cleaner.clean(rebuilt).replace("><p>", ">\n<p>").replace("><h3>", ">\n<h3>")


def paragraphs(html):
    """The texts of a clean body's paragraphs, headings, list items and cells, in order."""
    texts = (unescape(_TAG.sub("", block)).strip() for block in _BLOCK_TAG.split(html))
    return [text for text in texts if text]


def plain_text(html):
    """The words of a clean body, a paragraph a line: what search, feeds and summaries read."""
    return "\n".join(paragraphs(html))


def _leading(address):
    """The attribute of a link to an address; none where the address is no address.

    Without its scheme it would be one of our own, below the article that it stands in.
    """
    if _WHOLE.match(address):
        return {"href": address}
    if _MAIL.fullmatch(address):
        return {"href": f"mailto:{address}"}
    return {"href": f"http://{address}"} if _SAID.match(address) else {}


class _Paragraphs(HTMLParser):
    """Rebuilds nested wrappers as a flat run of blocks, so that no paragraph break is lost.

    What is empty, and blanks around a block's text, go as they are met, once: however deep it is
    nested, a body takes as long as it is.
    """

    @classmethod
    def rebuild(cls, html):
        parser = cls(convert_charrefs=True)
        # Tags, and texts between them, escaped; the names of the open ones, and how many of each.
        parser.out, parser.open, parser.count = [], [], Counter()
        parser.is_at_start = False  # of a text block: nothing but marks so far
        parser.feed(html)
        parser.close()
        while parser.open:
            parser._close()
        return "".join(parser.out)

    def handle_starttag(self, tag, attrs):
        name = _RENAMED.get(tag, tag)
        if name == "br" or name in _BLOCKS:
            # HTML nests no paragraphs: a block inside one ends it.
            self._close_text_block()
        elif not self._in_text_block():
            self._start_text_block()
        if name != "br":
            self._start(name, attrs)

    def handle_endtag(self, tag):
        name = _RENAMED.get(tag, tag)
        if self.count[name]:
            while self._close() != name:
                pass

    def handle_data(self, data):
        data = _SPACES.sub(" ", _INVISIBLE.sub("", data).replace("\u00a0", " "))
        if not self._in_text_block():
            if not data.strip():
                return
            self._start_text_block()
        if self.is_at_start:
            data = data.lstrip()
        if data:
            self.is_at_start = False
            self.out.append(escape(data, quote=False))

    def _start(self, name, attrs=()):
        self.open.append(name)
        self.count[name] += 1
        self.is_at_start = name in _TEXT_BLOCKS or (self.is_at_start and name in _MARKS)
        attrs = {key: _FORBIDDEN.sub("", value or "") for key, value in attrs}
        if address := attrs.pop("href", "").strip():
            attrs = _leading(address) | attrs
        written = "".join(f' {key}="{escape(value)}"' for key, value in attrs.items())
        self.out.append(f"<{name}{written}>")

    def _start_text_block(self):
        if self.open and self.open[-1] in _LISTS:
            self._start("li")
        self._start("p")

    def _close(self):
        """Close the innermost tag; says which it was."""
        name = self.open.pop()
        self.count[name] -= 1
        if name in _TEXT_BLOCKS:
            self._trim()
        if name in _HOLDING and self.out[-1] == f"<{name}>":
            self.out.pop()
        else:
            self.out.append(f"</{name}>")
        return name

    def _trim(self):
        """Without the blanks at the open block's end, and the marks that held nothing else."""
        ends = []
        while True:
            last = self.out.pop()
            if last in _INLINE_ENDS:
                ends.append(last)
            elif last in _MARKS_OPEN:  # and nothing after it
                ends.pop()
            elif text := last if last.startswith("<") else last.rstrip():
                self.out.append(text)
                break
        self.out += reversed(ends)

    def _in_text_block(self):
        return any(self.count[name] for name in _TEXT_BLOCKS)

    def _close_text_block(self):
        while self._in_text_block():
            self._close()
