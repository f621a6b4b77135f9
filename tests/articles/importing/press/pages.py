"""A page of invented stories, in one of many layouts, and its truth."""

from articles.archive.names import lexicon
from articles.archive.prose import Prose
from articles.archive.words import Pool, dice
from tests.articles.importing.press.printing import Press
from tests.articles.importing.press.setting import width_of
from tests.articles.importing.press.stories import Setter, Style, Told

SIZES = [(737, 964), (1105, 1559), (794, 1123), (680, 1009), (842, 1191)]
DEPARTMENTS = [
    *("党建办", "服务办", "平安办", "司法所", "文化中心", "晴川居民区"),
    *("街道团工委", "退役军人服务站"),
]
EDITORS = ["温如故", "白桦", "谷雨", "易安", "林深", "苏合", "陆离", "江蓠"]
NAMES = ["青禾", "福林", "明源", "岚桥", "汀州里", "荷塘月"]
SECTIONS = ["要闻", "综合", "全景", "社区", "民生", "党建", "文化"]
KINDS = ["meeting", "visit", "activity", "repair", "service", "portrait"]


class Maker:
    """Makes pages; the same seed, the same pages."""

    def __init__(self, seed):
        self.random = dice(seed, "pages")
        self.prose = Prose(dice(seed, "prose"), lexicon(seed) | {"hood": Pool(("柳岸居民区",))})

    def page(self):
        """(Press, truth) of another page."""
        random = self.random
        width, height = random.choice(SIZES)
        body = random.choice([9, 9.5, 10, 10.5]) if width < 1000 else random.choice([9.5, 10, 11])
        style = Style(
            body=body,
            leading=random.choice([1.4, 1.5, 1.6, 1.75]),
            indent=0 if random.random() < 0.12 else 2,
            body_face="song" if random.random() < 0.85 else "hei",
            head_face=random.choice(["hei-bold", "song-bold", "hei-bold"]),
            sub_face=random.choice(["hei", "hei-bold", "kai"]),
            caption_face=random.choice(["hei", "kai"]),
            signoff=random.choice(["right", "own", "run_on", "right"]),
            subhead=random.choice(["centred", "left"]),
        )
        if style.body_face == "hei":
            style.sub_face = "song-bold"
            style.caption_face = "song"
        press = Press(width, height)
        page = _Page(self, press, style)
        truth = page.make()
        return press, truth

    def told(self, length, style):
        """Another story of about that many characters."""
        random = self.random
        facts = {
            "town": "云栖", "sub": "云栖街道", "dept": random.choice(DEPARTMENTS),
            "topic": self.prose.word("topic"),
            "day": f"{random.randint(1, 12)}月{random.randint(1, 28)}日",
            "meeting": "云栖街道重点工作推进会", "leader": "自治办主任沈禾",
            "leader_title": "自治办主任",
            "leaders": random.choice(["", "自治办主任沈禾、社工陆汀"]),
        }  # fmt: skip
        story = self.prose.story(random.choice(KINDS), facts, length)
        paragraphs = list(story.paragraphs)
        # The bench tells sub-heads by their face or place; a truth keeps them as paragraphs.
        return Told(
            headline_lines=[story.headline],
            paragraphs=paragraphs,
            subheads=set(story.subheads),
            kicker=self.prose.story("service", facts, 80).headline[:14]
            if random.random() < 0.2
            else None,
            deck=self.prose.story("repair", facts, 80).headline if random.random() < 0.2 else None,
            department=facts["dept"] if random.random() < 0.8 else None,
        ), story.caption


