"""The picture of a page, and the zones of its articles on it."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from tests.factories import make_article, make_page, picture_file

pytestmark = pytest.mark.django_db

SQUARE = [[40, 120], [480, 120], [480, 400], [40, 400]]


# The picture


def test_page_image_is_kept_with_its_size_in_a_folder_of_its_own(media_root):
    page = make_page(image=picture_file(600, 900))

    page.refresh_from_db()
    assert re.fullmatch(r"pages/[0-9a-f]{32}/original\.jpg", page.image.name)
    assert (page.width, page.height) == (600, 900)
    assert (media_root / page.image.name).exists()


def test_page_without_image_has_no_size():
    page = make_page(image=picture_file())

    page.image = ""
    page.save()

    page.refresh_from_db()
    assert (bool(page.image), page.width, page.height) == (False, None, None)


def test_page_image_that_is_no_picture_is_refused():
    with pytest.raises(ValidationError, match="这个文件不是图片"), transaction.atomic():
        make_page(image=ContentFile("只是文字".encode(), "版面.jpg"))


# The zones


def test_regions_that_cross_themselves_are_refused():
    article = make_article(page=make_page())
    article.regions = [[[0, 0], [100, 100], [100, 0], [0, 100]]]

    with pytest.raises(ValidationError, match="第1个热区的边线碰到了自己"):
        article.full_clean()


def test_article_without_regions_is_complete():
    article = make_article(page=make_page())

    article.full_clean()
    assert article.regions == []


def test_regions_stay_while_the_article_stays_on_its_page():
    article = make_article(page=make_page(), regions=[SQUARE])

    article.headline = "步道又修好了"
    article.save()

    article.refresh_from_db()
    assert article.regions == [SQUARE]


def test_article_moved_to_another_page_loses_its_regions():
    page = make_page()
    article = make_article(page=page, regions=[SQUARE])

    article.page = make_page(page.issue)
    article.save()

    article.refresh_from_db()
    assert article.regions == []


def test_article_taken_off_its_page_loses_its_regions():
    article = make_article(page=make_page(), regions=[SQUARE])

    article.page = None
    article.save()

    article.refresh_from_db()
    assert article.regions == []


@pytest.mark.parametrize("before", [[], [[[0, 0], [9, 0], [9, 9]]]])
def test_article_moved_with_regions_of_its_new_page_keeps_them(before):
    article = make_article(page=make_page() if before else None, regions=before)

    article.page, article.regions = make_page(), [SQUARE]
    article.save()

    article.refresh_from_db()
    assert article.regions == [SQUARE]
