"""The parts of a Word document around its text: styles, lists, header, footer, properties.

Written by hand rather than with a template, because the order of elements is part of the format, and because equal texts
then give equal files.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

from django.utils.translation import gettext as _

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = f'xmlns:w="{WORD}" xmlns:r="{OFFICE}/relationships"'
PARTS = ("styles", "numbering", "settings", "header", "footer", "comments")
# Letter, the paper of the Americas, in twentieths of a point.
WIDTH, HEIGHT, MARGIN = 12240, 15840, 1440
LANGUAGES = {"en": "en-US", "es": "es-419"}
EPOCH = (1980, 1, 1, 0, 0, 0)
FIRST_NUMBERED = 2
GREY = "565C65"


def package(
    *,
    body: str,
    comments: str,
    header: Sequence[str],
    footer: Sequence[str],
    title: str,
    language: str,
    made_at: str,
    numbers: Sequence[str],
    properties: Mapping[str, str | int],
) -> bytes:
    """Pack the whole file. Texts come escaped; `made_at` is a W3C date; `numbers` stand in the margin, as lists from
    `FIRST_NUMBERED` on; `properties` are strings and whole numbers."""
    tongue = f'<w:rPr><w:lang w:val="{LANGUAGES.get(language, language)}"/></w:rPr>'
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{OFFICE}/relationships/extended-properties", "docProps/app.xml"),
            (f"{OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
        ),
        "docProps/core.xml": _core(title, LANGUAGES.get(language, language), made_at),
        "docProps/app.xml": f'<Properties xmlns="{OFFICE}/extended-properties"/>',
        "docProps/custom.xml": _custom(properties),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}{_section()}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            *((f"{OFFICE}/relationships/{name}", f"{name}.xml") for name in PARTS),
        ),
        "word/styles.xml": _styles(LANGUAGES.get(language, language)),
        "word/numbering.xml": _numbering(numbers),
        "word/settings.xml": _settings(LANGUAGES.get(language, language)),
        "word/header.xml": f"<w:hdr {NAMESPACES}>{_lines(header, 'Header', tongue)}</w:hdr>",
        "word/footer.xml": f"<w:ftr {NAMESPACES}>{_lines(footer, 'Footer', tongue)}{_page_number(tongue)}</w:ftr>",
        "word/comments.xml": f"<w:comments {NAMESPACES}>{comments}</w:comments>",
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(_dated(name), HEAD + content)
    return written.getvalue()


def _dated(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, EPOCH)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _content_types() -> str:
    overrides = {
        "/word/document.xml": f"{TYPE}.wordprocessingml.document.main+xml",
        **{f"/word/{name}.xml": f"{TYPE}.wordprocessingml.{name}+xml" for name in PARTS},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": f"{TYPE}.extended-properties+xml",
        "/docProps/custom.xml": f"{TYPE}.custom-properties+xml",
    }
    rows = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _core(title: str, language: str, made_at: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:language>{language}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made_at}</dcterms:created></cp:coreProperties>'
    )


def _custom(properties: Mapping[str, str | int]) -> str:
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{escape(name)}">'
        + (f"<vt:i4>{value}</vt:i4>" if isinstance(value, int) else f"<vt:lpwstr>{escape(value)}</vt:lpwstr>")
        + "</property>"
        for number, (name, value) in enumerate(properties.items(), start=2)
    )
    return f'<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">{rows}</Properties>'


def _section() -> str:
    header, footer = (PARTS.index(name) + 1 for name in ("header", "footer"))
    sides = " ".join(f'w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rId{header}"/>'
        f'<w:footerReference w:type="default" r:id="rId{footer}"/><w:pgSz w:w="{WIDTH}" w:h="{HEIGHT}"/>'
        f'<w:pgMar {sides} w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
    )


def _lines(lines: Sequence[str], style: str, tongue: str) -> str:
    """Lines of the margin, each in the document's language: Word checks them in no other."""
    return "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{tongue}<w:t xml:space="preserve">{line}</w:t></w:r></w:p>'
        for line in lines or ([""] if style == "Header" else [])
    )


def _page_number(tongue: str) -> str:
    """ "Page 3 of 12", by fields that Word counts."""
    words = escape(_("Page %(page)s of %(pages)s") % {"page": "\0PAGE\0", "pages": "\0NUMPAGES\0"}).split("\0")
    runs = "".join(
        f'<w:fldSimple w:instr=" {word} "><w:r>{tongue}<w:t>1</w:t></w:r></w:fldSimple>'
        if number % 2
        else f'<w:r>{tongue}<w:t xml:space="preserve">{word}</w:t></w:r>'
        for number, word in enumerate(words)
        if word
    )
    return f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="right"/></w:pPr>{runs}</w:p>'


def _settings(language: str) -> str:
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:trackRevisions/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{language}"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _numbering(numbers: Sequence[str]) -> str:
    """List 1: bullets; then a list for each numbered paragraph, whose only number is written out, in the margin."""
    levels = [("bullet", "•", 720, 360), *(("decimal", number, 0, 567) for number in numbers)]
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl></w:abstractNum>'
        for number, (form, text, left, hanging) in enumerate(levels, start=1)
    )
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in range(1, len(levels) + 1)
    )
    return f"<w:numbering {NAMESPACES}>{kinds}{lists}</w:numbering>"


def _styles(language: str) -> str:
    small = f'<w:color w:val="{GREY}"/><w:sz w:val="17"/>'
    styles = [
        _style("Normal", "Normal", is_default=True),
        _style(
            "Title",
            "Title",
            '<w:keepNext/><w:spacing w:before="120" w:after="240" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
            '<w:b/><w:sz w:val="32"/>',
        ),
        _style(
            "Heading1",
            "heading 1",
            '<w:keepNext/><w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="0"/>',
            '<w:b/><w:sz w:val="25"/>',
        ),
        _style(
            "ListBullet",
            "List Bullet",
            '<w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="80"/>',
        ),
        _style("LeadIn", "Lead-in", '<w:spacing w:after="240"/>', f'<w:i/><w:color w:val="{GREY}"/>'),
        _style("Lists", "Lists", '<w:spacing w:after="60"/>', ""),
        _style("EndOfText", "End of text", '<w:spacing w:before="360"/><w:jc w:val="center"/>', small),
        _style("Header", "header", '<w:spacing w:after="20" w:line="240" w:lineRule="auto"/>', small),
        _style("Footer", "footer", '<w:spacing w:after="20" w:line="240" w:lineRule="auto"/>', small),
        _style("CommentText", "annotation text", "", '<w:sz w:val="20"/>'),
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
        '<w:rPr><w:sz w:val="16"/></w:rPr></w:style>',
    ]
    return (
        f'<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Cambria" w:hAnsi="Cambria"'
        f' w:eastAsia="Cambria" w:cs="Times New Roman"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="{language}"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="288" w:lineRule="auto"/></w:pPr>'
        f"</w:pPrDefault></w:docDefaults>{''.join(styles)}</w:styles>"
    )


def _style(key: str, name: str, paragraph: str = "", letters: str = "", *, is_default: bool = False) -> str:
    default = ' w:default="1"' if is_default else ""
    based = "" if is_default else '<w:basedOn w:val="Normal"/>'
    following = '<w:next w:val="Normal"/>' if "outlineLvl" in paragraph or key == "Title" else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{key}"><w:name w:val="{name}"/>{based}{following}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )
