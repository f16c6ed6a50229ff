"""A statement as a file: which words, in which look, marked for whom. Reads only what all parties read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.exchange.akoma_ntoso import as_akn
from meetings.exchange.docx.writing import write
from meetings.exchange.looks import Look
from meetings.exchange.pdf import as_pdf
from meetings.exchange.plain import as_text
from meetings.exchange.redlining import clean, moves_apart, redline
from meetings.exchange.sheet import Sheet, SheetParagraph, parted
from meetings.exchange.source import SourceText, makers_of, present_source, revision_source, taken_out_by
from meetings.statements.models import Statement
from meetings.statements.present import canonical_of
from meetings.statements.queries import Original, originals_of
from meetings.texts.canonical import short_hash
from meetings.texts.kinds import ParagraphKind, numbered
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.printing import BOTH
from portal.core.texts import in_language


class Form(TextChoices):
    """The files that a statement can become."""

    DOCX = "docx", gettext_lazy("Word document (.docx)")
    PDF = "pdf", gettext_lazy("PDF, to be read and printed (.pdf)")
    TXT = "txt", gettext_lazy("Plain text (.txt)")
    AKN = "xml", gettext_lazy("Akoma Ntoso, for archives (.xml)")
    JSON = "json", gettext_lazy("For programs, all languages (.json)")


class RevisionNeeded(Refused):
    """A redline has two sides."""

    sentence = gettext_lazy("Choose the revision since which the changes are to be shown.")
    field = "against"


class NoWordsYet(Refused):
    """One language a file, and this one is empty."""

    sentence = gettext_lazy("The text has no words in this language yet.")
    field = "language"


class NoOriginal(Refused):
    """Who is no party has no original."""

    sentence = gettext_lazy("%(code)s is not a party to this text, so there is no original of it.")
    field = "original"


class OneLanguage(Refused):
    """Languages stand side by side on paper alone."""

    sentence = gettext_lazy("The languages stand side by side in a PDF alone. Choose one of them, or the PDF.")
    field = "language"


@dataclass(frozen=True, slots=True)
class Export:
    """A file to be given: its name, and what is in it: a sheet for each language, or the canonical text for programs.

    A JSON file says what the other files say on each page, and under "text" what the hash is the SHA-256 of, once it is
    written with sorted keys and no spaces (see `canonical`).
    """

    name: str
    sheets: tuple[Sheet, ...]
    text: bytes
    statement: Statement

    def written(self, form: str) -> bytes:
        if form == Form.PDF:
            return as_pdf(self.sheets)
        if form == Form.JSON:
            lines = [*self.sheets[0].header, *self.sheets[0].footer]
            facts = {"about": lines, "hash": sha256(self.text).hexdigest(), "text": json.loads(self.text)}
            return json.dumps(facts, ensure_ascii=False, indent=1).encode()
        (sheet,) = self.sheets
        if form == Form.AKN:
            return as_akn(sheet, country=self.statement.meeting.host.holiday_country, dated=self.statement.dated)
        return write(sheet) if form == Form.DOCX else as_text(sheet).encode()


def export_of(
    statement: Statement,
    *,
    user: Person,
    now: datetime,
    language: str,
    look: str = Look.BRACKETS,
    form: str = Form.DOCX,
    revision: int | None = None,
    against: int | None = None,
    apart: bool = False,
    original: str = "",
) -> Export:
    """Export the text as it stands, or a revision by its number, for one person; internal drafts are never in the file.

    `language` is one of the statement's, or `BOTH` for a PDF with them side by side; JSON always has both. JSON and Akoma
    Ntoso show the text with its brackets, whatever `look` says. `against` is the number of the
    revision since which a redline shows the changes, each by the delegation whose proposal made it, and by the host where
    it was nobody's; `apart` writes a move as a deletion and an insertion. `original` is the party whose original it is: named
    first in the header, with what stands around the text in its own words. Refuses `NoSuchRevision`, `RevisionNeeded`,
    `NoWordsYet`, `OneLanguage`, `NoOriginal`.
    """
    if form == Form.JSON:
        language = BOTH
    if form in {Form.JSON, Form.AKN}:
        look = Look.BRACKETS
    if language == BOTH and form not in {Form.PDF, Form.JSON}:
        raise OneLanguage
    if look != Look.REDLINE:
        against = None
    elif against is None:
        raise RevisionNeeded
    text = revision_source(statement, revision) if revision is not None else present_source(statement)
    old = revision_source(statement, against) if against is not None else None
    around = _original(statement, original) if original else None
    made = makers_of(text, user) | taken_out_by(statement, user) if old else {}
    sheets = []
    for code in statement.languages if language == BOTH else [language]:
        new = text.paragraphs(code, look)
        paragraphs = clean(new)
        if old:
            before = old.paragraphs(code, look)
            paragraphs = redline(before, new, author=statement.meeting.host_id, at=None, made=made)
            paragraphs = moves_apart(paragraphs) if apart else paragraphs
        if any(each.kind != ParagraphKind.TITLE for each in new) or language == BOTH:
            with translation.override(code):
                sheets.append(
                    _sheet(
                        statement,
                        text,
                        paragraphs,
                        language=code,
                        look=look,
                        name=user.name,
                        now=now,
                        against=against,
                        around=around,
                    )
                )
    if not any(sheet.body for sheet in sheets):
        raise NoWordsYet
    whole = b""
    if form == Form.JSON:
        whole = canonical_of(statement, text.lines)
    stem = _stem(statement.slug, text, look, against) + (f"-{original.lower()}" if around else "")
    return Export(f"{stem}-{language}.{form}", tuple(sheets), whole, statement)


def _sheet(
    statement: Statement,
    text: SourceText,
    paragraphs: tuple[SheetParagraph, ...],
    *,
    language: str,
    look: str,
    name: str,
    now: datetime,
    against: int | None,
    around: Original | None,
) -> Sheet:
    label = _("Working text") if text.number is None else f"Rev. {text.number}" if text.number else _("Chair's text")
    since = [_since(against)] if against is not None else []
    marking = _("Releasable to %(codes)s") % {"codes": ", ".join(statement.releasable_to)}
    footer = [" · ".join([label, _("Text %(hash)s") % {"hash": short_hash(text.hash)}, *since])]
    footer.append(_("For %(name)s, %(at)s UTC") % {"name": name, "at": f"{now.astimezone(UTC):%Y-%m-%d %H:%M}"})
    lead_in, lists = lines_around(around or statement, language)
    return Sheet(
        title=next((each.text for each in paragraphs if each.kind == ParagraphKind.TITLE), None)
        or in_language(statement.title, language),
        language=language,
        paragraphs=paragraphs,
        statement=statement.slug,
        revision=text.number,
        made_at=now,
        header=(marking,) if text.is_final else (marking, _("NOT AGREED TEXT")),
        footer=tuple(footer),
        lead_in=lead_in,
        lists=lists,
        numbering=_numbering(paragraphs) if statement.numbered else {},
        look=look,
    )


def lines_around(text: Original | Statement, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines before and behind the text in one language; those of a party's original begin with the countries."""
    header = (text.header(language),) if isinstance(text, Original) else ()
    return (
        header + parted(text.lead_in.get(language, ""), "\n\n"),
        parted(text.lists.get(language, ""), "\n"),
    )


def _original(statement: Statement, code: str) -> Original:
    """The original of one party. Refuses `NoOriginal`. Four SQL queries."""
    found = next((each for each in originals_of(statement) if each.code == code), None)
    if found is None:
        raise NoOriginal(code=code)
    return found


def _since(number: int) -> str:
    return _("Changes since Rev. %(number)s") % {"number": number} if number else _("Changes since the chair's text")


def _numbering(paragraphs: Sequence[SheetParagraph]) -> dict[str, str]:
    counted = numbered((each.anchor, each.kind) for each in paragraphs if each.is_there)
    return {anchor: f"{number}." for anchor, number in counted if number}


def _stem(slug: str, text: SourceText, look: str, against: int | None) -> str:
    revision = "working" if text.number is None else f"rev{text.number}"
    after = {Look.BRACKETS: "", Look.REDLINE: f"-since-rev{against}"}.get(Look(look), f"-{look}")
    return f"{slug}-{revision}{after}"
