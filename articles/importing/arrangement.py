"""Which block of a page is what of which story, and of what a person should decide (编排).

The machine proposes an arrangement, a person changes it on the review screen: moves a block to
another story, splits and merges stories, swaps headlines. Both are the same value, and
`composing.py` makes drafts of it.
"""

from enum import StrEnum

from pydantic import BaseModel


class Role(StrEnum):
    """What a block is. The values are kept in the database."""

    MASTHEAD = "masthead"  # 报头：日期、版次、版名、责任编辑……
    SECTION = "section"  # 栏目
    KICKER = "kicker"  # 引题
    HEADLINE = "headline"  # 标题
    DECK = "deck"  # 副题
    BYLINE = "byline"  # 作者
    BODY = "body"  # 正文
    SUBHEAD = "subhead"  # 小标题
    QUOTE = "quote"  # 抽出来的引文，正文里已有
    SIGNOFF = "signoff"  # 落款
    TURN = "turn"  # 下转、上接
    CAPTION = "caption"  # 图说
    CREDIT = "credit"  # 摄影
    DISCARDED = "discarded"  # 略去


class Placement(BaseModel):
    """One block's part in the page: its role and, of the stories' parts, whose it is.

    `reason` says in Chinese why a block was discarded. `is_pinned`: a person said so, the machine
    leaves it.
    """

    block: int
    role: Role
    story: int | None = None
    reason: str = ""
    is_pinned: bool = False


class Doubt(BaseModel):
    """Something a person should look at first (疑点): a Chinese sentence, and where it is.

    `kind` names the rule that was unsure, in English, for tests and for the help page; `name` is
    the person's that it asks about.
    """

    kind: str
    sentence: str
    story: int | None = None
    block: int | None = None
    name: str = ""


class Arrangement(BaseModel):
    """All blocks of a page in the order of reading, each once; stories in printed order.

    Within a story the blocks follow each other as they are to be read. `pictures` says whose each
    picture is: {picture's key: story or None}.
    """

    placements: list[Placement]
    pictures: dict[int, int | None] = {}
    doubts: list[Doubt] = []

    @property
    def stories(self):
        """The stories' keys in printed order."""
        return list(dict.fromkeys(p.story for p in self.placements if p.story is not None))

    def of_story(self, story, *roles):
        """The placements of a story, in order; of these roles only, if any are named."""
        return [
            placement
            for placement in self.placements
            if placement.story == story and (not roles or placement.role in roles)
        ]
