"""JSON-LD on each kind of page."""

import json
import re

import pytest

from articles.models import Publication

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def edition(shared_edition):
    return shared_edition


def data(client, path):
    text = client.get(path).content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return json.loads(block)


def test_front_page_describes_the_newspaper(client, edition):
    assert data(client, "/") | {"url": ""} == {
        "@context": "https://schema.org",
        "@type": "Newspaper",
        "name": "凉城",
        "slogan": "品位凉城 品质生活",
        "url": "",
        "publisher": {"@type": "Organization", "name": Publication.objects.current().publisher},
    }


def test_issue_is_part_of_the_newspaper(client, edition):
    issue = data(client, "/issues/2021-04-14/")

    assert issue["@type"] == "PublicationIssue"
    assert issue["datePublished"] == "2021-04-14"
    assert issue["isPartOf"]["name"] == "凉城"


def test_article_names_its_page_its_department_and_its_people(client, edition):
    article = edition.articles.get(headline__startswith="同心")

    found = data(client, article.get_absolute_url())

    assert found["@type"] == "NewsArticle"
    assert (found["printPage"], found["printSection"]) == ("02", "全景")
    assert [author["name"] for author in found["author"]] == ["党建办"]
    assert [person["name"] for person in found["mentions"]] == ["乐跃明"]
    assert found["isPartOf"]["isPartOf"]["@type"] == "Newspaper"


def test_meeting_of_an_open_interval_states_no_first_day(client, edition):
    meeting = edition.articles.get(headline__startswith="同心").meetings.get()

    found = data(client, meeting.get_absolute_url())

    assert found["@type"] == "Event"
    assert "startDate" not in found
    assert found["endDate"] == "2021-04-14"


def test_person_has_the_posts_that_the_paper_attests(client, edition):
    person = edition.articles.get(headline__startswith="同心").mentions.get().person

    found = data(client, person.get_absolute_url())

    assert found["@type"] == "Person"
    (role,) = found["memberOf"]
    assert (role["roleName"], role["memberOf"]["name"]) == ("书记", "街道党工委")
    assert role["description"] == "见于2021年4月14日报道"
    assert "jobTitle" not in found


def test_data_block_cannot_be_ended_by_a_headline(client, edition):
    article = edition.articles.first()
    article.headline = "</script><script>alert(1)</script>"
    article.save()

    assert data(client, article.get_absolute_url())["headline"] == article.headline
