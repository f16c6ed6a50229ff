"""A released text as files for everybody: made once from its own row, kept, and given from there.

A corrigendum stands behind the text and changes no word of it; with each, the files are made anew as another edition.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from meetings.exchange.akoma_ntoso import as_akn_of_all
from meetings.exchange.docx.writing import write
from meetings.exchange.pdf import as_pdf
from meetings.exchange.plain import as_text
from meetings.exchange.sheet import Run, Sheet, SheetParagraph
from meetings.release.models import ReleasedFile, ReleasedText, TextCorrigendum
from meetings.release.queries.public import PublicText, public_text
from meetings.release.saying import columns_of, released_words
from meetings.texts.canonical import short_hash
from meetings.texts.kinds import ParagraphKind
from portal.core.reader import Reader, reading_as
from portal.people.models import Delegation
from portal.people.rules import SECRETARIAT


def stored_file(text: ReleasedText, form: str, *, now: datetime) -> bytes:
    """The file of a released text in its present edition; made and kept where it is not there yet, once however many ask.

    `form` is pdf, docx, txt, json or xml. JSON is the canonical text byte for byte: its SHA-256 is the text's number.
    """
    if form == "json":
        return text.canonical.encode()
    edition = TextCorrigendum.objects.public().filter(text=text).count()
    found = ReleasedFile.objects.public().filter(text=text, form=form, edition=edition).first()
    if found:
        return bytes(found.content)
    content = content_of(public_text(text), form)
    row = ReleasedFile(text=text, form=form, edition=edition, content=content, made_at=now)
    row.sha256, row.released_at = hashlib.sha256(content).hexdigest(), text.released_at
    row.releasable_to, row.editable_by = text.releasable_to, [SECRETARIAT]
    try:
        with reading_as(Reader(SECRETARIAT)), transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Somebody else made it at the same time.
        kept = ReleasedFile.objects.public().filter(text=text, form=form, edition=edition).first()
        return bytes(kept.content) if kept else content
    return content


def content_of(page: PublicText, form: str) -> bytes:
    """The bytes of a file, from what everybody reads alone."""
    sheets = [_sheet(page, language) for language in page.languages]
    if form == "pdf":
        return as_pdf(sheets)
    if form == "docx":
        return write(_joined(sheets))
    if form == "xml":
        host = page.text.facts.get("meeting", {}).get("host", "")
        country = Delegation.objects.filter(code=host).values_list("holiday_country", flat=True).first() or "un"
        return as_akn_of_all(sheets, country=country, dated=page.text.dated)
    return "\n\n".join(as_text(sheet) for sheet in sheets).encode()


def _sheet(page: PublicText, language: str) -> Sheet:
    text = page.text
    [column] = columns_of(page, [language])
    with translation.override(language):
        around = [column.parties, column.authentic, *column.lead_in]
        number = _("SHA-256 of the text in all its languages: %(hash)s") % {"hash": text.hashes[""]}
        assert text.released_at
        return Sheet(
            title=column.title,
            language=language,
            paragraphs=tuple(
                SheetParagraph(line.anchor, line.kind, (Run(line.texts[language]),))
                for line in page.lines
                if line.kind != "title"
            ),
            statement=text.slug,
            revision=None,
            made_at=text.released_at,
            header=(column.place,),
            footer=(_("Text %(hash)s") % {"hash": short_hash(text.hashes[""])}, released_words(page), number),
            lead_in=tuple(filter(None, around)),
            lists=(*column.lists, *_signed(page), *(words for _number, words in column.corrigenda)),
            numbering={line.anchor: f"{line.number}." for line in page.lines if line.number}
            if text.facts.get("numbered")
            else {},
        )


def _signed(page: PublicText) -> list[str]:
    """Who signed, each with capacity."""
    found = []
    for each in page.parties:
        by = ", ".join(filter(None, [each["signed_by"], each["capacity"]]))
        found.append(_("Signed for %(name)s: %(by)s") % {"name": each["code"], "by": by})
    return found


def _joined(sheets: Sequence[Sheet]) -> Sheet:
    """One document with the languages after one another, each under its own title."""
    first, *others = sheets
    parts = [first.paragraphs, _plain(first.lists, f"{first.language}_end")]
    for sheet in others:
        mark = sheet.language
        title = SheetParagraph(f"title_{mark}", ParagraphKind.HEADING, (Run(sheet.title),))
        again = [replace(each, anchor=f"{each.anchor}_{mark}") for each in sheet.paragraphs]
        lines = [title, *_plain(sheet.lead_in, f"{mark}_lead"), *again, *_plain(sheet.lists, f"{mark}_end")]
        parts.append(tuple(replace(each, language=mark) for each in lines))
    numbering = dict(first.numbering)
    for sheet in others:
        numbering |= {f"{anchor}_{sheet.language}": number for anchor, number in sheet.numbering.items()}
    return Sheet(
        title=first.title,
        language=first.language,
        paragraphs=tuple(chain.from_iterable(parts)),
        statement=first.statement,
        revision=None,
        made_at=first.made_at,
        header=tuple(dict.fromkeys(chain.from_iterable(sheet.header for sheet in sheets))),
        footer=tuple(dict.fromkeys(chain.from_iterable(sheet.footer for sheet in sheets))),
        lead_in=first.lead_in,
        numbering=numbering,
    )


def _plain(lines: Sequence[str], name: str) -> tuple[SheetParagraph, ...]:
    clean = re.sub(r"\W", "_", name)
    return tuple(
        SheetParagraph(f"{clean}{number}", ParagraphKind.PARAGRAPH, (Run(line),))
        for number, line in enumerate(lines, start=1)
    )
