"""Every screen of the desk: accessible, in Chinese, no wider than the window."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import (
    make_article,
    make_department,
    make_issue,
    make_meeting,
    make_page,
    make_person,
    make_photo,
)
from tests.journeys.desk import field
from tests.journeys.waiting import wait_until

# The editor and the autocompletes are drawn by scripts.
DRAWN = """() =>
  !document.querySelector(".prose-editor:not(:has(.prose-menubar))") &&
  [...document.querySelectorAll("textarea[data-django-prose-editor-configurable]")].every(
    (text) => text.closest(".prose-editor")) &&
  [...document.querySelectorAll("select.admin-autocomplete:not([name*=__prefix__])")].every(
    (select) => select.nextElementSibling?.querySelector("[aria-labelledby*=_label]"))
"""


@pytest.fixture
def screens(editor):
    """One address of each kind of screen, with something of everything on it."""
    issue = make_issue()
    page = make_page(issue)
    article = make_article("步道修好了", page=page, person=make_person())
    article.signoffs.create(department=make_department())
    article.corrections.create(text="“三处”应为“两处”。")
    meeting = make_meeting()
    meeting.attendances.create(role="chair", person=make_person())
    article.meetings.add(meeting)
    article.tags.add("便民")
    make_photo(article, alt_text="")
    make_article("", page=page, department=False)
    make_page(issue)
    return [
        "/admin/",
        "/admin/articles/issue/",
        "/admin/articles/issue/add/",
        f"/admin/articles/issue/{issue.pk}/change/",
        f"/admin/articles/page/{page.pk}/change/",
        "/admin/articles/article/",
        "/admin/articles/article/?q=没有的词",
        "/admin/articles/article/add/",
        f"/admin/articles/article/{article.pk}/change/",
        f"/admin/articles/article/{article.pk}/history/",
        f"/admin/articles/article/{article.pk}/delete/",
        "/admin/departments/department/",
        f"/admin/departments/department/{make_department().pk}/change/",
        "/admin/departments/person/",
        f"/admin/departments/person/{make_person().pk}/change/",
        "/admin/departments/meeting/",
        f"/admin/departments/meeting/{meeting.pk}/change/",
        "/admin/taggit/tag/",
        "/admin/articles/publication/",
        "/admin/password_change/",
    ]


def test_every_screen_is_accessible_and_fits_the_window(a_quarter, screens, desk, axe):
    for path in a_quarter(screens):
        for widths, colours in [((1024, 1440), "light"), ((390,), "dark")]:
            desk.emulate_media(color_scheme=colours)
            desk.goto(path)
            wait_until(desk, DRAWN)
            for width in widths:
                desk.set_viewport_size({"width": width, "height": 900})
                assert desk.evaluate("document.documentElement.scrollWidth") <= width, path
            axe(desk)


def test_screens_of_accounts_are_accessible_and_fit_a_telephone(desk, editor, axe):
    editor.is_superuser = True
    editor.save()
    desk.set_viewport_size({"width": 390, "height": 900})
    for path in (
        "/admin/auth/user/add/",
        f"/admin/auth/user/{editor.pk}/change/",
        f"/admin/auth/group/{editor.groups.get().pk}/change/",
    ):
        desk.goto(path)

        assert desk.evaluate("document.documentElement.scrollWidth") <= 390, path
        axe(desk)


def test_login_is_accessible(browser_page, axe, db):
    browser_page.goto("/admin/login/")
    axe(browser_page)

    browser_page.get_by_label("用户名").fill("nobody")
    browser_page.get_by_label("密码").fill("x")
    browser_page.get_by_role("button", name="登录").click()

    expect(browser_page.get_by_text("用户名或密码不对")).to_be_visible()
    axe(browser_page)


def test_form_with_errors_is_accessible_and_keeps_the_text(desk, axe):
    desk.goto("/admin/articles/issue/add/")
    field(desk, "版名").fill("全景")
    desk.get_by_role("button", name="添加一版").click()
    numbers = field(desk, "版次")
    numbers.nth(0).fill("02")
    numbers.nth(1).fill("02")

    desk.get_by_role("button", name="保存", exact=True).click()

    expect(desk.get_by_text("第02版写了两次，请改正其中一个版次。")).to_be_visible()
    expect(field(desk, "版名").first).to_have_value("全景")
    axe(desk)


@pytest.mark.parametrize("account", ["editor", "yunqijiedaobangongshi"])
def test_name_of_the_desk_stands_in_one_line_on_a_phone(desk, editor, account):
    editor.username = account
    editor.save()
    desk.set_viewport_size({"width": 360, "height": 800})

    desk.reload()

    expect(desk.get_by_text(account)).to_be_visible()
    name = desk.locator("#site-name")
    assert name.bounding_box()["height"] < 40
    assert desk.evaluate("document.documentElement.scrollWidth") <= 360


def test_button_that_publishes_is_as_high_as_its_neighbours(desk):
    make_article(page=make_page(make_issue()))
    desk.reload()

    heights = desk.locator(".box-actions .button").evaluate_all(
        "buttons => buttons.map((button) => button.getBoundingClientRect().height)"
    )

    expect(desk.get_by_role("button", name="发布这一期")).to_be_visible()
    assert len(heights) == 3
    assert len(set(heights)) == 1


def test_editor_is_no_wider_before_its_icons_are_there(desk):
    desk.set_viewport_size({"width": 390, "height": 900})
    desk.route("**/*.woff2", lambda route: route.abort())

    desk.goto("/admin/articles/article/add/")
    wait_until(desk, DRAWN)

    assert desk.evaluate("document.documentElement.scrollWidth") <= 390


def test_editor_and_lists_speak_chinese(desk):
    desk.goto("/admin/articles/article/add/")
    expect(desk.get_by_role("button", name="加粗")).to_be_visible()
    desk.evaluate(
        "document.querySelectorAll('.material-icons').forEach((e) => e.replaceChildren())"
    )
    words = desk.evaluate(
        """[...document.querySelectorAll("[title], [aria-label], [placeholder]")].flatMap(
          (e) => ["title", "aria-label", "placeholder"].map((name) => e.getAttribute(name) ?? "")
        ).concat(document.body.innerText.split("\\n"))"""
    )

    english = {word for word in words if re.search(r"[A-Za-z]{3,}", word)}

    # Names of file formats, and the name of the account.
    assert {word for word in english if not re.search(r"JPEG|PNG|editor", word)} == set()
