"""What a story is, and how it fills its place on a page."""

from dataclasses import dataclass, field

from tests.articles.importing.press.setting import SetLine, set_paragraph, width_of


@dataclass
class Told:
    """A story's texts as they are to be found again."""

    headline_lines: list
    paragraphs: list
    subheads: set = field(default_factory=set)
    kicker: str | None = None
    deck: str | None = None
    byline: str | None = None
    department: str | None = None
    captions: list = field(default_factory=list)
    turn: str = ""

    def truth(self):
        return {
            "kind": "article",
            "headline": " ".join(self.headline_lines),
            "headline_lines": self.headline_lines,
            "kicker": self.kicker,
            "deck": self.deck,
            "byline": self.byline,
            "paragraphs": self.paragraphs,
            "department": self.department,
            "captions": self.captions,
        }


@dataclass
class Style:
    """How a page sets its stories; sizes in points."""

    body: float
    leading: float  # em
    indent: float  # em: 2, or 0
    body_face: str
    head_face: str
    sub_face: str
    caption_face: str
    signoff: str  # right, own, run_on
    subhead: str  # centred, left


class Setter:
    """Sets stories on a press, in points."""

    def __init__(self, press, style, random):
        self.press, self.style, self.random = press, style, random

    def lines(self, told, measure):
        """All lines of a story's text in columns of `measure` em."""
        style, lines = self.style, []
        for number, text in enumerate(told.paragraphs):
            if text in told.subheads:
                lines.append(SetLine(text, self._subhead_indent(text, measure), kind="subhead"))
                continue
            is_last = number == len(told.paragraphs) - 1
            if is_last and told.department and style.signoff == "run_on":
                text += f"（{told.department}）"
            lines += set_paragraph(text, measure, style.indent)
        if told.department and style.signoff != "run_on":
            end = f"（{told.department}）"
            room = measure - lines[-1].indent - width_of(lines[-1].text)
            if style.signoff == "right" and room > width_of(end) + 1:
                lines[-1].end = end
            else:
                lines.append(SetLine("", end=end))
        if told.turn:
            lines.append(SetLine("", end=told.turn))
        return lines

    def _subhead_indent(self, text, measure):
        if self.style.subhead == "centred":
            return max(0, (measure - width_of(text)) / 2)
        return self.style.indent

    def columns(self, lines, slots, measure):
        """Set lines into slots [(x, top, bottom)], each a column; returns the lines left over."""
        style = self.style
        step = style.leading * style.body
        rest = list(lines)
        for x, top, bottom in slots:
            y = top
            while rest and y + style.body <= bottom + 0.01:
                self._line(rest.pop(0), x, y, measure)
                y += step
        return rest

    def _line(self, line, x, y, measure):
        style = self.style
        size = style.body
        face = style.sub_face if line.kind == "subhead" else style.body_face
        if line.text:
            tracking = 0
            if line.width is not None and len(line.text) > 1:
                tracking = (line.width - width_of(line.text)) * size / (len(line.text) - 1)
            self.press.text(x + line.indent * size, y, line.text, size, face, tracking, line.kind)
        if line.end:
            right = x + (measure - width_of(line.end)) * size
            self.press.text(right, y, line.end, size, style.body_face, 0, "body")

    def centred(self, text, left, right, y, size, face):
        """One line in the middle between two places; returns where the next may begin."""
        wide = width_of(text) * size
        self.press.text(left + (right - left - wide) / 2, y, text, size, face, 0, "head")
        return y + size

    def capacity(self, slots):
        step = self.style.leading * self.style.body
        return sum(
            max(0, int((bottom - top - self.style.body) / step + 1.001)) for _, top, bottom in slots
        )
