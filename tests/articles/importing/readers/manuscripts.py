"""Word files as departments send them, made part by part."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def paragraph(text="", properties="", look="", inside=""):
    """A paragraph; `properties` of it, `look` of its run, `inside`: XML after the run."""
    run = f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{inside}</w:p>"


def headed(text, style="1"):
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def centred(text, look="<w:b/>", size=36):
    return paragraph(text, '<w:jc w:val="center"/>', f'{look}<w:sz w:val="{size}"/>')


def picture(key="rId9"):
    return paragraph(inside=f'<w:r><w:drawing><a:blip r:embed="{key}"/></w:drawing></w:r>')


def numbered(text, level=0, known=1):
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{known}"/></w:numPr>'
    )


def photo(side=200, colour="gray"):
    out = BytesIO()
    Image.new("RGB", (side, side), colour).save(out, "JPEG")
    return out.getvalue()


STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def docx(*blocks, pictures=None, extra=None, main="word/document.xml"):
    """The bytes of a .docx; `pictures` are {key: bytes}, `extra` parts {name: bytes}."""
    pictures = {} if pictures is None else pictures
    relations = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/image" Target="media/{key}.jpeg"/>'
        for key in pictures
    )
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="{main}"/></Relationships>',
        main: f"<w:document {W} {R} {A} {MC}><w:body>{''.join(blocks)}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relations}'
        "</Relationships>",
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        **{f"word/media/{key}.jpeg": content for key, content in pictures.items()},
        **(extra or {}),
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()
