"""Issues for IIIF viewers."""

import copy
import json
from contextlib import closing
from io import BytesIO

import pytest
from PIL import Image

from articles.models import Issue, Publication
from tests.articles.api.iiif_rules import problems
from tests.factories import make_issue, make_page, picture_file

pytestmark = pytest.mark.django_db

MANIFEST = "/api/iiif/issues/2023-05-10/manifest.json"


def document(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return json.loads(response.content)


def test_manifest_keeps_the_rules(client, archive):
    Publication.objects.create(name="云栖", publisher="云栖街道")

    found = document(client, MANIFEST)

    assert problems(found) == []
    assert found["id"] == f"http://testserver{MANIFEST}"
    assert found["label"] == {"zh-Hans": ["《云栖》2023年5月10日"]}
    assert found["navDate"] == "2023-05-10T00:00:00+08:00"
    assert found["requiredStatement"]["value"] == {"zh-Hans": ["《云栖》，主办单位：云栖街道"]}
    assert "rights" not in found


def test_manifest_of_the_real_edition_keeps_the_rules(client, edition):
    found = document(client, f"/api/iiif/issues/{edition.key}/manifest.json")

    assert problems(found) == []
    (canvas,) = found["items"]
    assert len(canvas["annotations"][0]["items"]) == 5


@pytest.mark.parametrize(
    "damage",
    [
        lambda found: found.pop("label"),
        lambda found: found["items"].clear(),
        lambda found: found.update(label="2023年5月10日"),
        lambda found: found.update(navDate="2023-05-10"),
        lambda found: found["items"][0].pop("width"),
        lambda found: found["items"][0].update(height=10),
        lambda found: found["items"][1].update(id=found["items"][0]["id"]),
        lambda found: found["items"][0]["items"][0]["items"][0].update(motivation="linking"),
        lambda found: found["structures"][0].update(items=[]),
        lambda found: found["homepage"][0].pop("label"),
    ],
)
def test_the_rules_find_what_is_broken(client, archive, damage):
    found = document(client, MANIFEST)
    damaged = copy.deepcopy(found)
    damage(damaged)

    assert problems(found) == []
    assert problems(damaged)


def test_a_page_is_painted_with_its_image_at_its_size(client, archive):
    canvas, _ = document(client, MANIFEST)["items"]
    (painting,) = canvas["items"][0]["items"]

    assert (canvas["width"], canvas["height"]) == (archive.front.width, archive.front.height)
    assert painting["body"] == {
        "id": f"http://testserver{archive.front.image.url}",
        "type": "Image",
        "format": "image/jpeg",
        "width": 600,
        "height": 900,
    }
    with closing(client.get(archive.front.image.url)) as response:
        picture = Image.open(BytesIO(response.getvalue()))
    assert picture.size == (600, 900)


def test_a_page_without_an_image_is_an_empty_canvas(client, archive):
    _, canvas = document(client, MANIFEST)["items"]

    assert (canvas["width"], canvas["height"]) == (1000, 1414)
    assert canvas["items"][0]["items"] == []
    assert "thumbnail" not in canvas
    (link,) = canvas["annotations"][0]["items"]
    assert link["target"] == canvas["id"]


def test_an_article_is_linked_where_it_stands(client, archive):
    canvas, _ = document(client, MANIFEST)["items"]
    (link,) = canvas["annotations"][0]["items"]
    rectangle, polygons = link["target"]["selector"]

    assert link["body"]["id"] == f"http://testserver{archive.article.get_absolute_url()}"
    assert link["body"]["label"] == {"zh-Hans": ["口袋公园开放"]}
    # Per-mille of 600 × 900 pixels.
    assert rectangle["value"] == "xywh=24,108,516,252"
    assert polygons["value"] == (
        '<svg xmlns="http://www.w3.org/2000/svg"><path d="'
        "M24,108 L288,108 L288,360 L24,360 Z M300,108 L540,108 L540,270 Z"
        '"/></svg>'
    )


def test_contents_lead_to_each_part_of_an_article(client, archive):
    (contents,) = document(client, MANIFEST)["structures"]
    page, article = contents["items"][0], contents["items"][0]["items"][1]

    assert page["label"] == {"zh-Hans": ["第01版 要闻"]}
    assert article["label"] == {"zh-Hans": ["口袋公园开放"]}
    canvas = "http://testserver/api/iiif/issues/2023-05-10/canvas/01"
    assert [item["id"] for item in article["items"]] == [
        f"{canvas}#xywh=24,108,264,252",
        f"{canvas}#xywh=300,108,240,162",
    ]


def test_a_zone_thinner_than_a_pixel_has_one(client, archive):
    archive.article.regions = [[[0, 0], [1, 0], [1, 1]]]
    archive.article.save()

    found = document(client, MANIFEST)

    assert problems(found) == []
    assert found["items"][0]["annotations"][0]["items"][0]["target"]["selector"][0]["value"] == (
        "xywh=0,0,1,1"
    )


def test_collections_lead_to_every_manifest(client, archive):
    make_page(make_issue(archive.day.replace(year=2022), published=True), image=picture_file())
    make_issue(archive.day.replace(year=2021))  # a draft

    whole = document(client, "/api/iiif/collection.json")
    years = [document(client, item["id"]) for item in whole["items"]]
    manifests = [document(client, item["id"]) for each in years for item in each["items"]]

    assert [problems(each) for each in (whole, *years, *manifests)] == [[]] * 5
    assert [each["label"]["zh-Hans"] for each in years] == [
        ["《社区报》2023年"],
        ["《社区报》2022年"],
    ]
    assert "thumbnail" in years[1]["items"][0]
    assert years[0]["partOf"][0]["id"] == whole["id"]
    assert manifests[0]["partOf"][0]["id"] == years[0]["id"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/iiif/issues/2022-05-10/manifest.json",
        "/api/iiif/issues/2023-13-10/manifest.json",
        "/api/iiif/issues/2023-05-10-1/manifest.json",
        "/api/iiif/issues/1999/collection.json",
        "/api/iiif/issues/0000/collection.json",
    ],
)
def test_what_is_not_there_is_not_found(client, archive, path):
    response = client.get(path)

    assert response.status_code == 404
    assert response.json()["detail"].startswith(("没有", "1999年没有"))


def test_an_issue_without_pages_has_no_manifest(client):
    issue = make_issue(published=True)
    year = issue.issued_on.year

    assert client.get(f"/api/iiif/issues/{issue.key}/manifest.json").status_code == 404
    assert client.get(f"/api/iiif/issues/{year}/collection.json").status_code == 404
    assert document(client, "/api/iiif/collection.json")["items"] == []
    for path in ("/api/issues", f"/api/issues/{issue.key}"):
        found = client.get(path).json()
        assert found.get("items", [found])[0]["manifest"] is None


def test_a_withdrawn_issue_has_no_manifest(client, archive):
    Issue.objects.get().withdraw()

    assert client.get(MANIFEST).status_code == 404
    assert document(client, "/api/iiif/collection.json")["items"] == []


def test_media_type_is_that_of_the_specification(client, archive):
    profile = "http://iiif.io/api/presentation/3/context.json"

    assert client.get(MANIFEST)["Content-Type"] == f'application/ld+json;profile="{profile}"'
