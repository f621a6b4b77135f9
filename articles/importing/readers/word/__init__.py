"""A Word file (.docx), of Word, WPS or whatever writes one → its stories and pictures (Word 稿).

    package       the parts of the file, opened within bounds      package.py
    document      the text as it stands after all changes          document.py
    manuscript    what is a headline, a sub-head, a sign-off       manuscript.py

A department sends one story, or several; a heading, or a sign-off, tells where one ends. A file in
which nothing is marked is read as text is (`flow/`).
"""

from articles.importing.pieces import Refused
from articles.importing.readers.language import require_simplified_chinese
from articles.importing.readers.word.document import paragraphs
from articles.importing.readers.word.manuscript import arranged
from articles.importing.readers.word.package import Package
from articles.importing.readers.word.pictures import keep_pictures


def read(content, folder):
    """[(SourcePage, Arrangement)] of a Word file: one page. Pictures are written into `folder`.

    Raises Refused: damaged, locked, too large, without text, or not in simplified Chinese.
    """
    package = Package(content)
    told = paragraphs(package)
    text = "\n".join(paragraph.text for paragraph in told)
    if not text.strip():
        raise Refused("这个 Word 文件里没有文字。如果是扫描的图片，请把图片另存出来导入。")
    require_simplified_chinese(text)
    page, arrangement = arranged(told)
    if not arrangement.stories:
        raise Refused("这个 Word 文件里没有找到稿件：没有成段的正文。")
    keep_pictures(package, told, page, arrangement, folder)
    return [(page, arrangement)]
