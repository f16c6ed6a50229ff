"""Word documents as programs write them, put together by hand; and what a caller does with placed changes."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from meetings.exchange.docx.writing import write
from meetings.exchange.redlining import clean
from meetings.exchange.sheet import Sheet
from meetings.texts.docx.marks import BaseParagraph

AT = datetime(2026, 3, 1, 15, 30, tzinfo=UTC)
BY = 'w:id="900" w:author="Guatemala" w:date="2026-03-02T10:00:00Z"'
SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not on this machine")


def base(*texts, kind="paragraph"):
    return [BaseParagraph(f"p{number:02}", kind, text) for number, text in enumerate(texts, start=1)]


def sheet(paragraphs, **facts):
    values = {"title": "Joint Statement", "language": "en", "statement": "joint-2026", "revision": 3, "made_at": AT}
    return Sheet(paragraphs=tuple(paragraphs), **values | facts)


def exported(paragraphs, **facts):
    return write(sheet(clean(paragraphs), **facts))


def r(text, tag="t"):
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def ins(*inside, by=BY):
    return f"<w:ins {by}>{''.join(inside)}</w:ins>"


def gone(*inside, by=BY):
    return f"<w:del {by}>{''.join(inside)}</w:del>"


def dt(text):
    return r(text, "delText")


def p(anchor, *inside, mark="", style=""):
    """A paragraph in its bookmark, or in none; `mark` is the name of what happened to its mark ("ins", "del", …)."""
    form = f'<w:pStyle w:val="{style}"/>' if style else ""
    form += f"<w:rPr><w:{mark} {BY}/></w:rPr>" if mark else ""
    words = "".join(inside)
    if anchor:
        words = f'<w:bookmarkStart w:id="{anchor[1:]}" w:name="p_{anchor}"/>{words}<w:bookmarkEnd w:id="{anchor[1:]}"/>'
    return f"<w:p><w:pPr>{form}</w:pPr>{words}</w:p>"


def replaced(data, **parts):
    """The file with other parts: `document` is a function of the old XML; others are added as they are."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename in parts:
                content = parts.pop(part.filename)(content.decode()).encode()
            new.writestr(part.filename, content)
        for name, content in parts.items():
            new.writestr(name, content)
    return written.getvalue()


def edited(paragraphs, *body, prints=True):
    """The export of a base whose negotiated paragraphs somebody turned into `body` (XML)."""
    whole = "".join(body)

    def document(xml):
        first, last = xml.index("</w:p>") + 6, xml.index('<w:p><w:pPr><w:pStyle w:val="EndOfText"/>')
        return xml[:first] + whole + xml[last:]

    parts = {"word/document.xml": document}
    if not prints:
        parts["docProps/custom.xml"] = lambda xml: re.sub(r"<property .*</property>", "", xml)
    return replaced(exported(paragraphs), **parts)


@dataclass
class Office:
    """LibreOffice without a window, with a profile of its own."""

    folder: object

    def convert(self, data, into="docx", name="statement.docx"):
        (self.folder / "in").mkdir(exist_ok=True)
        source = self.folder / "in" / name
        source.write_bytes(data)
        command = [SOFFICE, f"-env:UserInstallation=file://{self.folder}/profile", "--headless", "--convert-to", into]
        subprocess.run([*command, "--outdir", self.folder, source], check=True, capture_output=True, timeout=120)
        return (self.folder / source.with_suffix(f".{into.partition(':')[0]}").name).read_bytes()


def applied(paragraphs, changes):
    """The texts after the changes, as a caller would make them one after the other."""
    order = [each.anchor for each in paragraphs]
    texts = {each.anchor: [each.text] for each in paragraphs}
    inserted: dict[str | None, list[str]] = {}
    for number, change in enumerate(changes):
        if change.kind in {"insert", "move"}:
            anchor = f"new{number}" if change.kind == "insert" else change.anchor
            if change.kind == "insert":
                texts[anchor] = [change.text]
            else:
                order.remove(anchor)
            put = inserted.setdefault(change.after, [])
            previous = put[-1] if put else change.after
            order.insert(order.index(previous) + 1 if previous else 0, anchor)
            put.append(anchor)
        elif change.kind == "delete":
            order.remove(change.anchor)
        else:
            texts[change.anchor] = list(change.texts)
            for merged in change.anchors[1:]:
                order.remove(merged)
    return [text for anchor in order for text in texts[anchor]]
