"""Atom and RSS."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from tests.factories import make_article, make_department

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, path):
    return ElementTree.fromstring(client.get(path).content).findall(f"{ATOM}entry")


def test_atom_holds_articles_whole_with_their_signoff(client):
    make_article(
        "口袋公园开放",
        body="<p>公园<strong>开放</strong>了。</p>",
        published=True,
        signoff="云栖办",
    )

    (entry,) = entries(client, "/feeds/atom/")

    assert entry.findtext(f"{ATOM}title") == "口袋公园开放"
    assert entry.findtext(f"{ATOM}summary") == "<p>公园<strong>开放</strong>了。</p>"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "云栖办"
    assert entry.find(f"{ATOM}link").get("href").startswith("http://testserver/articles/")


def test_rss_of_everything_and_of_one_department(client):
    department = make_department("云栖办", slug="yunqi")
    make_article("本单位的事", department=department, published=True)
    make_article("别处的事", published=True)

    def titles(path):
        channel = ElementTree.fromstring(client.get(path).content).find("channel")
        return channel.findtext("title"), {i.findtext("title") for i in channel.findall("item")}

    assert titles("/feeds/rss/")[1] == {"本单位的事", "别处的事"}
    assert titles("/feeds/departments/yunqi/rss/") == ("《社区报》·云栖办", {"本单位的事"})


def test_feed_of_an_unknown_department_is_not_found(client):
    assert client.get("/feeds/departments/nowhere/atom/").status_code == 404


def test_feed_takes_the_same_queries_for_one_article_and_for_thirty(
    client, django_assert_max_num_queries
):
    for _ in range(31):
        make_article(published=True).tags.add("公园")

    with django_assert_max_num_queries(12):
        assert len(entries(client, "/feeds/atom/")) == 30


def test_control_characters_of_word_break_no_feed(client):
    article = make_article("云栖\x0b标题", signoff="云栖\x0c办", published=True)
    article.tags.add("公\x0b园")

    (entry,) = entries(client, "/feeds/atom/")

    assert entry.findtext(f"{ATOM}title") == "云栖 标题"
    assert ElementTree.fromstring(client.get("/sitemap-articles.xml").content) is not None


@pytest.mark.parametrize("path", ["/feeds/atom/", "/feeds/rss/", "/sitemap-articles.xml"])
def test_client_that_knows_only_dates_learns_of_a_withdrawal(client, path):
    make_article(published=True)
    make_article("要撤回的", published=True).withdraw()

    answer = client.get(path, headers={"If-Modified-Since": "Fri, 01 Jan 2999 00:00:00 GMT"})

    assert answer.status_code == 200
    assert "Last-Modified" not in answer


def test_entry_is_not_older_than_its_publication(client):
    article = make_article(published=True)
    type(article).objects.update(updated_at=article.published_at - timedelta(hours=1))

    (entry,) = entries(client, "/feeds/atom/")

    assert entry.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}published")
