"""Whether the characters of a PDF can be read at all (文字层)."""

from articles.importing.pieces import NoText
from articles.importing.readers.language import require_simplified_chinese

FEWEST_CHARACTERS = 20  # of a file
# The share of Chinese characters. A page has 0.71; with its character maps removed it has 0.11.
LEAST_CHINESE = 0.45
MOST_LATIN = 0.5  # of the characters; more, and it is no page without maps but another language


def check_text_layer(sheets):
    """Raise NoText unless these sheets' characters are there and legible; Refused: not Chinese."""
    text = "".join(glyph.text for sheet in sheets for glyph in sheet.glyphs)
    aside = sum(len(piece.text) for sheet in sheets for piece in sheet.discarded)
    if len(text) + aside < FEWEST_CHARACTERS:
        raise NoText(
            "这个 PDF 里没有文字，只有图（多半是扫描件，或文字已转成曲线）。请用排版软件重新导出"
            "带文字的 PDF；只有扫描件时，请管理员照 docs/import.md 装上文字识别，再导入一次。"
        )
    chinese = sum("\u3400" <= character <= "\u9fff" for character in text)
    latin = sum(character.isascii() and character.isalpha() for character in text)
    if chinese >= LEAST_CHINESE * len(text) > 0 or latin > MOST_LATIN * len(text):
        require_simplified_chinese(text)
        return
    raise NoText(
        "这个 PDF 的文字读不出来：字体没有带编码，拷出来是乱码。请在排版软件里勾选“嵌入字体”"
        "重新导出；做不到时，请管理员照 docs/import.md 装上文字识别，再导入一次。"
    )
