"""The invented subdistrict: its units, its people in office on a day, its tags.

The primary keys in it are those of the database; `founding` stores the rows.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta

from articles.archive.words import Pool

# Each invented; the first one not in the database already is taken.
TOWNS = ("云栖", "松渚", "荷塘", "柳浦", "桐影", "鹤汀", "梅溪", "竹坞")
# Under an article they sign less than they are named in it.
HEADS = ("街道党工委", "街道办事处")
PEOPLE, LEAST_STAFF = 300, 60


@dataclass(frozen=True)
class Spec:
    """What a unit is: names, kind, the unit above it, and the posts in it."""

    name: str
    classification: str
    above: str | None = None
    full_name: str = ""
    other_names: tuple = ()
    titles: tuple = ("主任", "副主任")


# The most frequent under an article first.
UNITS = (
    Spec("党建办", "office", "街道办事处", "社区党建办公室"),
    Spec("服务办", "office", "街道办事处", "社区服务办公室", ("社区服务办",)),
    Spec("管理办", "office", "街道办事处", "社区管理办公室", ("社管办", "社区管理办")),
    Spec("平安办", "office", "街道办事处", "社区平安办公室", ("综治办",)),
    Spec("自治办", "office", "街道办事处", "社区自治办公室"),
    Spec("文化中心", "institution", "街道办事处", "社区文化活动中心", ("文化活动中心",)),
    Spec("党群服务中心", "institution", "街道党工委", "社区党群服务中心", ("党群中心",)),
    Spec("发展办", "office", "街道办事处", "社区发展办公室", ("营商办",)),
    Spec("城管中队", "dual", "街道办事处", "综合行政执法队", (), ("中队长", "副中队长")),
    Spec("受理中心", "institution", "街道办事处", "社区事务受理服务中心"),
    Spec("城运中心", "institution", "街道办事处", "城市运行管理中心", ("网格中心",)),
    Spec("党政办", "office", "街道党工委", "社区党政办公室"),
    Spec("派出所", "station", "街道办事处", "", (), ("所长", "教导员")),
    Spec("市监所", "station", "街道办事处", "市场监督管理所", (), ("所长",)),
    Spec("退役军人服务站", "institution", "街道办事处", "", (), ("站长",)),
    Spec("司法所", "station", "街道办事处", "", (), ("所长",)),
    Spec("街道纪工委", "party", "街道", "", ("监察办",), ("书记", "副书记")),
    Spec("柳岸居民区", "neighbourhood", "东片区", "", (), ("党总支书记", "居委会主任")),
    Spec("桂苑居民区", "neighbourhood", "东片区", "", (), ("党总支书记", "居委会主任")),
    Spec("听雨居民区", "neighbourhood", "西片区", "", (), ("党总支书记", "居委会主任")),
    Spec("石桥居民区", "neighbourhood", "西片区", "", (), ("党总支书记", "居委会主任")),
    Spec("晴川居民区", "neighbourhood", "北片区", "", (), ("党总支书记", "居委会主任")),
    Spec("芦汀居民区", "neighbourhood", "北片区", "", (), ("党总支书记", "居委会主任")),
    Spec("房管办", "station", "街道办事处", "房屋管理办事处", ("房办",)),
    Spec("邻里公益社", "social", None, "邻里公益服务社", (), ("理事长",)),
    Spec("区文明办", "superior", None, "区精神文明建设办公室", (), ("副主任",)),
    Spec("社区卫生中心", "external", None, "社区卫生服务中心", (), ("院长", "副院长")),
    Spec("街道党工委", "party", "街道", "", ("党工委",), ("书记", "副书记", "委员")),
    Spec("街道办事处", "subdistrict", "街道", "", (), ("主任", "副主任", "四级调研员")),
    Spec("东片区", "area", "街道办事处", "", (), ("片长",)),
    Spec("西片区", "area", "街道办事处", "", (), ("片长",)),
    Spec("北片区", "area", "街道办事处", "", (), ("片长",)),
)
# Who is named without a post that others held before, and how the paper calls them.
STAFF_TITLES = ("社工", "工作人员", "志愿者", "网格员", "调解员", "联络员")
TENURE_DAYS = (1_000, 3_000)


@dataclass(frozen=True)
class Unit:
    """A stored department, under the name that articles print."""

    key: int
    name: str
    is_neighbourhood: bool


@dataclass(frozen=True)
class Official:
    """A person with a post: the key of the person, and the name and title as printed."""

    key: int
    name: str
    title: str

    @property
    def printed(self):
        return f"{self.title}{self.name}"


@dataclass(frozen=True)
class Post:
    """A post and those who held it, one after the other."""

    until: tuple  # the last day of each, rising; the last one's is `date.max`
    holders: tuple

    def holder(self, day):
        return self.holders[bisect_left(self.until, day)]


@dataclass(frozen=True)
class World:
    """Everything that a story may name."""

    town: str
    subdistrict: str
    units: tuple
    posts: tuple
    staff: tuple
    tags: tuple  # keys, in the order of the topics
    meeting_kinds: tuple  # classification and its name
    visits: tuple  # those classifications that are not meetings round a table

    def officials(self, day):
        """Those who may be in the paper on a day, the most frequent first."""
        return Pool.ranked([*(post.holder(day) for post in self.posts), *self.staff])


def tenures(random, first_day, last_day):
    """First and last day of one holder of a post after the other; None: the last is in office."""
    spans, end, start = [], None, last_day
    while start > first_day:
        start -= timedelta(days=random.randint(*TENURE_DAYS))
        spans.append((start, end))
        end = start - timedelta(days=1)
    return spans[::-1] or [(first_day, None)]


def post(spans, holders):
    """The post whose holders held it for those spans."""
    return Post(tuple(end or date.max for _, end in spans), tuple(holders))
