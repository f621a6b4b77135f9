"""Painted pictures for an invented archive: hills under a sky, each of other colours."""

from colorsys import hls_to_rgb
from io import BytesIO
from pathlib import PurePosixPath
from uuid import UUID

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from articles.archive.words import dice
from articles.models import Photo

SIZE = (1200, 800)


def painted(seed, count):
    """Paint and store `count` pictures; (name in storage, width, height) of each."""
    random = dice(seed, "pictures")
    storage = Photo._meta.get_field("image").storage
    pictures = []
    for _ in range(count):
        folder = UUID(int=random.getrandbits(128)).hex
        file = ContentFile(_painting(random))
        name = storage.save(str(PurePosixPath("photos", folder, "original.jpg")), file)
        pictures.append((name, *SIZE))
    return tuple(pictures)


def _painting(random):
    width, height = SIZE
    hue = random.random()
    picture = Image.new("RGB", SIZE, _colour(hue, 0.88))
    draw = ImageDraw.Draw(picture)
    x, y, radius = random.randrange(width), random.randrange(height // 3), 70
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=_colour(hue + 0.5, 0.75))
    for layer in range(5):
        top = height * (4 + layer) // 10
        ridge = [(x, top + random.randrange(-90, 90)) for x in range(0, width + 200, 200)]
        draw.polygon([(0, height), *ridge, (width, height)], fill=_colour(hue, 0.7 - layer / 8))
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def _colour(hue, lightness):
    return tuple(round(part * 255) for part in hls_to_rgb(hue % 1, lightness, 0.4))
