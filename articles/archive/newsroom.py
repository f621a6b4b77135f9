"""What an article is about, who signs it, who is in it, how long it is: all but where it stands."""

from dataclasses import dataclass

from articles.archive.meetings import Meetings, Reported
from articles.archive.names import lexicon
from articles.archive.prose import Prose, Story
from articles.archive.words import Pool
from articles.archive.world import World

KINDS = Pool.ranked(("activity", "service", "repair", "portrait"))
HOW_MANY_SIGN = Pool((1, 2, 3), (75, 95, 100))
HOW_MANY_NAMED = Pool((0, 1, 2, 3, 4), (25, 55, 80, 93, 100))
HOW_MANY_MORE_TAGS = Pool((0, 1, 2), (30, 75, 100))
BYLINE, SECTION, WITH_PICTURE = 0.35, 0.2, 0.25
# A log-normal length: the median, the spread, the bounds, and now and then a whole page of text.
MEDIAN, SPREAD, SHORTEST, LONGEST = 400, 0.6, 80, 3_000
VERY_LONG, VERY_LONG_LENGTH = 1 / 20_000, 20_000


@dataclass(frozen=True)
class Archive:
    """What all batches share."""

    seed: int
    world: World
    first_keys: dict  # label of a model → the key of its first row
    content_type: int  # of articles, for tags
    pictures: tuple = ()  # (name in storage, width, height)


@dataclass(frozen=True)
class Picture:
    """A stored picture and who took it; what it shows is the story's caption."""

    file: tuple  # name in storage, width, height
    credit: str


@dataclass(frozen=True)
class Manuscript:
    """An article as its author hands it in."""

    signers: list
    named: list
    meeting: Reported | None
    tags: list  # keys
    story: Story
    section: str
    byline: str
    picture: Picture | None


class Newsroom:
    """Writes manuscripts; meetings that they report first go into `tables`."""

    def __init__(self, archive, random, tables):
        self._random, self._world, self._pictures = random, archive.world, archive.pictures
        pools = lexicon(archive.seed)
        hoods = [unit.name for unit in self._world.units if unit.is_neighbourhood]
        self._prose = Prose(random, pools | {"hood": Pool.ranked(hoods)})
        self.word = self._prose.word
        self._topics = pools["topic"].words
        self._topic = Pool.ranked(range(len(self._topics))).draws(random)
        self._unit = Pool.ranked(self._world.units).draws(random)
        self._kind = KINDS.draws(random)
        self._signers = HOW_MANY_SIGN.draws(random)
        self._named = HOW_MANY_NAMED.draws(random)
        self._more_tags = HOW_MANY_MORE_TAGS.draws(random)
        subjects = self._topics, pools["system"].words
        first_key = archive.first_keys["departments.Meeting"]
        self._meetings = Meetings(random, self._world, first_key, subjects, tables)

    def open(self, issue):
        """From now on, manuscripts are for this issue."""
        self._issue = issue
        self._official = self._world.officials(issue.issued_on).draws(self._random)

    def manuscript(self, number):
        """The manuscript of this number, from the archive's first on."""
        signers = _different(self._unit, self._signers())
        named = _different(self._official, self._named())
        place = self.word("place")
        meeting = self._meetings.reported(number, self._issue, signers[0], named, place)
        topic = meeting.topic if meeting else self._topic()
        tags = _different(self._topic, self._more_tags(), [topic])
        return Manuscript(
            signers=signers,
            named=named,
            meeting=meeting,
            tags=[self._world.tags[tag] for tag in tags],
            story=self._story(self._topics[topic], meeting, signers[0], named),
            section=self.word("column") if self._chance(SECTION) else "",
            byline=self._byline() if self._chance(BYLINE) else "",
            picture=self._picture() if self._pictures and self._chance(WITH_PICTURE) else None,
        )

    def _story(self, topic, meeting, signer, named):
        facts = {
            "town": self._world.town,
            "sub": self._world.subdistrict,
            "dept": signer.name,
            "topic": topic,
            "day": f"{self._issue.issued_on.month}月{self._issue.issued_on.day}日",
            "meeting": meeting.name if meeting else "",
            "leader": named[0].printed if named else f"{signer.name}负责人",
            "leader_title": named[0].title if named else f"{signer.name}负责人",
            "leaders": "、".join(official.printed for official in named),
        }
        if not meeting:
            kind = self._kind()
        else:
            kind = "visit" if meeting.classification in self._world.visits else "meeting"
        return self._prose.story(kind, facts, self._length())

    def _length(self):
        if self._chance(VERY_LONG):
            return VERY_LONG_LENGTH
        length = int(MEDIAN * self._random.lognormvariate(0, SPREAD))
        return min(max(length, SHORTEST), LONGEST)

    def _byline(self):
        return f"记者 {self.word('person')} 通讯员 {self.word('person')}"

    def _picture(self):
        return Picture(self._random.choice(self._pictures), self.word("person"))

    def _chance(self, probability):
        return self._random.random() < probability


def _different(draw, count, first=()):
    """What is given first and up to `count` more, each once."""
    return list(dict.fromkeys([*first, *(draw() for _ in range(count))]))
