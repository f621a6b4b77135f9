"""A share card as a JPEG: the paper's masthead between its rules, a headline, date and source.

The typeface is our own (`liangcheng/fonts/`). Where it lacks a character of a card, boxes would
stand for words; then the card is the article's photo, or without one a plain plate.
"""

from functools import cache, partial
from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont, ImageOps

from liangcheng.chinese.typesetting import fit, one_line
from liangcheng.colours import ACCENT, INK, PAPER, RULE, SOFT

WIDTH, HEIGHT = 1200, 630  # what chats and search engines expect of og:image
MARGIN = 72
INNER = WIDTH - 2 * MARGIN

HEADLINE_SIZES = range(84, 43, -4)
HEADLINE_LINES = 3
STORY_SIZE = 40
SMALL = 34
TOP, BOTTOM = 176, 522  # between the rules
FONT = settings.BASE_DIR / "liangcheng" / "fonts" / "NotoSerifCJKsc-Bold-8105.otf"


@cache
def font(size):
    """Our typeface at a size in pixels."""
    # Basic layout: Chinese needs no shaping, and the result does not depend on a library.
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def has_glyph(character):
    """Whether our typeface has a character; it draws one and the same box for all others."""
    drawn = font(32).getmask(character)
    box = font(32).getmask("\U0010fffd")
    return character.isspace() or (drawn.size, bytes(drawn)) != (box.size, bytes(box))


def can_draw(card):
    """Whether all of a card's words are in our typeface."""
    return all(has_glyph(character) for character in card.words)


def draw(card, open_photo=None):
    """The card as the bytes of a JPEG.

    `open_photo` opens a stored picture by its name; one that is missing or damaged is passed over.
    """
    if can_draw(card):
        return _jpeg(_with_words(card))
    if card.photo and open_photo:
        try:
            with open_photo(card.photo) as file, Image.open(file) as photo:
                photo.draft("RGB", (WIDTH * 2, HEIGHT * 2))
                return _jpeg(ImageOps.fit(photo.convert("RGB"), (WIDTH, HEIGHT)))
        except OSError:
            pass
    return _jpeg(_plate())


def _jpeg(picture):
    out = BytesIO()
    # No subsampling: red characters on paper would bleed.
    picture.save(out, "JPEG", quality=88, optimize=True, subsampling=0)
    return out.getvalue()


def _plate():
    """The sign of the site's icon, which needs no typeface: a page with its columns."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    left, top, side = (WIDTH - 320) // 2, (HEIGHT - 320) // 2, 320
    pen.rounded_rectangle((left, top, left + side, top + side), 50, fill=ACCENT)
    for y, length in ((80, 180), (130, 110), (180, 110), (230, 180)):
        pen.line((left + 70, top + y, left + 70 + length, top + y), PAPER, 20)
    pen.rectangle((left + 205, top + 120, left + 250, top + 190), fill=PAPER)
    return picture


def _with_words(card):
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    _masthead(pen, card)
    _footer(pen, card)
    _middle(pen, card)
    return picture


def _masthead(pen, card):
    """The nameplate, its letters a little apart, between the paper's thick and thin rule."""
    name = font(84)
    x = MARGIN
    for character in one_line(card.masthead, INNER * 0.7, name.getlength):
        pen.text((x, 130), character, ACCENT, name, anchor="ls")
        x += name.getlength(character) + 10
    if card.tagline:
        tagline = one_line(card.tagline, WIDTH - MARGIN - x - 24, font(32).getlength)
        pen.text((x + 24, 128), tagline, SOFT, font(32), anchor="ls")
    pen.rectangle((MARGIN, 152, WIDTH - MARGIN, 157), fill=INK)
    pen.rectangle((MARGIN, 161, WIDTH - MARGIN, 162), fill=INK)


def _footer(pen, card):
    pen.rectangle((MARGIN, 528, WIDTH - MARGIN, 529), fill=RULE)
    length = font(SMALL).getlength
    where = one_line(card.where, INNER * 0.62, length)
    pen.text((MARGIN, 578), where, SOFT, font(SMALL), anchor="ls")
    source = one_line(card.source, INNER - length(where) - 40, length)
    pen.text((WIDTH - MARGIN, 578), source, SOFT, font(SMALL), anchor="rs")


def _middle(pen, card):
    """Kicker, headline, subheadline or stories, one block in the middle of what is free."""
    room = BOTTOM - TOP
    for most in range(HEADLINE_LINES, 0, -1):
        rows = _rows(card, most)
        if sum(height for *_, height in rows) <= room:
            break
    y = TOP + (room - sum(height for *_, height in rows)) / 2
    for text, size, colour, height in rows:
        pen.text((MARGIN, y + height / 2), text, colour, font(size), anchor="lm")
        y += height


def _rows(card, most):
    """The rows of the middle as (text, size, colour, height), the headline in at most `most`."""
    small = partial(one_line, width=INNER, measure=font(SMALL).getlength)
    rows = [(small(card.kicker), SMALL, SOFT, 56)] if card.kicker else []
    sizes = HEADLINE_SIZES[3:] if card.stories else HEADLINE_SIZES
    if card.headline:
        headline = fit(card.headline, INNER, lambda size: font(size).getlength, sizes, most)
        rows += [(line, headline.size, INK, headline.size * 1.32) for line in headline.lines]
    for story in card.stories:
        line = one_line(story, INNER, font(STORY_SIZE).getlength)
        rows.append((line, STORY_SIZE, INK, STORY_SIZE * 1.6))
    if card.subheadline:
        rows.append((small(f"——{card.subheadline}"), SMALL, SOFT, 60))
    return rows
