"""The desk's search box: the same search as readers have, drafts included."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.admin import articles as article_admin
from articles.models import Article
from articles.search.index import stored_documents
from tests.admin_forms import admin_url, save
from tests.factories import make_article, make_department, make_issue, make_page, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(editor_client):
    """The headlines that the list of articles shows for a query."""

    def ask(query, **filters):
        response = editor_client.get(admin_url(Article, "changelist"), {"q": query, **filters})
        return {article.headline for article in response.context["cl"].result_list}

    return ask


def test_desk_finds_drafts_in_the_middle_of_a_sentence(found):
    make_article("草稿", body="<p>居民说，樟树里的口袋公园真好。</p>")
    make_article("别的")

    assert found("袋公园") == {"草稿"}


def test_desk_takes_the_language_of_readers(found):
    department = make_department("云栖党建办")
    make_article("步道一", department=department)
    make_article("步道二")

    assert found("步道 部门:云栖党建办") == {"步道一"}
    assert found("步道 -步道一") == {"步道二"}


def test_desk_search_and_its_filters_hold_together(found):
    make_article("步道草稿")
    make_article("步道已发", published=True)

    assert found("步道", state="published") == {"步道已发"}


def test_desk_says_that_it_lists_the_newest_of_many(editor_client, monkeypatch):
    monkeypatch.setattr(article_admin, "MOST_FOUND", 2)
    for number in range(3):
        make_article(f"步道{number}")

    response = editor_client.get(admin_url(Article, "changelist"), {"q": "步道"})

    assert len(response.context["cl"].result_list) == 2
    assert "只在最近的 2 篇里列出" in response.content.decode()


@pytest.mark.parametrize("query", ["%", '"', "' OR 1=1 --", "NEAR(", "\x00", "😀", "部门:"])
def test_desk_answers_odd_questions(editor_client, query):
    make_article()

    response = editor_client.get(admin_url(Article, "changelist"), {"q": query})

    assert response.status_code == 200


def test_article_entered_at_the_desk_is_indexed_whole_and_once(editor_client):
    page = make_page(make_issue())
    department, person = make_department(), make_person("苏合")

    with CaptureQueriesContext(connection) as queries:
        save(
            editor_client,
            f"{admin_url(Article, 'add')}?page={page.pk}",
            rows=[
                ("signoffs", {"department": department.pk, "position": "1"}),
                ("mentions", {"person": person.pk, "title": "站长", "is_confirmed": "on"}),
            ],
            headline="口袋公园开放",
            body="<p>樟树里的口袋公园开放了。</p>",
            tags="绿化",
        )

    written = [query for query in queries if 'INSERT INTO "articles_searchtext"' in query["sql"]]
    assert len(written) == 1
    article = Article.objects.get()
    [document] = stored_documents([article.pk])
    tag = article.tags.get()
    assert {f"dep{department.pk}", f"per{person.pk}", f"tag{tag.pk}"} <= {*document.labels.split()}
    assert document.text.startswith("樟树里的口袋公园开放了")
