"""One page for all readers, as long as the publication's generation lasts."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.test import Client
from django.utils import timezone

from articles import generation
from articles.models import Publication
from articles.search.searching import HIGHEST
from liangcheng import page_cache
from liangcheng.fast.page_store import PageStore
from liangcheng.page_cache import PRIVATE, PageCache, kept_first
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept")]

FOR_ALL = "public, max-age=0, must-revalidate"


def test_a_page_is_made_once(client, path, django_assert_num_queries):
    first = client.get(path)

    with django_assert_num_queries(1):
        second = client.get(path)

    assert second.content == first.content
    headers = dict(first.items())
    assert dict(second.items()) == headers
    assert headers["Vary"] == "Accept-Encoding, Cookie"
    assert headers["Cache-Control"] == FOR_ALL
    assert "Content-Security-Policy" in headers
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("accepted", ["br", "gzip", ""])
def test_a_kept_page_comes_in_each_encoding(client, path, accepted):
    client.get(path)

    response = client.get(path, headers={"Accept-Encoding": accepted})

    assert response.get("Content-Encoding", "") == accepted
    assert int(response["Content-Length"]) == len(response.content)


def test_a_change_is_seen_at_once(client, article, path):
    client.get(path)
    article.headline = "步道又修好了"
    article.save()

    assert "步道又修好了" in client.get(path).content.decode()
    article.withdraw()
    assert client.get(path).status_code == 404


def test_a_scheduled_moment_is_seen_at_once(client, monkeypatch):
    at = timezone.now() + timedelta(minutes=5)
    path = make_article(published=at).get_absolute_url()
    assert "还没有发表过稿件" in client.get("/articles/").content.decode()

    monkeypatch.setattr(timezone, "now", lambda: at)

    assert path in client.get("/articles/").content.decode()


def test_another_day_is_another_page(client, path, monkeypatch):
    evening = datetime(2023, 5, 10, 15, 59, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: evening)
    tag = client.get("/")["ETag"]
    monkeypatch.setattr(timezone, "now", lambda: evening + timedelta(minutes=1))

    assert client.get("/")["ETag"] != tag


# Conditional requests


@pytest.mark.parametrize("known", [str, lambda tag: tag.removeprefix("W/")], ids=["weak", "strong"])
def test_who_has_it_is_told_so_without_making_it(client, path, known, django_assert_num_queries):
    first = client.get(path)

    with django_assert_num_queries(1):
        again = Client().get(path, headers={"If-None-Match": f'"other", {known(first["ETag"])}'})

    assert again.status_code == 304
    assert again.content == b""
    for name in ("ETag", "Vary", "Cache-Control", "Last-Modified"):
        assert again[name] == first[name]


def test_who_has_an_older_one_gets_the_new(client, article, path):
    tag = client.get(path)["ETag"]
    article.corrections.create(text="某处有误。")

    response = client.get(path, headers={"If-None-Match": tag})

    assert response.status_code == 200
    assert "某处有误" in response.content.decode()


def test_a_date_alone_is_not_trusted(client, article, path):
    """It has seconds, and a change is made before its transaction ends."""
    moment = client.get(path)["Last-Modified"]

    assert client.get(path, headers={"If-Modified-Since": moment}).status_code == 200


def test_last_modified_is_when_the_generation_began(client, path):
    began = generation.current().since

    assert client.get(path)["Last-Modified"] == f"{began:%a, %d %b %Y %H:%M:%S} GMT"


def test_another_release_has_other_tags(client, path, monkeypatch):
    tag = client.get(path)["ETag"]
    monkeypatch.setattr(page_cache, "release", lambda: "another")

    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


# Who gets which


@pytest.mark.parametrize(
    "other",
    [
        {"headers": {"Host": "127.0.0.1"}},
        {"headers": {"X-Forwarded-Proto": "https"}},
        {"headers": {"Cookie": "reading=elder"}},
        {"query_params": {"before": "5"}},
    ],
)
def test_each_address_and_each_reading_is_another(client, settings, path, other):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    tag = client.get("/articles/")["ETag"]

    assert client.get("/articles/", **other)["ETag"] != tag


def test_the_same_reading_in_other_words_is_the_same(client, path):
    client.cookies["reading"] = "elder.dark.nonsense"
    tag = client.get(path)["ETag"]
    client.cookies["reading"] = "dark.elder"

    assert client.get(path)["ETag"] == tag


def test_personal_settings_are_for_the_reader_alone(client, path):
    client.cookies["reading"] = "elder"

    for _ in range(2):
        assert client.get(path)["Cache-Control"] == PRIVATE


def test_other_cookies_change_nothing(client, path):
    tag = client.get(path)["ETag"]
    client.cookies["statistics"] = "1"

    assert client.get(path)["ETag"] == tag


def test_who_is_logged_in_gets_a_page_of_their_own(editor_client, path):
    Client().get(path)

    response = editor_client.get(path)

    assert response["Cache-Control"] == PRIVATE
    assert response.context is not None
    assert editor_client.get(path).context is not None


def test_a_cdn_may_keep_it_for_as_long_as_is_set(client, settings, path):
    settings.CDN_SECONDS = 10

    assert client.get(path)["Cache-Control"] == (
        "public, max-age=0, s-maxage=10, stale-while-revalidate=10"
    )


# What is not kept


def test_queries_do_not_fill_the_memory(client, path, monkeypatch):
    kept = []
    monkeypatch.setattr(PageStore, "put", lambda self, address, page: kept.append(address.query))
    further = f"/articles/?before={HIGHEST}"
    tag = client.get(further)["ETag"]
    client.get(f"{path}?anything=1")
    client.get(path)

    assert kept == [""]
    assert client.get(further, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    "query",
    ["from=timeline", "from=singlemessage&isappinstalled=0", "scene=1&clicktime=17&enterid=17"],
)
def test_what_wechat_adds_is_the_same_page(client, path, query, django_assert_num_queries):
    client.get(path)

    with django_assert_num_queries(1):
        assert client.get(f"{path}?{query}").status_code == 200


def test_what_wechat_adds_is_a_wrong_condition_to_the_api(client):
    assert client.get("/api/articles?from=timeline").status_code == 400


@pytest.mark.parametrize("query", ["from=2021-04-14", "from=timeline&q=1", "isappinstalled=x"])
def test_what_others_add_is_left_alone(query):
    assert not page_cache.PASSED_ON.fullmatch(query)


def answer(rf, response, method="get", **extra):
    """What PageCache makes of a view's response; a function is called with the request."""

    def view(request):
        return response(request) if callable(response) else response

    return PageCache(view)(getattr(rf, method)("/articles/", **extra))


