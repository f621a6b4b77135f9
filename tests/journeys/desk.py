"""What journeys at the newsroom's desk do again and again."""

import pytest


def field(page, label):
    return page.get_by_role("textbox", name=label, exact=True)


def file_field(page):
    """The file input of the first picture."""
    return page.locator("#photos-0 input[type=file]")


def choose(page, field, term, label):
    """Pick a row in an autocomplete by typing a part of its name or its pinyin."""
    page.get_by_role("combobox", name=field).click()
    page.keyboard.type(term)
    page.get_by_role("option", name=label).click()


class Keyboard:
    """A clerk without a mouse."""

    def __init__(self, page):
        self.page = page

    def to(self, target, key="Tab"):
        """Press Tab until the target has the focus."""
        for _ in range(120):
            if target.count() and target.first.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press(key)
        pytest.fail(f"{key} never reached {target}")

    def press(self, target):
        self.to(target)
        self.page.keyboard.press("Enter")

    def type(self, target, text):
        self.to(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
