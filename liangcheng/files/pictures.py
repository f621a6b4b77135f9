"""Uploaded pictures: opened by content, bounded, stripped of metadata; and their renditions.

A picture lives in a folder of its own: `photos/3f2a…/original.jpg`. Its renditions stand beside it
under names that follow from their width: `800.jpg`, `800.avif`. They are made when first asked for.
"""

import uuid
import warnings
from contextlib import suppress
from io import BytesIO
from pathlib import PurePosixPath

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from liangcheng.files.storing import FollowingFile, is_new

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_PIXELS = 80_000_000  # a 61-megapixel camera, with room
MAX_MEMORY = 400 * MEGABYTE  # while one is read and reduced; see `_memory`
MAX_SIDE = 4096  # what is kept: enough for a full screen and for print at a column's width
FORMATS = ("JPEG", "PNG", "WEBP")  # JPEG includes MPO, two in one file, as some phones write it

SRGB = ImageCms.createProfile("sRGB")

# Widths in CSS pixels times density: a list's thumbnail, a phone, a column, a full screen.
WIDTHS = (240, 480, 960, 1920)
RENDITION_FORMATS = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 8},
    # For browsers of before 2021, which old phones keep: a third smaller than JPEG.
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}
# What files of pictures are, by how their names end: what is kept, and its renditions.
PICTURE_TYPES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".avif": "image/avif",
    ".webp": "image/webp",
}


def open_picture(file):
    """Open an uploaded file as a picture, trusting only its content.

    A JPEG of twice what is kept, or more, is read in half its size. Raises ValidationError with a
    sentence for an editor: too large, no picture, a format that browsers do not show, too many
    pixels (a decompression bomb), too much memory to read it, damaged.
    """
    if file.size > MAX_BYTES:
        raise ValidationError(
            f"图片有 {file.size / MEGABYTE:.1f} MB，超过 {MAX_BYTES // MEGABYTE} MB 的上限。"
            "请用看图软件缩小后再传。",
            code="picture_too_large",
        )
    try:
        with warnings.catch_warnings():
            # Pillow only warns between one and two times its own limit; ours is checked below.
            # And it warns of EXIF that is damaged, which we take as none.
            warnings.simplefilter("ignore")
            file.seek(0)
            picture = Image.open(file, formats=FORMATS)
        if picture.width * picture.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        pixels = picture.width * picture.height
        picture.draft(None, _kept_size(picture.size))
        if _memory(picture, pixels) > MAX_MEMORY:
            raise ValidationError(
                f"图片有 {pixels // 10_000} 万像素，这种格式打开它太占内存。"
                f"请用看图软件把长边缩到 {MAX_SIDE} 像素，或另存为普通的（非渐进式）JPEG 再传。",
                code="picture_takes_too_much_memory",
            )
        picture.load()
    except Image.DecompressionBombError as error:
        raise ValidationError(
            f"图片的像素超过 {MAX_PIXELS // 10_000} 万，打不开。请用看图软件缩小后再传。",
            code="picture_too_many_pixels",
        ) from error
    except UnidentifiedImageError as error:
        raise ValidationError(
            "这个文件不是图片，或不是网页能显示的格式。请上传 JPEG、PNG 或 WebP 图片。",
            code="not_a_picture",
        ) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise ValidationError(
            "图片已损坏，读不完整。请重新导出或换一张。", code="broken_picture"
        ) from error
    return picture


def normalised(file):
    """The picture as it is kept: upright, at most `MAX_SIDE`, sRGB, no EXIF or GPS, JPEG or PNG."""
    picture = _resizable(open_picture(file))
    has_alpha = picture.mode == "RGBA"
    # First of all smaller: whatever follows makes copies.
    picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    _turn_upright(picture)
    picture = _in_srgb(picture)
    if not has_alpha:
        picture = picture.convert("RGB")
    picture.info.clear()
    out = BytesIO()
    if has_alpha:
        picture.save(out, "PNG", optimize=True)
        return ContentFile(out.getvalue(), "original.png")
    picture.save(out, "JPEG", quality=90, optimize=True)
    return ContentFile(out.getvalue(), "original.jpg")


def _kept_size(size):
    scale = min(1, MAX_SIDE / max(size))
    return tuple(max(1, round(side * scale)) for side in size)


