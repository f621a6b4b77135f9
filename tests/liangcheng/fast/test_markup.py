"""Pieces of HTML with texts in them."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from liangcheng.fast.markup import NOTHING, filled, joined

TEXT = """<b> & "q" 's'"""
LINK = mark_safe('<a href="/">云栖</a>')


def test_texts_are_escaped_and_html_is_not():
    template = "<p class='{}'>{}{more}</p>"

    assert filled(template, TEXT, LINK, more=TEXT) == format_html(template, TEXT, LINK, more=TEXT)
    assert "&lt;b&gt; &amp; &quot;q&quot; &#x27;s&#x27;" in filled("{}", TEXT)


def test_what_is_filled_is_html_and_can_be_filled_in():
    inner = filled("<b>{}</b>", TEXT)

    assert isinstance(inner, SafeString)
    assert filled("{it}", it=inner) == inner


def test_a_number_and_a_thing_stand_as_their_text():
    class Unit:
        def __str__(self):
            return "云栖<办>"

    assert filled("{} {}", 2023, Unit()) == "2023 云栖&lt;办&gt;"


def test_a_text_of_braces_is_no_template():
    assert filled("{}", "{0.__class__}") == "{0.__class__}"


def test_pieces_in_a_row_are_escaped_unless_they_are_html():
    pieces = [TEXT, LINK, NOTHING, 7]

    assert joined("、", pieces) == format_html_join("、", "{}", zip(pieces))
    assert isinstance(joined("", []), SafeString)
