"""Reading only, from any origin, and asked again each time."""

import pytest

from articles.api.middleware import ALLOWED

pytestmark = pytest.mark.django_db

ADDRESSES = ["/api/issues", "/api/nosuch", "/api/iiif/collection.json", "/api/openapi.json"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_any_site_may_read(client, path):
    response = client.get(path, headers={"Origin": "https://elsewhere.example"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Link" in response["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in response


@pytest.mark.parametrize("path", ["/", "/issues/", "/admin/login/", "/media/photos/x.jpg", "/apis"])
def test_other_addresses_are_closed_to_scripts_of_other_sites(client, path):
    assert "Access-Control-Allow-Origin" not in client.get(path)


def test_page_images_are_open_as_iiif_viewers_need_them(client, archive):
    response = client.get(archive.front.image.url)
    response.close()

    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_preflight_is_answered_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.options(
            "/api/articles",
            headers={
                "Origin": "https://elsewhere.example",
                "Access-Control-Request-Method": "GET",
                "Access-Control-Request-Headers": "if-none-match",
            },
        )

    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "*"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "GE"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_nothing_can_be_written(client, method, path):
    response = client.generic(method, path)

    assert response.status_code == 405
    assert response["Allow"] == ", ".join(ALLOWED)
    assert response.json()["detail"] == "接口只能读，不能写。请用 GET。"


def test_head_is_a_get_without_a_body(client, archive):
    get, head = client.get("/api/articles?limit=1"), client.head("/api/articles?limit=1")

    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Type", "Link", "Access-Control-Allow-Origin", "Cache-Control"):
        assert head[name] == get[name]


@pytest.mark.parametrize("path", ["/api/articles", "/api/iiif/issues/2023-05-10/manifest.json"])
def test_what_has_not_changed_is_not_sent_again(client, archive, path):
    etag = client.get(path)["ETag"]

    same = client.get(path, headers={"If-None-Match": etag})
    archive.article.headline = "口袋公园试开放"
    archive.article.save()
    changed = client.get(path, headers={"If-None-Match": etag})

    assert (same.status_code, same.content) == (304, b"")
    assert same["Access-Control-Allow-Origin"] == "*"
    assert changed.status_code == 200


def test_answers_may_be_kept_but_not_used_unasked_and_not_indexed(client, archive):
    response = client.get("/api/articles")

    assert "public" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_chinese_is_sent_as_it_is(client, archive):
    assert "口袋公园" in client.get("/api/articles").content.decode()
    assert "稿件" in client.get("/api/openapi.json").content.decode()
