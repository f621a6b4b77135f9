"""Pages as their text layers give them: invented stories, in the ways that such text comes out."""

from articles.archive.names import lexicon
from articles.archive.prose import Prose
from articles.archive.words import Pool, dice
from tests.articles.importing.press.setting import set_paragraph, width_of

DEPARTMENTS = [
    "党建办",
    "服务办",
    "管理办",
    "平安办",
    "自治办",
    "司法所",
    "党政办",
    "文化中心",
    "城管中队",
    "晴川居民区",
    "街道团工委",
]
EDITORS = ["温如故", "白桦", "谷雨", "易安", "林深", "苏合", "陆离", "江蓠"]
NAMES = ["青禾", "福林", "明源", "岚桥", "汀州里", "荷塘月"]
SECTIONS = ["要闻", "综合", "全景", "社区", "民生", "党建", "文化"]
KINDS = ["meeting", "visit", "activity", "repair", "service", "portrait"]
WAYS = ["before", "after", "apart"]  # where headlines stand: by their stories, or all at the end


class Layer:
    """One page; the same seed, the same page.

    `signed`: how many of the stories are. `has_blanks`: whether blank lines part paragraphs (and
    columns), or nothing does. `way`: one of WAYS.
    """

    def __init__(self, seed, signed=1.0, has_blanks=True, way="before", kickers=0.0):
        self.random = dice(seed, "layers")
        pools = lexicon(seed) | {"hood": Pool(("柳岸居民区",))}
        self.prose = Prose(dice(seed, "prose"), pools)
        self.signed, self.has_blanks, self.way, self.kickers = signed, has_blanks, way, kickers
        self.truth = {"articles": []}
        stories = [self._story() for _ in range(self.random.randint(3, 6))]
        self.text = "\n".join([*self._masthead(), "", *self._printed(stories)])

    def _story(self):
        random = self.random
        facts = {
            "town": "云栖", "sub": "云栖街道", "dept": random.choice(DEPARTMENTS),
            "topic": self.prose.word("topic"),
            "day": f"{random.randint(1, 12)}月{random.randint(1, 28)}日",
            "meeting": "云栖街道重点工作推进会", "leader": "自治办主任沈禾",
            "leader_title": "自治办主任", "leaders": "自治办主任沈禾、社工陆汀",
        }  # fmt: skip
        story = self.prose.story(random.choice(KINDS), facts, random.randint(180, 700))
        is_signed = random.random() < self.signed
        self.truth["articles"].append(
            {
                "headline": story.headline,
                "kicker": None,
                "deck": None,
                "byline": None,
                "paragraphs": [text for text in story.paragraphs if text not in story.subheads],
                "department": facts["dept"] if is_signed else None,
                "captions": [],
            }
        )
        return self.truth["articles"][-1]

    def _masthead(self):
        random = self.random
        year, month, day = random.randint(2015, 2024), random.randint(1, 12), random.randint(1, 28)
        editor, artist = random.sample(EDITORS, 2)
        name, section, number = random.choice(NAMES), random.choice(SECTIONS), random.randint(1, 8)
        page = random.choice([f"{number:02}", f"第{number}版", f"A{number}"])
        printed = random.choice(["{}.{}.{}", "{}年{}月{}日", "{}-{:02}-{:02}", "{}/{}/{}"])
        spread = artist[0] + " " + artist[1:] if len(artist) == 2 else artist
        people = random.choice(
            [
                f"责任编辑 / {editor} 执行美编 / {spread}",
                f"责编：{editor}　版式设计：{artist}",
                f"本版编辑 {editor} 美编 {artist}",
            ]
        )
        self.truth |= {
            "date": f"{year}-{month:02}-{day:02}",
            "page_number": page.strip("第版"),
            "page_name": section,
            "paper_name": name,
            "responsible_editor": editor,
            "art_editor": artist,
        }
        return [f"{printed.format(year, month, day)} {people}", page, f"{name}··", section]

    def _printed(self, stories):
        out, ends = [], []
        for story in stories:
            head = self._head(story)
            body = self._body(story)
            if self.way == "before":
                out += [*head, *self._gap(), *body, *self._gap()]
            elif self.way == "after":
                out += [*body, *self._gap(), *head, *self._gap()]
            else:
                out += [*body, *self._gap()]
                ends.append([*head, *self._gap()])
        self.random.shuffle(ends)
        return out + [line for head in ends for line in head]

    def _gap(self):
        return [""] if self.has_blanks else []

    def _head(self, story):
        """The headline in one line or two."""
        text = story["headline"]
        if len(text) < 14 or self.random.random() < 0.5:
            return [text]
        at = len(text) // 2 + self.random.randint(-1, 1)
        return [text[:at], text[at:]]

    def _body(self, story):
        measure = self.random.choice([12, 14, 16, 18, 22])
        out = []
        last = len(story["paragraphs"]) - 1
        column = self.random.randint(8, 30)  # lines until the column ends
        for number, text in enumerate(story["paragraphs"]):
            lines = [line.text for line in set_paragraph(text, measure, 2)]
            if number == last and story["department"]:
                lines = self._signed(lines, story["department"], measure)
            for line in lines:
                out.append(line)
                column -= 1
                if not column and self.has_blanks and line is not lines[-1]:
                    out.append("")
                    column = self.random.randint(8, 30)
            was_full = width_of(lines[-1]) > measure - 1.2
            if number != last and not (was_full and self.random.random() < 0.5):
                out += self._gap()
        return out

    def _signed(self, lines, department, measure):
        mark = f"（{department}）"
        room = measure - width_of(lines[-1])
        if width_of(mark) < room:
            return [*lines[:-1], lines[-1] + " " * self.random.choice([0, 1]) + mark]
        return [*lines, *self._gap(), mark] if self.random.random() < 0.5 else [*lines, mark]
