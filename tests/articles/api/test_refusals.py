"""What is wrong is said: where, and what to do."""

import pytest

pytestmark = pytest.mark.django_db


def refusal(client, path):
    response = client.get(path)
    assert response["Content-Type"].startswith("application/json"), path
    assert response["Cache-Control"] == "no-store"
    return response.status_code, response.json()["detail"]


@pytest.mark.parametrize(
    "path, sentence",
    [
        ("/api/articles?limit=0", "参数 limit 写错了：一批几条，写 1 到 100 的整数。"),
        ("/api/articles?limit=101", "参数 limit 写错了：一批几条，写 1 到 100 的整数。"),
        ("/api/articles?from=2021-4-14", "参数 from 写错了：从哪一天起，写成 2021-04-14。"),
        ("/api/articles?from=1618358400", "参数 from 写错了：从哪一天起，写成 2021-04-14。"),
        ("/api/issues?to=2021-02-30", "参数 to 写错了：到哪一天止，写成 2021-04-14；"),
        ("/api/issues?from=2021-04-14&to=2021-04-13", "to 的日期比 from 的早，请对调。"),
        ("/api/articles?person=乐", "参数 person 写错了：文中人物的编号，写整数。"),
        ("/api/articles?page=第二版", "参数 page 写错了：版次，照报上印的：02、A3。"),
        ("/api/search?kind=大会", "参数 kind 写错了：报道的会议的类别：mobilisation、"),
        ("/api/search?order=oldest", "参数 order 写错了：次序：newest（最新在前）或 relevance"),
        ("/api/search?year=0", "参数 year 写错了：年份，写四位数字。"),
        ("/api/people?q=乐", "没有 q 这个参数。可以用的有：limit、cursor。"),
        (
            "/api/articles?limit=x&to=y",
            "参数 limit 写错了：一批几条，写 1 到 100 的整数。参数 to 写错了：",
        ),
    ],
)
def test_a_wrong_parameter_is_named_with_what_to_write(client, path, sentence):
    status, detail = refusal(client, path)

    assert status == 400
    assert detail.startswith(sentence)


@pytest.mark.parametrize(
    "path, sentence",
    [
        ("/api/articles?department=no", "没有这个单位。"),
        ("/api/articles?department=%00", "没有这个单位。"),
        ("/api/articles?tag=无", "没有这个标签。"),
        ("/api/articles?tag=%00", "没有这个标签。"),
        ("/api/articles?issue=2021-04-14", "没有这一期，或者它还没有出版。"),
        ("/api/search?issue=昨天", "没有这一期，或者它还没有出版。"),
        ("/api/articles?person=7", "没有这个人物。"),
        ("/api/articles?person=9223372036854775807", "没有这个人物。"),
        ("/api/articles?meeting=7", "没有这次会议。"),
        ("/api/articles/7", "没有这篇稿件，或者它还没有发表。"),
        ("/api/articles/99999999999999999999999999", "没有这篇稿件，或者它还没有发表。"),
        ("/api/issues/2021-04-14", "没有这一期，或者它还没有出版。"),
        ("/api/issues/昨天", "没有这一期，或者它还没有出版。"),
        ("/api/issues/昨天/02", "没有这一期，或者它还没有出版。"),
        ("/api/issues/2021-04-14/02", "这一期没有这一版，或者它还没有出版。"),
        ("/api/issues/2021-04-14/%00", "这一期没有这一版，或者它还没有出版。"),
        ("/api/departments/no", "没有这个单位。"),
        ("/api/people/7", "没有这个人物。"),
        ("/api/meetings/7", "没有这次会议。"),
    ],
)
def test_what_is_not_there_is_not_found(client, path, sentence):
    status, detail = refusal(client, path)

    assert status == 404
    assert detail.startswith(sentence)


@pytest.mark.parametrize("path", ["/api/nosuch", "/api/issues/", "/api/articles/x", "/api/%00"])
def test_an_address_that_is_none_says_where_they_are(client, path):
    status, detail = refusal(client, path)

    assert status == 404
    assert "/api/openapi.json" in detail


def test_a_failure_is_json_too(client, monkeypatch, caplog):
    def fail(*args):
        raise RuntimeError("broken")

    monkeypatch.setattr("articles.api.issues.page", fail)
    client.raise_request_exception = False

    status, detail = refusal(client, "/api/issues")

    assert (status, detail) == (500, "网站出了错，已经记下来了。请过一会儿再试。")
    assert "RuntimeError: broken" in caplog.text
