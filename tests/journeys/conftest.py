"""What journeys at the newsroom's desk begin with."""

import pytest
from playwright.sync_api import expect

from tests.factories import (
    picture_bytes,
)


@pytest.fixture
def picture(tmp_path):
    """A picture file on the clerk's disk."""
    path = tmp_path / "步道.jpg"
    path.write_bytes(picture_bytes())
    return path


@pytest.fixture
def desk(browser_page, editor):
    """The browser, logged in, at the dashboard."""
    browser_page.goto("/admin/")
    browser_page.get_by_label("用户名").fill("editor")
    browser_page.get_by_label("密码").fill("云栖街道")
    browser_page.get_by_role("button", name="登录").click()
    expect(browser_page.get_by_role("heading", level=1, name="工作台")).to_be_visible()
    return browser_page