def _memory(picture, pixels):
    """How many bytes it takes at most to read a picture that is not yet read, and to reduce it.

    `pixels` are the file's, the picture's own may be fewer. Measured with the largest of each kind:
    Pillow keeps four bytes of a coloured pixel, and reducing takes half as much again; of one that
    may be transparent it makes a copy. WebP's library draws four times, and a progressive JPEG is
    held as coefficients of two bytes until its last scan is read.
    """
    if picture.format == "WEBP":
        each = 16
    elif picture.has_transparency_data:
        each = 10
    else:
        each = 2 if picture.mode in {"1", "L"} else 6
    coefficients = 2 * len(picture.getbands()) if "progressive" in picture.info else 0
    return picture.width * picture.height * each + pixels * coefficients


def _resizable(picture):
    """The picture in a mode whose pixels can be mixed; RGBA only if some may be transparent."""
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    if picture.mode in {"L", "RGB", "CMYK"}:
        return picture
    if picture.mode.startswith("I"):
        # Sixteen bits of grey, as some scanners write it: `convert` alone takes 256 for white.
        return picture.point(lambda value: value / 256).convert("L")
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _turn_upright(picture):
    """Turn it as the camera was held. One whose EXIF cannot be read stays as it stands."""
    with suppress(Exception):  # damaged EXIF fails in many ways
        ImageOps.exif_transpose(picture, in_place=True)


def _in_srgb(picture):
    """Colours as the camera's or the typesetter's profile means them, before it is dropped."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "CMYK"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture  # a damaged profile costs the exact colours, not the picture


def rendition_name(original, width, extension):
    """Where the rendition of a stored picture stands: `photos/3f2a…/800.avif`."""
    return str(PurePosixPath(original).with_name(f"{width}.{extension}"))


def rendition_widths(original_width, widest=None):
    """The widths worth offering of a picture: none wider than it is or is ever shown, at least one.

    `widest` is the most that its place on the page needs, in pixels; None for no limit.
    """
    most = min(original_width - 1, widest or max(WIDTHS))
    return [width for width in WIDTHS if width <= most] or [min(WIDTHS)]


def rendition_size(size, width):
    """The width and height of a rendition of a picture of some size: never larger than that."""
    if width >= size[0]:
        return size
    return width, max(1, round(size[1] * width / size[0]))


def render(file, width, extension):
    """The bytes of one rendition of a stored picture."""
    with Image.open(file) as picture:
        size = rendition_size(picture.size, width)
        picture.draft("RGB", (width * 2, width * 2))
        background = Image.new("RGB", picture.size, "white")
        if picture.has_transparency_data:
            rgba = picture.convert("RGBA")
            background.paste(rgba, mask=rgba)
        else:
            background.paste(picture)
    if size != background.size:
        background = background.resize(size, Image.Resampling.LANCZOS)
    out = BytesIO()
    background.save(out, **RENDITION_FORMATS[extension])
    return out.getvalue()


class PictureFormField(forms.ImageField):
    """An upload field that says in Chinese what is wrong with a picture."""

    default_error_messages = {
        # A browser never sends a chosen file a second time.
        "required": "请选择图片文件。刚才因为别处有错误没有存成的，要重新选一次。",
    }

    def to_python(self, data):
        # Past ImageField's own check, which reads the whole file before any limit applies.
        file = forms.FileField.to_python(self, data)
        if file is not None:
            open_picture(file)
            file.seek(0)
        return file

    def bound_data(self, data, initial):
        # Django shows only what was there before; its widget must also know what was chosen.
        return initial if data is None else data

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"accept": "image/jpeg,image/png,image/webp"}


class PictureField(FollowingFile, models.ImageField):
    """An ImageField whose files are normalised before they are stored, whoever stores them."""

    def pre_save(self, model_instance, add):
        file = getattr(model_instance, self.attname)
        if is_new(file):
            picture = normalised(file.file)
            file.save(picture.name, picture, save=False)
        return super().pre_save(model_instance, add)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PictureFormField, **kwargs})


def picture_folder(kind):
    """A folder of its own for each picture, with a name that cannot be guessed."""
    return f"{kind}/{uuid.uuid4().hex}"
