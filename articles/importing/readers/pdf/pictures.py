"""The picture of a page, and the pictures cut out of it, as WebP files."""

from liangcheng.files.pdf import draw

QUALITY = 82


def keep_pictures(page, source, left, folder):
    """Write a page's picture and its cut-out pictures into `folder`; name them in `source`.

    `left` is where the page begins on its sheet, in points.
    """
    image, scale = draw(page)
    if (round(source.width * scale), round(source.height * scale)) != image.size:
        x = round(left * scale)
        image = image.crop((x, 0, x + round(source.width * scale), image.height))
    source.image = f"page-{source.number_in_file}.webp"
    _write(image, folder / source.image)
    for picture in source.pictures:
        box = picture.box
        corners = (
            box.left * image.width,
            box.top * image.height,
            box.right * image.width,
            box.bottom * image.height,
        )
        cut = image.crop(tuple(round(corner / 1000) for corner in corners))
        if min(cut.size) > 0:
            picture.file = f"page-{source.number_in_file}-picture-{picture.key}.webp"
            _write(cut, folder / picture.file)


def _write(image, path):
    image.save(path, "WEBP", quality=QUALITY, method=2)
