"""Share cards as pictures."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageColor

from articles.cards import Card
from articles.cards.drawing import ACCENT, PAPER, can_draw, draw, has_glyph
from tests.factories import picture_bytes

CARD = Card("云栖", headline="云栖街道整修便民步道", where="2023年5月10日")
# A character of no standard list, as in some names.
RARE = "\U0002070e"


def opened(content):
    picture = Image.open(BytesIO(content))
    assert (picture.format, picture.size) == ("JPEG", (1200, 630))
    return picture.convert("RGB")


def is_about(colour, wanted):
    """Whether a pixel has a colour, as far as a JPEG keeps it."""
    return all(abs(a - b) < 24 for a, b in zip(colour, ImageColor.getrgb(wanted), strict=True))


def ink(picture):
    """The box of what is drawn on the paper, below the masthead and above the date."""
    middle = picture.crop((0, 170, 1200, 525))
    difference = ImageChops.difference(middle, Image.new("RGB", middle.size, PAPER))
    return difference.convert("L").point(lambda value: 255 * (value > 60)).getbbox()


def test_card_is_a_small_jpeg_of_the_usual_size():
    content = draw(CARD)

    opened(content)
    assert len(content) < 200_000


def test_masthead_is_red():
    colours = opened(draw(CARD)).crop((72, 60, 250, 140)).getcolors(100_000)

    assert any(is_about(colour, ACCENT) for _, colour in colours)


@pytest.mark.parametrize("length", [1, 8, 20, 60, 160])
def test_headline_of_any_length_stays_inside_the_margins(length):
    headline = ("云栖街道整修便民步道，" * 20)[:length]
    card = Card("云栖", kicker="引题" * 60, headline=headline, subheadline="副题" * 80)

    left, top, right, bottom = ink(opened(draw(card)))

    assert left >= 64
    assert right <= 1136
    assert top >= 2
    assert bottom <= 354


def test_typeface_has_names_from_the_national_list_and_knows_what_it_lacks():
    assert all(map(has_glyph, "凉城新村街道乐跃明翀堃喆𠅤，。“”——……《》·％①〇A9 "))
    assert not has_glyph(RARE)
    assert can_draw(CARD)
    assert not can_draw(Card("云栖", headline=f"{RARE}家村"))


def test_card_with_a_character_we_lack_is_the_photo():
    card = Card("云栖", headline=RARE, photo="photos/1/original.jpg")

    picture = opened(draw(card, lambda name: BytesIO(picture_bytes())))

    assert is_about(picture.getpixel((600, 300)), "#8a9a5b")


@pytest.mark.parametrize("photo", [None, b"no picture", FileNotFoundError()])
def test_card_with_a_character_we_lack_and_no_photo_is_a_plain_plate(photo):
    def open_photo(name):
        if isinstance(photo, Exception):
            raise photo
        return BytesIO(photo)

    card = Card("云栖", headline=RARE, photo="photos/1/original.jpg" if photo else "")

    picture = opened(draw(card, open_photo))

    assert is_about(picture.getpixel((600, 170)), ACCENT)
