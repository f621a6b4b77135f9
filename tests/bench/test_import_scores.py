"""The counts of the import bench: what is right, found and there."""

from tests.bench.import_scores import Count, scores

TRUTH = {
    "date": "2021-04-14",
    "page_number": "02",
    "articles": [
        {
            "headline": "垃圾分类 再出发",
            "kicker": None,
            "paragraphs": ["会上，大家作了交流发言。", "散会后，大家一起看了现场。"],
            "department": "服务办",
            "captions": ["图为现场。"],
            "people": [{"name": "沈禾", "title": "主任", "organisation": "街道服务办"}],
            "meeting": {"kind": "推进会", "chair": "沈禾"},
        }
    ],
}


def page(**changes):
    article = TRUTH["articles"][0] | {"headline": "垃圾分类再出发"} | changes
    return {"date": "2021-04-14", "page_number": "02", "articles": [article]}


def test_all_right():
    counts = scores(page(), TRUTH)

    assert {what for what, count in counts.items() if len(set(count)) > 1} == set()
    assert counts["masthead"] == Count(2, 2, 2)
    assert counts["breaks"] == Count(1, 1, 1)


def test_what_differs_is_wrong():
    counts = scores(
        page(
            headline="另一个",
            paragraphs=["".join(TRUTH["articles"][0]["paragraphs"])],
            department=None,
            people=[{"name": "沈禾", "title": "书记", "organisation": ""}],
            meeting={"kind": "推进会", "chair": None},
        ),
        TRUTH,
    )

    assert counts["headline"] == Count(0, 1, 1)
    assert counts["breaks"] == Count(0, 0, 1)
    assert counts["department"] == Count(0, 0, 1)
    assert counts["people"] == Count(0, 1, 1)
    assert (counts["meeting"], counts["chair"]) == (Count(1, 1, 1), Count(0, 0, 1))
    assert counts["articles"] == Count(1, 1, 1)


def test_where_a_title_begins_is_a_convention():
    people = [{"name": "沈禾", "title": "服务办主任", "organisation": "街道"}]

    assert scores(page(people=people), TRUTH)["people"] == Count(1, 1, 1)


def test_a_story_that_is_not_there_is_found_too_much():
    two = page()
    two["articles"].append({"headline": "天气", "paragraphs": ["晴。"], "people": []})

    assert scores(two, TRUTH)["articles"] == Count(1, 2, 1)
