"""Questions at random: words as typed, each with what it demands of an article."""

from datetime import date

from hypothesis import assume
from hypothesis import strategies as st

from articles.search.analysis import runs
from tests.articles.search.archive import DEPARTMENTS, OTHER_NAME, PERSON, TAG, TEXTS


def phrase_in(part):
    folded = runs(part)
    return lambda article: any(folded in line for line in article.lines)


def headline_with(part):
    folded = runs(part)
    return lambda article: folded in article.lines[0]


def signed_by(name):
    return lambda article: any(one.department.name == name for one in article.signoffs.all())


def dated(since, until):
    return lambda article: article.dated_on is not None and since <= article.dated_on <= until


NAMED = [
    (f"部门:{DEPARTMENTS[1]}", signed_by(DEPARTMENTS[1])),
    (
        OTHER_NAME,
        lambda article: (
            signed_by(DEPARTMENTS[0])(article)
            or phrase_in(OTHER_NAME)(article)
            or phrase_in(DEPARTMENTS[0])(article)
        ),
    ),
    (f"人物:{PERSON}", lambda article: bool(article.mentions.all())),
    (f"标签:{TAG}", lambda article: bool(article.tags.all())),
    ("版:2", lambda article: bool(article.page and article.page.number == "02")),
    ("版:A3", lambda article: bool(article.page and article.page.number == "A3")),
]
DATES = [
    ("日期:2015..2020-06", dated(date(2015, 1, 1), date(2020, 6, 30))),
    ("日期:2022", dated(date(2022, 1, 1), date(2022, 12, 31))),
    ("日期:2019-03-02..", dated(date(2019, 3, 2), date.max)),
    ("日期:..2024", dated(date.min, date(2024, 12, 31))),
]


@st.composite
def parts(draw, most=6):
    """A part of one of the texts, without quotes, with something to search for in it."""
    headline, paragraphs = draw(st.sampled_from(TEXTS))
    text = draw(st.sampled_from([headline, *paragraphs]))
    start = draw(st.integers(0, len(text) - 1))
    part = text[start : start + draw(st.integers(1, most))]
    assume(runs(part))
    return part


@st.composite
def words(draw):
    """A word as typed and its demand, one of every kind that the language has."""
    kind = draw(st.sampled_from(["part", "part", "headline", "named", "dates", "chance"]))
    if kind == "dates":
        return draw(st.sampled_from(DATES))
    if kind == "named":
        typed, demand = draw(st.sampled_from(NAMED))
    elif kind == "headline":
        part = draw(parts(most=3))
        typed, demand = f"标题:“{part}”", headline_with(part)
    else:
        chance = st.text(st.sampled_from("文明和谐社区步道鹮鹭W5"), min_size=1, max_size=3)
        part = draw(parts() if kind == "part" else chance)
        typed, demand = f"“{part}”", phrase_in(part)
    if draw(st.sampled_from([False, False, True])):
        return f"-{typed}", lambda article: not demand(article)
    return typed, demand


def meet(article, asked):
    return all(demand(article) for _, demand in asked)


def typed(asked):
    return " ".join(text for text, _ in asked)


QUESTIONS = st.lists(words(), min_size=1, max_size=3)
