"""Which language and script a page is in (语言): the rest of the import knows one."""

import re
from functools import cache

from opencc import OpenCC

from articles.importing.marks import HANZI
from articles.importing.pieces import Refused

_SAMPLE = 20_000  # characters
_FEWEST_HANZI = 0.4  # of letters and digits; a Chinese page has 0.8 and more
_MOST_KANA = 0.05
_MOST_TRADITIONAL = 0.1  # of the Chinese characters; a traditional page has 0.3, a quotation less
_HANZI = re.compile(f"[{HANZI}]")
_KANA = re.compile("[\u3041-\u30ff]")


def require_simplified_chinese(text):
    """Raise Refused for a text in another language, or in traditional characters."""
    sample = text[:_SAMPLE]
    letters = sum(character.isalnum() for character in sample)
    hanzi = _HANZI.findall(sample)
    if _KANA.search(sample) and len(_KANA.findall(sample)) > letters * _MOST_KANA:
        raise Refused("这一版是日文的。导入只认得简体中文的版面，外文稿件请手工录入。")
    if not letters or len(hanzi) < letters * _FEWEST_HANZI:
        share = round(100 * len(hanzi) / letters) if letters else 0
        raise Refused(
            f"这一版几乎没有汉字（只占 {share}%），像是外文，或者文字层是乱码。"
            "导入只认得简体中文的版面，请换一个文件，或手工录入。"
        )
    written = "".join(hanzi)
    changed = sum(one != other for one, other in zip(written, _simplified(written), strict=False))
    if changed > len(written) * _MOST_TRADITIONAL:
        raise Refused("这一版是繁体字的。导入只认得简体中文的版面，请先转成简体，或手工录入。")


def _simplified(text):
    return _converter().convert(text)


@cache
def _converter():
    return OpenCC("t2s")