def test_a_plain_response_is_for_all(rf):
    assert answer(rf, HttpResponse("步道"))["Cache-Control"] == FOR_ALL


def with_cookie(request):
    response = HttpResponse("步道")
    response.set_cookie("a", "b")
    return response


def with_form(request):
    get_token(request)
    return CsrfViewMiddleware(HttpResponse).process_response(request, HttpResponse("步道"))


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("没有", status=404),
        HttpResponse("新址", status=301),
        HttpResponse("步道", content_type="image/svg+xml"),
        HttpResponse("步道", headers={"Vary": "Cookie, Origin"}),
        HttpResponse("步道", headers={"Content-Security-Policy": "script-src 'nonce-a'"}),
        with_cookie,
        with_form,
    ],
)
def test_what_is_not_for_all(rf, response):
    found = answer(rf, response)

    assert found["Cache-Control"] == PRIVATE
    assert "ETag" not in found


def test_what_a_view_decided_stays(rf):
    found = answer(rf, HttpResponse("步道", headers={"Cache-Control": "public, max-age=3600"}))

    assert found["Cache-Control"] == "public, max-age=3600"
    assert "ETag" not in found


@pytest.mark.parametrize(
    "method, extra",
    [("post", {}), ("get", {"headers": {"Authorization": "Basic eA=="}})],
)
def test_who_is_not_a_reader(rf, method, extra):
    found = answer(rf, HttpResponse("步道"), method, **extra)

    assert found["Cache-Control"] == PRIVATE


def test_head_has_the_tag_and_is_not_kept(client, path):
    tag = client.head(path)["ETag"]

    assert client.get(path)["ETag"] == tag
    assert client.get(path).content


def test_refusals_are_still_compressed(client):
    response = client.get("/nowhere/", headers={"Accept-Encoding": "gzip"})

    assert response.status_code == 404
    assert response["Content-Encoding"] == "gzip"


def test_unknown_host_is_refused_as_before(client):
    assert client.get("/", headers={"Host": "elsewhere.example"}).status_code == 400


def test_without_its_generation_a_page_is_made(rf, monkeypatch):
    def away():
        raise DatabaseError

    monkeypatch.setattr(generation, "current", away)

    assert answer(rf, HttpResponse("步道"))["Cache-Control"] == PRIVATE


def test_the_masthead_is_read_once_a_generation(client, path, django_assert_max_num_queries):
    Publication.objects.create(name="云栖")
    assert "《云栖》" in client.get("/people/").content.decode()
    Publication.objects.get().save()
    Publication.objects.filter().update(name="云间")  # past signals: not seen
    generation.move()

    assert "《云间》" in client.get("/people/").content.decode()


def test_the_generation_is_asked_for_once_where_the_page_has_to_be_made(rf, monkeypatch):
    asked, current = [], generation.current
    monkeypatch.setattr(generation, "current", lambda: asked.append(True) or current())
    made = PageCache(lambda request: HttpResponse("步道"))

    response = kept_first(lambda environ, start: made(WSGIRequest(environ)))(
        rf.get("/departments/yunqi/", {"from": "timeline"}).environ, None
    )

    assert response.content.decode() == "步道"
    assert response["Cache-Control"] == FOR_ALL
    assert len(asked) == 1