class _Page:
    def __init__(self, maker, press, style):
        self.maker, self.random, self.press, self.style = maker, maker.random, press, style
        self.setter = Setter(press, style, maker.random)
        self.em = style.body
        margin = self.em * self.random.choice([3, 4, 5])
        self.left, self.right = margin, press.width - margin
        self.features = []
        self.gutter = self.em * self.random.choice([1, 1.3, 1.6, 2])
        # How many em wide the columns are about, and how many of them the page has.
        wanted = self.random.choice([13, 15, 17, 20]) * self.em
        inner = self.right - self.left
        self.grid = max(3, min(6, round((inner + self.gutter) / (wanted + self.gutter))))
        self.column = (inner - self.gutter * (self.grid - 1)) / self.grid
        self.separation = self.random.choice(["rules", "white", "mixed"])
        self.truth = {}

    def make(self):
        top, bottom = self._furniture()
        layout = self.random.choice(["rows", "rows", "slices", "slices", "pinwheel"])
        self.features.append(layout)
        places = self._places(layout, top, bottom)
        stories = []
        for place in places:
            told = self._story(place)
            if told:
                stories.append(told)
        self.truth["articles"] = [told.truth() for told in stories]
        self.truth["features"] = [*self.features, self.separation, f"{self.grid} columns"]
        return self.truth

    def x(self, column):
        return self.left + column * (self.column + self.gutter)

    # --- masthead and footers

    def _furniture(self):
        random, press, em = self.random, self.press, self.em
        day = (random.randint(2015, 2024), random.randint(1, 12), random.randint(1, 28))
        number = random.randint(1, 8)
        editor, artist = random.sample(EDITORS, 2)
        name, section = random.choice(NAMES), random.choice(SECTIONS)
        printed = random.choice(["{}.{}.{}", "{}年{}月{}日", "{}-{:02}-{:02}"]).format(*day)
        page = random.choice([f"{number:02}", f"第{number}版"]) if number < 10 else f"{number}"
        self.truth = {
            "paper_name": name, "date": "{}-{:02}-{:02}".format(*day), "page_name": section,
            "page_number": page.strip("第版"), "responsible_editor": editor, "art_editor": artist,
        }  # fmt: skip
        credits = random.choice(
            [f"责任编辑 / {editor} 美术编辑 / {artist}", f"责任编辑：{editor}　版式设计：{artist}"]
        )
        kind = random.choice(["rule", "rule", "no rule", "footer", "front"])
        self.features.append(f"masthead: {kind}")
        small, y = 8, 2.5 * em
        if kind == "front":
            self.setter.press.text(self.left, y, name, 40, "hei-bold", 4, "masthead")
            press.text(
                self.left, y + 50, f"{printed}　总第{random.randint(50, 900)}期", small, "hei"
            )
            press.text(self.left + 260, y + 30, page, 18, "hei-bold")
            press.text(self.left + 330, y + 36, section, 12, "hei")
            press.text(self.left + 260, y + 54, credits, small, "hei")
            press.rule(self.left, y + 70, self.right, y + 71)
            return y + 78, press.height - 3 * em
        press.text(self.left, y + 10, printed, small, "hei")
        press.text(self.right - 110, y, page, 20, "hei-bold")
        press.text(self.right - 50, y + 7, section, 12, "hei")
        press.text(self.right - 190, y + 4, name, 16, "kai")
        if kind == "footer":
            press.text(self.left, press.height - 2 * em, credits, small, "hei")
        else:
            press.text(self.left + 90, y + 10, credits, small, "hei")
        if kind != "no rule":
            press.rule(self.left, y + 26, self.right, y + 27)
        return y + 26 + em, press.height - 3.2 * em

    # --- places

    def _places(self, layout, top, bottom):
        """[(first column, columns, top, bottom)] of the stories, with what separates them drawn."""
        if layout == "pinwheel" and self.grid >= 4:
            return self._pinwheel(top, bottom)
        if layout == "slices":
            return self._slices(0, self.grid, top, bottom, 0)
        rows, y = [], top
        count = self.random.randint(2, 4)
        while count:
            y2 = bottom if count == 1 else y + (bottom - y) / count * self.random.uniform(0.8, 1.2)
            rows.append((y, y2))
            y, count = y2, count - 1
        places = []
        for start, end in rows:
            if start > top:
                self._rule_across(0, self.grid, start)
            column = 0
            while column < self.grid:
                span = min(self.random.choice([1, 2, 2, 3, 4]), self.grid - column)
                if self.grid - column - span == 0 or self.random.random() < 0.9:
                    if column:
                        self._rule_down(column, start, end)
                    places.append((column, span, start, end))
                    column += span
        return places

    def _slices(self, first, span, top, bottom, depth):
        lines = (bottom - top) / (self.em * self.style.leading)
        chance = self.random.random()
        if depth < 3 and lines > 34 and (chance < 0.6 or span == 1):
            middle = top + (bottom - top) * self.random.uniform(0.38, 0.62)
            self._rule_across(first, span, middle)
            return [
                *self._slices(first, span, top, middle, depth + 1),
                *self._slices(first, span, middle, bottom, depth + 1),
            ]
        if depth < 3 and span > 1 and (chance < 0.9 or depth == 0):
            at = self.random.randint(1, span - 1)
            self._rule_down(first + at, top, bottom)
            return [
                *self._slices(first, at, top, bottom, depth + 1),
                *self._slices(first + at, span - at, top, bottom, depth + 1),
            ]
        return [(first, span, top, bottom)]

    def _pinwheel(self, top, bottom):
        third = (bottom - top) / 3
        a, b = top + third, top + 2 * third
        last = self.grid - 1
        middle = [(1, last - 1, a, b)] if last > 1 else []
        return [
            (0, last, top, a), (last, 1, top, b), (1, last, b, bottom), (0, 1, a, bottom), *middle,
        ]  # fmt: skip

    def _ruled(self):
        return self.separation == "rules" or (
            self.separation == "mixed" and self.random.random() < 0.5
        )

    def _rule_across(self, first, span, y):
        if self._ruled():
            end = self.x(first + span - 1) + self.column
            self.press.rule(self.x(first), y - 0.5 * self.em, end, y - 0.5 * self.em + 0.7)

    def _rule_down(self, column, top, bottom):
        if self._ruled():
            x = self.x(column) - self.gutter / 2
            self.press.rule(x, top, x + 0.6, bottom - self.em)

    # --- stories

    def _story(self, place):
        first, span, top, bottom = place
        random, em, style = self.random, self.em, self.style
        left, right = self.x(first), self.x(first + span - 1) + self.column
        bottom -= 1.5 * em
        column, gutter, start = self.column, self.gutter, left
        if random.random() < 0.15 and span > 1:
            self.press.frame(left, top, right, bottom, tint=random.random() < 0.3)
            self.features.append("framed")
            left, right, top, bottom = left + em, right - em, top + em, bottom - em
            column = (right - left - gutter * (span - 1)) / span
            start = left
        measure = int(column / em)
        slots = [(start + n * (column + gutter), top, bottom) for n in range(span)]
        if bottom - top < 14 * em:
            return None
        printed = len(self.press.texts), len(self.press.pictures)
        told, caption = self.maker.told(60, style)
        kind = "above"
        if span >= 3 and random.random() < 0.2:
            kind = "beside"
        elif span >= 2 and random.random() < 0.12 and bottom - top > 16 * em:
            kind = "vertical"
        slots = self._headline(told, kind, slots, column)
        if slots is None:
            return self._nothing(printed)
        if random.random() < 0.3 and bottom - slots[0][1] > 16 * em:
            slots = self._photo(told, caption, slots, column)
        slots = [slot for slot in slots if slot[2] - slot[1] > 3 * em]
        capacity = self.setter.capacity(slots)
        if capacity < 5:
            return self._nothing(printed)
        lines = self._filled(told, measure, capacity)
        rest = self.setter.columns(lines, slots, measure)
        assert not rest  # the text was made to fit
        return told

    def _nothing(self, printed):
        """A place stays empty: what was set already is taken back."""
        texts, pictures = printed
        del self.press.texts[texts:], self.press.pictures[pictures:]

    def _filled(self, told, measure, capacity):
        """The lines of a text that fits; the text is put into `told`."""
        fill = self.random.uniform(0.75, 1.0)
        length = int(capacity * measure * 0.9 * fill)
        other, _ = self.maker.told(max(60, length), self.style)
        told.paragraphs, told.subheads = other.paragraphs, other.subheads
        while True:
            while told.paragraphs[-1] in told.subheads:
                told.paragraphs.pop()
            lines = self.setter.lines(told, measure)
            if len(lines) <= capacity:
                return lines
            if len(told.paragraphs) > 1:
                told.paragraphs.pop()
            else:
                sentences = told.paragraphs[0].split("。")
                if len(sentences) > 2:
                    told.paragraphs = ["。".join(sentences[:-2]) + "。"]
                else:
                    told.paragraphs = [told.paragraphs[0][: (capacity - 2) * measure - 8] + "。"]

    def _headline(self, told, kind, slots, column):
        random, em, style = self.random, self.em, self.style
        if kind == "vertical":
            return self._vertical(told, slots)
        over = slots if kind == "above" else slots[: max(2, len(slots) - random.randint(1, 2))]
        if kind != "above":
            self.features.append("headline beside")
        left, right = over[0][0], over[-1][0] + column
        y = over[0][1] + 0.4 * em
        text = told.headline_lines[0]
        largest = em * random.choice([1.6, 1.9, 2.2, 2.8]) + 2 * len(over)
        size = min(largest, (right - left) / width_of(text) * 0.96)
        if size < 1.5 * em:
            half = len(text) // 2
            told.headline_lines = [text[:half], text[half:]]
            size = min(largest, (right - left) / (len(text) - half) * 0.96)
        size = max(size, 1.32 * em)
        if told.kicker and width_of(told.kicker) * em * 1.2 < right - left and kind == "above":
            ratio = random.choice([0.5, 0.6, 0.75])
            small = min(max(em * 1.1, size * ratio), (right - left) / width_of(told.kicker))
            face = style.sub_face if style.sub_face != style.head_face else "kai"
            y = self.setter.centred(told.kicker, left, right, y, small, face) + 0.3 * em
        else:
            told.kicker = None
        for line in told.headline_lines:
            y = self.setter.centred(line, left, right, y, size, style.head_face) + 0.25 * size
        if told.deck and width_of(told.deck) * em < right - left and kind == "above":
            small = em * random.choice([1, 1, 1.15, 1.3])
            small = min(small, size * 0.8, (right - left) / width_of(told.deck))
            face = style.sub_face if style.sub_face != style.head_face else "kai"
            y = self.setter.centred(told.deck, left, right, y, max(small, em), face) + 0.4 * em
        else:
            told.deck = None
        if random.random() < 0.1 and kind == "above":
            told.byline = f"记者 {random.choice(EDITORS)}"
            y = (
                self.setter.centred(f"□{told.byline}", left, right, y, em, style.body_face)
                + 0.4 * em
            )
        y += 0.3 * em
        if y > over[0][2] - 5 * em:
            return None
        return [
            (x, y if slot in over else top, bottom) for slot in slots for x, top, bottom in [slot]
        ]

    def _vertical(self, told, slots):
        """A headline set downwards in the place of the first column or the last."""
        told.kicker = told.deck = None
        at_left = self.random.random() < 0.5
        x, top, bottom = slots[0 if at_left else -1]
        text = told.headline_lines[0]
        size = min(2.2 * self.em, (bottom - top) / (len(text) + 1))
        lines = [text]
        if size < 1.4 * self.em:
            half = len(text) // 2
            lines = [text[:half], text[half:]]
            size = min(2.2 * self.em, (bottom - top) / (len(lines[1]) + 1))
        if any(c.isascii() for c in text) or size < 1.35 * self.em:
            return None
        told.headline_lines = lines
        self.features.append("vertical headline")
        place = x + self.column / 2 + (len(lines) - 1) * 0.7 * size - size / 2
        for line in lines:
            self.press.text(place, top, line, size, self.style.head_face, 0, "head", downwards=True)
            place -= 1.4 * size
        return slots[1:] if at_left else slots[:-1]

    def _photo(self, told, caption, slots, column):
        """A photo over one or more columns, its caption under it; returns the slots left."""
        random, em = self.random, self.em
        self.features.append("photo")
        tops = {round(top) for _, top, _ in slots}
        count = random.randint(1, len(slots)) if len(tops) == 1 else 1
        at = random.choice([0, len(slots) - count])
        mine = slots[at : at + count]
        left, right = mine[0][0], mine[-1][0] + column
        room = mine[0][2] - mine[0][1]
        high = min((right - left) * 0.62, room * 0.5)
        size = em * 0.85
        at_bottom = (random.random() < 0.5 and count < len(slots)) or len(tops) > 1
        words = caption if random.random() < 0.5 else f"{caption}（{random.choice(EDITORS)} 摄）"
        lines = [words] if width_of(words) * size <= right - left else None
        if lines is None:
            per = int((right - left) / size)
            lines = [words[n : n + per] for n in range(0, len(words), per)]
        below = high + 0.4 * em + len(lines) * 1.3 * size
        y = mine[0][2] - below if at_bottom else mine[0][1] + 0.2 * em
        self.press.picture(left, y, right, y + high)
        for number, line in enumerate(lines):
            self.press.text(
                left, y + high + 0.4 * em + number * 1.3 * size, line, size, self.style.caption_face
            )
        told.captions = [words]
        changed = []
        for slot in slots:
            x, top, bottom = slot
            if slot not in mine:
                changed.append(slot)
            elif at_bottom:
                changed.append((x, top, y - 0.8 * em))
            else:
                changed.append((x, y + below + 0.8 * em, bottom))
        return changed
