import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image, ImageCms

from articles.models import Photo
from liangcheng.files import pictures
from liangcheng.files.pictures import (
    MAX_SIDE,
    WIDTHS,
    PictureFormField,
    normalised,
    open_picture,
    render,
    rendition_name,
    rendition_size,
    rendition_widths,
)
from tests.factories import make_article, picture_bytes

GPS = 0x8825
ORIENTATION = 0x0112
CAMERA = 0x0110
ROTATED = 6  # hold it turned by 90° to see it upright


def upload(content, name="步道.jpg"):
    return SimpleUploadedFile(name, content)


def with_exif(width=300, height=200, format="JPEG"):
    """A picture with camera, place and a turn in its metadata."""
    exif = Image.Exif()
    exif[ORIENTATION] = ROTATED
    exif[CAMERA] = "云栖相机"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (31.0, 16.0, 30.0)
    return picture_bytes(width, height, format, exif=exif.tobytes(), comment="内部资料".encode())


def png_claiming(width, height):
    """A PNG of a few bytes whose header claims a size."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def opened(file):
    return Image.open(BytesIO(file.read()))


# What is refused, and in which words


@pytest.mark.parametrize(
    "content,code,words",
    [
        (picture_bytes() + bytes(40 * 1024 * 1024), "picture_too_large", "40.0 MB，超过 20 MB"),
        ("云栖街道整修步道".encode(), "not_a_picture", "请上传 JPEG、PNG 或 WebP"),
        (b"", "not_a_picture", "不是图片"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_picture", "不是图片"),
        (picture_bytes(format="GIF"), "not_a_picture", "网页能显示的格式"),
        (picture_bytes(format="TIFF"), "not_a_picture", "网页能显示的格式"),
        (png_claiming(50_000, 50_000), "picture_too_many_pixels", "超过 8000 万"),
        (png_claiming(10_000, 8_001), "picture_too_many_pixels", "超过 8000 万"),
        (picture_bytes()[:-400], "broken_picture", "已损坏"),
        (png_claiming(400, 400), "broken_picture", "已损坏"),
        (picture_bytes(format="PNG")[:60], "broken_picture", "已损坏"),
    ],
    ids=[
        "40-mb", "text-named-jpg", "empty", "svg", "gif", "tiff", "bomb", "just-too-many-pixels",
        "cut-jpeg", "png-without-its-rows", "cut-png",
    ],
)  # fmt: skip
def test_bad_file_is_refused_with_a_sentence(content, code, words):
    with pytest.raises(ValidationError, match=words) as refusal:
        open_picture(upload(content))

    assert refusal.value.code == code


def test_bomb_is_refused_before_its_pixels_are_read(monkeypatch):
    def load(self):
        raise AssertionError("read the pixels")

    monkeypatch.setattr(Image.Image, "load", load)

    with pytest.raises(ValidationError, match="像素"):
        open_picture(upload(png_claiming(50_000, 50_000)))


def test_form_field_says_what_is_wrong():
    field = PictureFormField()

    with pytest.raises(ValidationError, match="不是图片"):
        field.clean(upload("只是文字".encode()))


def test_form_field_hands_on_the_whole_file():
    content = picture_bytes()

    file = PictureFormField().clean(upload(content))

    assert file.read() == content


def test_form_field_offers_pictures_only():
    assert PictureFormField().widget.attrs["accept"] == "image/jpeg,image/png,image/webp"


# What is kept


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_kept_picture_is_upright_and_says_nothing_of_place_or_camera(format):
    content = with_exif(format=format)
    assert Image.open(BytesIO(content)).getexif().get_ifd(GPS)

    kept = normalised(upload(content))

    picture = opened(kept)
    assert picture.size == (200, 300)
    assert not picture.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(picture.info)
    kept.seek(0)
    assert b"Exif" not in kept.read()


@pytest.mark.parametrize(
    "format,exif",
    [
        ("WEBP", b"Exif\0\0XX"),
        ("PNG", b"X"),
        ("PNG", b"Exif\0\0MM\0*\0\0\0\x08\0\x09\x01"),
        ("JPEG", b"Exif\0\0II*\0\xff\xff\xff\xff"),
    ],
)
def test_picture_whose_exif_is_damaged_is_kept_as_it_stands(format, exif):
    file = PictureFormField().clean(upload(picture_bytes(300, 200, format, exif=exif)))

    picture = opened(normalised(file))

    assert picture.size == (300, 200)
    assert not picture.getexif()


def test_kept_picture_is_bounded():
    kept = opened(normalised(upload(picture_bytes(MAX_SIDE * 2, 400))))

    assert kept.size == (MAX_SIDE, 200)


def test_small_picture_is_not_enlarged():
    assert opened(normalised(upload(picture_bytes(30, 20)))).size == (30, 20)


def test_transparent_png_stays_transparent():
    out = BytesIO()
    Image.new("RGBA", (40, 30), (200, 0, 0, 0)).save(out, "PNG")

    kept = normalised(upload(out.getvalue()))

    assert kept.name == "original.png"
    assert opened(kept).getpixel((0, 0))[3] == 0


def test_palette_png_with_transparency_stays_transparent():
    out = BytesIO()
    Image.new("P", (40, 30)).save(out, "PNG", transparency=0)

    assert opened(normalised(upload(out.getvalue()))).mode == "RGBA"


@pytest.mark.parametrize("mode", ["L", "CMYK", "1", "I;16"])
def test_other_colour_modes_become_rgb(mode):
    out = BytesIO()
    Image.new(mode, (40, 30)).save(out, "JPEG" if mode == "CMYK" else "PNG")

    kept = normalised(upload(out.getvalue()))

    assert kept.name == "original.jpg"
    assert opened(kept).mode == "RGB"


def test_grey_of_sixteen_bits_keeps_its_tones():
    out = BytesIO()
    grey = Image.linear_gradient("L").convert("I").point(lambda value: value * 257)
    grey.convert("I;16").save(out, "PNG")

    kept = opened(normalised(upload(out.getvalue(), "扫描.png")))

    assert [kept.getpixel((9, y))[0] for y in (0, 64, 128, 255)] == pytest.approx(
        [0, 64, 128, 255], abs=3
    )


def test_colours_are_kept_as_the_profile_means_them():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A profile by which red and green are exchanged.
    exchanged = srgb.replace(b"rXYZ", b"____").replace(b"gXYZ", b"rXYZ").replace(b"____", b"gXYZ")
    out = BytesIO()
    Image.new("RGB", (40, 40), (255, 0, 0)).save(out, "PNG", icc_profile=exchanged)

    red, green, _ = opened(normalised(upload(out.getvalue()))).getpixel((20, 20))

    assert red < 20
    assert green > 235


def test_damaged_profile_costs_only_exact_colours():
    out = BytesIO()
    Image.new("RGB", (40, 40), (255, 0, 0)).save(out, "PNG", icc_profile=b"no profile")

    assert opened(normalised(upload(out.getvalue()))).size == (40, 40)


def test_phone_picture_of_two_keeps_the_first():
    out = BytesIO()
    first, second = (Image.new("RGB", (40, 30), colour) for colour in ("red", "blue"))
    first.save(out, "MPO", save_all=True, append_images=[second])

    kept = opened(normalised(upload(out.getvalue())))

    assert kept.format == "JPEG"
    assert kept.getpixel((0, 0))[0] > 200


# Renditions


def test_renditions_stand_beside_the_original():
    assert rendition_name("photos/3f2a/original.png", 480, "avif") == "photos/3f2a/480.avif"


@pytest.mark.parametrize(
    "original,widths",
    [(100, [240]), (240, [240]), (1200, [240, 480, 960]), (4000, list(WIDTHS))],
)
def test_renditions_are_never_wider_than_the_original(original, widths):
    assert rendition_widths(original) == widths


def test_renditions_of_what_is_shown_small_are_no_wider_than_needed():
    assert rendition_widths(4000, 480) == [240, 480]
    assert rendition_widths(300, 480) == [240]
    assert rendition_widths(100, 480) == [240]


@pytest.mark.parametrize("extension,format", [("jpg", "JPEG"), ("avif", "AVIF")])
def test_rendition_has_its_width_and_keeps_proportions(extension, format):
    rendition = Image.open(BytesIO(render(BytesIO(picture_bytes(1200, 800)), 480, extension)))

    assert rendition.format == format
    assert rendition.size == (480, 320)


def test_rendition_of_a_small_picture_keeps_its_size():
    rendition = Image.open(BytesIO(render(BytesIO(picture_bytes(100, 80)), 240, "jpg")))

    assert rendition.size == (100, 80)


def test_rendition_of_a_transparent_picture_stands_on_white():
    out = BytesIO()
    Image.new("RGBA", (400, 300), (200, 0, 0, 0)).save(out, "PNG")

    rendition = Image.open(BytesIO(render(BytesIO(out.getvalue()), 240, "jpg")))

    assert rendition.getpixel((10, 10)) == (255, 255, 255)


# The model field


@pytest.mark.django_db
def test_stored_picture_is_normalised_whoever_stores_it(media_root):
    photo = Photo(article=make_article(), alt_text="一条步道")
    photo.image = upload(with_exif(), "../云栖 步道.JPG")

    photo.save()

    photo.refresh_from_db()
    folder, name = photo.image.name.removeprefix("photos/").split("/")
    assert len(folder) == 32
    assert name == "original.jpg"
    assert (photo.width, photo.height) == (200, 300)
    with Image.open(media_root / photo.image.name) as picture:
        assert not picture.getexif()


@pytest.mark.django_db
def test_saving_again_does_not_rewrite_the_picture(monkeypatch):
    photo = Photo(article=make_article())
    photo.image = upload(picture_bytes())
    photo.save()
    name = photo.image.name
    monkeypatch.setattr(pictures, "normalised", None)  # would fail if called

    photo.caption = "步道"
    photo.save()

    assert Photo.objects.get().image.name == name


@pytest.mark.django_db
def test_bad_picture_stores_nothing(media_root):
    photo = Photo(article=make_article())
    photo.image = upload("只是文字".encode())

    with pytest.raises(ValidationError, match="不是图片"), transaction.atomic():
        photo.save()

    assert not Photo.objects.exists()
    assert not list(media_root.rglob("*.*"))


@pytest.mark.parametrize("size", [(1201, 801), (2405, 1603), (241, 3), (100, 60)])
def test_a_rendition_has_the_size_that_is_told(size):
    """Told before it is made, to who reserves its place on a page; also of odd proportions."""
    original = BytesIO(picture_bytes(*size))

    with Image.open(BytesIO(render(original, 240, "jpg"))) as picture:
        assert picture.size == rendition_size(size, 240)
