"""What a reader may want to type, or may have meant."""

import pytest

from articles.search.query import parse
from articles.search.suggesting import completions, nearby
from tests.factories import make_article, make_department, make_issue, make_page, make_person
from tests.keeping import kept

pytestmark = pytest.mark.django_db


def completed(typed):
    """The texts that are offered."""
    return [word.text for word in completions(typed)]


@pytest.fixture
@kept
def paper():
    """A few stories of invented people, with words that can be mistyped."""
    department = make_department("云栖党建办")
    department.other_names.create(name="云栖党建服务办")
    person = make_person("乐无涯", sort_name="yue wu ya")
    make_article("口袋公园开放", department=department, person=person, published=True)
    make_article("垃圾分类 人人参与", published=True).tags.add("绿色生活")


@pytest.mark.parametrize(
    "typed, expected",
    [
        ("公", "公园"),
        ("垃圾", "垃圾"),
        ("gongy", "公园"),
        ("乐无", "乐无涯"),
        ("yuewu", "乐无涯"),
        ("ywy", "乐无涯"),
        ("云栖党建服", "云栖党建服务办"),
        ("绿色", "绿色生活"),
        ("綠色", "绿色生活"),
    ],
)
def test_completions_begin_with_what_is_typed(paper, typed, expected):
    assert expected in completed(typed)


def test_completions_name_the_most_used_words_first():
    for headline in ("公园", "公园 公道", "公园"):
        make_article(headline, published=True)

    assert completed("公") == ["公园", "公道"]


def test_completions_are_few_and_of_something():
    for number in range(12):
        make_person(f"苏合{'甲乙丙丁戊己庚辛壬癸子丑'[number]}")
        make_article(
            person=make_person(f"苏木{'甲乙丙丁戊己庚辛壬癸子丑'[number]}"), published=True
        )

    assert len(completed("苏")) == 8
    assert all(name.startswith("苏木") for name in completed("苏"))
    assert completed("") == completed("！") == completed("\x00") == []


@pytest.mark.parametrize("unpublished", [{}, {"page": True}])
def test_nothing_of_a_draft_is_suggested(unpublished):
    page = make_page(make_issue()) if unpublished else None
    article = make_article("樟树里步道", page=page, person=make_person("苏合"))
    article.tags.add("机密")

    assert completed("樟") == completed("苏") == completed("机") == []
    assert nearby(parse("樟术里")) == nearby(parse("苏禾")) == []


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("公圆", "公园"),  # sounds alike
        ("gongyuan", "公园"),
        ("乐无牙", "乐无涯"),  # read Yuè, as a surname
        ("乐五崖", "乐无涯"),
        ("云栖党健半", "云栖党建办"),  # two characters, nearly the same sound
        ("云栖党建版", "云栖党建办"),
        ("口袋公圆", "口袋公园"),  # pieces of a longer text
        ("公圆 -食堂", "公园 -食堂"),  # the rest of the question stays
    ],
)
def test_nearby_gives_what_was_meant(paper, typed, meant):
    assert meant in nearby(parse(typed))


@pytest.mark.parametrize("typed", ["公园", "步行街", "xyz", "雪", "-公圆", "部门:云栖党建办", "！"])
def test_nearby_gives_nothing_where_nothing_is_near(paper, typed):
    assert nearby(parse(typed)) == []
