"""The cookie of a reader's settings."""

import pytest

from liangcheng.reading import Reading


@pytest.mark.parametrize(
    "text, reading",
    [
        ("", Reading()),
        ("elder", Reading(elder=True)),
        ("hant.elder.size2", Reading(elder=True, size=2, hant=True)),
        ("size-1.still.dark", Reading(size=-1, still=True, theme="dark")),
    ],
)
def test_settings_of_a_cookie(text, reading):
    assert Reading.parse(text) == reading
    assert Reading.parse(str(reading)) == reading


@pytest.mark.parametrize("text", ["size9", "size", "Elder", "<script>", "size0", "....", "大"])
def test_what_is_not_understood_is_the_default(text):
    assert Reading.parse(text) == Reading()


def test_the_cookie_is_the_same_however_it_was_written():
    assert str(Reading.parse("size2.elder.x.elder")) == str(Reading.parse("elder.size2"))
