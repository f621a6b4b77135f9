"""What a release is made from."""

import pytest

from liangcheng import release


@pytest.fixture
def fresh(settings, tmp_path):
    """The release of an own small source tree, read anew each time."""
    settings.BASE_DIR = tmp_path
    settings.STATIC_ROOT = str(tmp_path / "static")
    for folder in ("templates", "static", *release.PACKAGES):
        (tmp_path / folder).mkdir()
    return release.release.__wrapped__


def test_the_same_files_are_the_same_release(fresh, tmp_path):
    (tmp_path / "templates/home.html").write_text("首页")

    assert fresh() == fresh()


@pytest.mark.parametrize(
    "file",
    [
        "templates/feeds.xml",
        "templates/home.html",
        "templates/robots.txt",
        "templates/worker.js",
        "articles/views.py",
        "static/staticfiles.json",
    ],
)
def test_another_file_is_another_release(fresh, tmp_path, file):
    (tmp_path / file).write_text("一")
    before = fresh()

    (tmp_path / file).write_text("二")

    assert fresh() != before


@pytest.mark.parametrize("name", release.IN_PAGES)
def test_another_setting_that_stands_in_pages_is_another_release(fresh, settings, name):
    before = fresh()

    setattr(settings, name, "another")

    assert fresh() != before


def test_other_packages_are_another_release(fresh, tmp_path):
    (tmp_path / "requirements").mkdir()
    before = fresh()

    (tmp_path / "requirements/base.txt").write_text("opencc==1.4")

    assert fresh() != before


def test_another_header_is_another_release(fresh, settings):
    before = fresh()

    settings.SECURE_HSTS_SECONDS = 1

    assert fresh() != before
