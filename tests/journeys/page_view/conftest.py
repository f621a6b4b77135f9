"""Two pages of the paper: one with a picture, one that is set by us."""

from datetime import date

import pytest

from tests.factories import make_article, make_issue, make_page, pdf_file, picture_file
from tests.keeping import kept

UPPER = [[50, 50], [950, 50], [950, 300], [50, 300]]
LOWER = [[50, 600], [450, 600], [450, 900], [50, 900]]
BODY = f"<p>{'云栖街道近日整修了三处便民步道，居民出行更方便了。' * 12}</p>"


@pytest.fixture
@kept
def issue(db):
    """Page 01 with an image and two stories on it, page 02 with five and no image."""
    issue = make_issue(date(2023, 5, 10), published=True, pdf=pdf_file(2))
    first = make_page(issue, "01", image=picture_file(2400, 3600), responsible_editor="苏合")
    make_article("步道修好了", page=first, regions=[UPPER], body=BODY, published=True)
    make_article("食堂开张", page=first, regions=[LOWER], body=BODY, published=True)
    second = make_page(issue, "02")
    for number in range(1, 6):
        make_article(f"第{number}处公园开放", page=second, body=BODY, published=True)
    return issue


@pytest.fixture
def first(issue, browser_page):
    browser_page.goto("/issues/2023-05-10/01/")
    return browser_page


@pytest.fixture
def second(issue, browser_page):
    browser_page.goto("/issues/2023-05-10/02/")
    return browser_page
