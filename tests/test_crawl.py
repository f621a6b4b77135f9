"""The real edition, followed link by link from the front page."""

import re
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

MOST_QUERIES = 12


class Page(HTMLParser):
    """The links, the files and the headings of one page, and the names others may jump to."""

    def __init__(self, html):
        super().__init__()
        self.links, self.files, self.ids, self.headings = [], [], set(), 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.headings += tag == "h1"
        if "id" in attrs:
            assert attrs["id"] not in self.ids, f"two elements are called {attrs['id']}"
            self.ids.add(attrs["id"])
        if tag == "a":
            self.links.append(attrs["href"])
        elif tag in {"link", "img", "script"} and (path := attrs.get("href") or attrs.get("src")):
            self.files.append(path)
        assert not any(name.startswith("on") or name == "style" for name in attrs), attrs


# The edition is the same in each test: it is followed once.
_crawled = []


@pytest.fixture
def crawled(client, edition, django_assert_max_num_queries):
    """All pages that can be reached, by path; each within the budget of queries."""
    if not _crawled:
        _crawled.extend(_crawl(client, django_assert_max_num_queries))
    return _crawled


def _crawl(client, django_assert_max_num_queries):
    waiting, pages, answers = ["/"], {}, {}
    while waiting:
        path = waiting.pop()
        if path in answers:
            continue
        with django_assert_max_num_queries(MOST_QUERIES):
            answers[path] = response = client.get(path)
        if response.status_code == 302:
            waiting.append(response["Location"])
            continue
        if not response["Content-Type"].startswith("text/html"):
            continue
        pages[path] = Page(response.content.decode())
        for link in pages[path].links + pages[path].files:
            target = urldefrag(urljoin(f"http://testserver{path}", link)).url
            parts = urlsplit(target)
            if parts.netloc == "testserver" and not parts.path.startswith("/static/"):
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return pages, answers


def test_every_link_leads_somewhere(crawled):
    _, answers = crawled

    broken = {path: answer.status_code for path, answer in answers.items()}
    assert not {path: status for path, status in broken.items() if status not in {200, 302}}
    # 5 articles, 1 issue, 1 page, 7 people, 5 meetings and the lists above them at the least.
    assert len(answers) > 60


def test_every_page_has_one_main_heading_and_a_title_of_its_own(crawled):
    pages, answers = crawled

    titles = {}
    for path, page in pages.items():
        assert page.headings == 1, path
        title = re.search(r"<title>(.*?)</title>", answers[path].content.decode())[1]
        titles.setdefault(title, []).append(path)
    assert not {title: paths for title, paths in titles.items() if len(paths) > 1}


def test_every_jump_within_a_page_has_a_target(crawled):
    pages, _ = crawled

    for path, page in pages.items():
        for link in page.links:
            if link.startswith("#"):
                assert link[1:] in page.ids, path


def test_every_kind_of_page_is_reached(crawled):
    _, answers = crawled

    names = {answer.resolver_match.url_name for answer in answers.values()}
    assert names >= {
        "home", "issue_list", "issue_year", "issue_month", "issue", "page", "on_this_day",
        "article_list", "article", "department_list", "department", "person_list", "person",
        "meeting_list", "meeting_month", "meeting", "meeting_ics", "meetings_ics", "tag_list",
        "tag", "search", "feed_atom", "feed_rss", "department_feed_atom", "department_feed_rss",
        "opensearch", "api", "openapi", "list_issues", "get_issue", "get_page", "list_articles",
        "get_article", "list_departments", "get_department", "list_people", "get_person",
        "list_meetings", "get_meeting", "iiif_collection",
    }  # fmt: skip
