"""Pictures larger than what is kept: how they are read, and how much memory that takes."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat

from liangcheng.files import pictures
from liangcheng.files.pictures import MAX_SIDE, SRGB, normalised, open_picture
from tests.factories import picture_bytes

TURNED = Image.Exif()
TURNED[0x0112] = 6  # hold it turned by 90° to see it upright


def written(picture, format, **options):
    out = BytesIO()
    picture.save(out, format, **options)
    return ContentFile(out.getvalue())


def kept(file):
    return Image.open(normalised(file).file)


@pytest.mark.parametrize(
    "mode, format, options",
    [
        ("RGB", "PNG", {}),
        ("RGB", "JPEG", {}),
        ("CMYK", "JPEG", {}),
        ("L", "JPEG", {"progressive": True}),
    ],
)
def test_what_takes_little_memory_is_read(monkeypatch, mode, format, options):
    monkeypatch.setattr(pictures, "MAX_MEMORY", 400 * 400 * 9)

    picture = open_picture(written(Image.new(mode, (400, 400)), format, **options))

    assert picture.size == (400, 400)


@pytest.mark.parametrize(
    "mode, format, options",
    [
        ("RGBA", "PNG", {}),
        ("P", "PNG", {"transparency": 0}),
        ("RGB", "WEBP", {}),
        ("RGB", "JPEG", {"progressive": True}),
    ],
)
def test_what_takes_too_much_memory_is_refused(monkeypatch, mode, format, options):
    """With as many pixels: see `_memory`."""
    monkeypatch.setattr(pictures, "MAX_MEMORY", 400 * 400 * 9)

    with pytest.raises(ValidationError, match=r"有 16 万像素.*长边缩到 4096 像素，或另存为普通的"):
        open_picture(written(Image.new(mode, (400, 400)), format, **options))


def test_picture_is_made_smaller_before_anything_copies_it(monkeypatch):
    """A copy of the whole, turned or in other colours, would take as much memory again."""
    sizes = []

    def noting(function):
        def noted(picture, *args, **kwargs):
            sizes.append(picture.size)
            return function(picture, *args, **kwargs)

        return noted

    for module, name in ((ImageOps, "exif_transpose"), (ImageCms, "profileToProfile")):
        monkeypatch.setattr(module, name, noting(getattr(module, name)))
    profile = ImageCms.ImageCmsProfile(SRGB).tobytes()
    large = picture_bytes(MAX_SIDE * 3 // 2, 300, exif=TURNED, icc_profile=profile)

    assert kept(ContentFile(large)).size == (200, MAX_SIDE)
    assert sizes == [(MAX_SIDE, 200), (200, MAX_SIDE)]


@pytest.mark.parametrize("width, read", [(MAX_SIDE * 2, MAX_SIDE), (8000, 8000)])
def test_jpeg_of_twice_what_is_kept_is_read_in_half_its_size(width, read):
    assert open_picture(ContentFile(picture_bytes(width, 400))).width == read


def test_picture_read_in_half_its_size_looks_as_if_it_were_not():
    ring = Image.radial_gradient("L").resize((MAX_SIDE * 2 + 200, 600))
    file = written(Image.merge("RGB", [ring, ImageOps.mirror(ring), ring]), "JPEG")
    whole = Image.open(file.file)
    whole.load()
    whole = whole.resize((MAX_SIDE, 293), Image.Resampling.LANCZOS)

    assert max(ImageStat.Stat(ImageChops.difference(kept(file), whole)).mean) < 1


@pytest.mark.parametrize("format, mode", [("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "RGBA")])
def test_picture_of_an_ordinary_size_keeps_each_pixel(format, mode):
    noise = Image.effect_noise((300, 200), 60).convert("RGB").convert(mode)
    file = written(noise, format, exif=TURNED)
    expected = ImageOps.exif_transpose(Image.open(file.file))
    if mode != "RGBA":
        expected = Image.open(written(expected.convert("RGB"), "JPEG", quality=90).file)

    assert not ImageChops.difference(kept(file), expected).getbbox()
