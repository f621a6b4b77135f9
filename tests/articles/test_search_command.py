"""`manage.py search`: what readers would find, and the upkeep of the index."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import SearchEntry
from tests.factories import make_article, make_department, make_issue, make_page

pytestmark = pytest.mark.django_db


def run(*arguments):
    """What the command says on its two streams."""
    out, err = StringIO(), StringIO()
    call_command("search", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_command_lists_what_readers_find():
    page = make_page(make_issue(published=True), "03")
    article = make_article("口袋公园开放", page=page, published=True)
    make_article("口袋公园草稿")

    out, err = run("口袋公园")

    assert f"第03版  口袋公园开放  /articles/{article.pk}/" in out
    assert "找到 1 篇。" in out
    assert "草稿" not in out
    assert not err


def test_command_prints_json_for_programs():
    department = make_department("云栖党建办")
    article = make_article(
        "口袋公园开放", body="<p>居民说，公园好。</p>", department=department, published=True
    )

    data = json.loads(run("公园", "--format", "json")[0])

    assert (data["query"], data["count"], data["count_is_exact"]) == ("公园", 1, True)
    assert data["articles"][0]["id"] == article.pk
    assert data["articles"][0]["departments"] == ["云栖党建办"]
    assert data["articles"][0]["excerpt"] == "居民说，公园好。"


def test_command_limits_and_orders():
    make_article("公园", published=True)
    make_article("食堂", body="<p>公园旁边。</p>", published=True)

    out, _ = run("公园", "--limit", "1", "--order", "relevance")

    assert "公园  /articles/" in out
    assert "食堂" not in out
    assert "找到 2 篇。" in out


def test_command_passes_notices_on():
    make_article("公园", published=True)

    _, err = run("部门:没有这个办", "公园")

    assert "没有叫“没有这个办”的单位" in err


@pytest.mark.parametrize("arguments", [(), ("公园", "--limit", "0"), ("公园", "--limit", "1001")])
def test_command_refuses_what_it_cannot_do(arguments):
    with pytest.raises(CommandError) as refused:
        run(*arguments)

    assert refused.value.returncode == 2


def test_verify_finds_the_index_right_and_rebuild_mends_it(capsys):
    article = make_article("公园", published=True)
    assert "索引与稿件一致，共 1 篇。" in run("--verify")[0]
    SearchEntry.objects.filter(article=article).update(labels="all")

    with pytest.raises(SystemExit) as stopped:
        run("--verify")

    assert stopped.value.code == 1
    assert "索引已重建，共 1 篇。" in run("--rebuild")[0]
    assert "索引与稿件一致，共 1 篇。" in run("--verify")[0]
