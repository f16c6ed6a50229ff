"""A statement as a file: which words, in which look, marked for whom. Reads only what all parties read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.statements.canonical import CanonicalLine, canonical, hashes_of, short_hash
from meetings.statements.legal_xml import as_akn
from meetings.statements.models import ParagraphVersion, RevisionLine, Statement, TextProposal, TextRevision
from meetings.statements.printing import as_pdf
from meetings.statements.reading import present_text
from meetings.statements.splitting import tidy
from meetings.statements.states import ParagraphKind, ProposalKind, ProposalStatus, Status
from meetings.statements.word.looks import Look, shown
from meetings.statements.word.marks import BaseParagraph
from meetings.statements.word.redlining import Made, clean, redline
from meetings.statements.word.writing import Sheet, WordParagraph, write
from portal.core.errors import Refused
from portal.core.printing import BOTH
from portal.core.texts import in_language

UNNUMBERED = {ParagraphKind.HEADING, ParagraphKind.LIST_ITEM}
MARKS = {"inserted": ("{+", "+}"), "deleted": ("{-", "-}"), "moved_from": ("{-", "-}"), "moved_to": ("{+", "+}")}


class Form(TextChoices):
    """The files that a statement can become."""

    DOCX = "docx", gettext_lazy("Word document (.docx)")
    PDF = "pdf", gettext_lazy("PDF, to be read and printed (.pdf)")
    TXT = "txt", gettext_lazy("Plain text (.txt)")
    AKN = "xml", gettext_lazy("Akoma Ntoso, for archives (.xml)")
    JSON = "json", gettext_lazy("For programs, both languages (.json)")


class NoSuchRevision(Refused):
    """The number names no revision of this text."""

    sentence = gettext_lazy("This text has no revision %(number)s.")
    field = "against"


class RevisionNeeded(Refused):
    """A redline has two sides."""

    sentence = gettext_lazy("Choose the revision since which the changes are to be shown.")
    field = "against"


class NoWordsYet(Refused):
    """One language a file, and this one is empty."""

    sentence = gettext_lazy("The text has no words in this language yet.")
    field = "language"


class OneLanguage(Refused):
    """Languages stand side by side on paper alone."""

    sentence = gettext_lazy("Both languages stand side by side in a PDF alone. Choose one of them, or the PDF.")
    field = "language"


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as it stood at one time: its lines, the version of each by anchor, and which revision it is, if one."""

    lines: list[CanonicalLine]
    versions: dict[str, Any]
    hash: str
    number: int | None
    is_final: bool

    def paragraphs(self, language: str, look: str) -> list[BaseParagraph]:
        """What a file shows; a paragraph without words in this language is not in it."""
        texts = [(line, tidy(line.texts.get(language, ""))) for line in self.lines]
        return [BaseParagraph(line.anchor, line.kind, shown(text, look)) for line, text in texts if text]


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
    user: Any,
    now: datetime,
    language: str,
    look: str = Look.BRACKETS,
    form: str = Form.DOCX,
    revision: int | None = None,
    against: int | None = None,
) -> Export:
    """The text as it stands (or a revision by its number) as a file for one person; internal drafts are never in it.

    `language` is one of the statement's, or `BOTH` for a PDF with them side by side; JSON always has both. JSON and Akoma
    Ntoso show the text with its brackets, whatever `look` says. `against` is the number of the
    revision since which a redline shows the changes, each by the delegation whose proposal made it, and by the host where
    it was nobody's. Refuses `NoSuchRevision`, `RevisionNeeded`, `NoWordsYet`, `OneLanguage`.
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
    text = _revision(statement, revision) if revision is not None else _present(statement)
    old = _revision(statement, against) if against is not None else None
    made = _made(text, user) | _taken_out(statement, user) if old else {}
    facts = {"look": look, "name": user.name, "now": now, "against": against}
    sheets = []
    for code in statement.languages if language == BOTH else [language]:
        new = text.paragraphs(code, look)
        paragraphs = clean(new)
        if old:
            before = old.paragraphs(code, look)
            paragraphs = redline(before, new, author=statement.meeting.host_id, at=None, made=made)
        if new or language == BOTH:
            with translation.override(code):
                sheets.append(_sheet(statement, text, paragraphs, language=code, **facts))
    if not any(sheet.paragraphs for sheet in sheets):
        raise NoWordsYet
    whole = b""
    if form == Form.JSON:
        codes = sorted(statement.languages)
        whole = canonical(str(statement.pk), statement.title, text.lines, codes, numbered=statement.numbered)
    return Export(f"{_stem(statement.slug, text, look, against)}-{language}.{form}", tuple(sheets), whole, statement)


def as_text(sheet: Sheet) -> str:
    """The sheet as plain text: {+what came+}, {-what went-}; list items begin with a dash."""
    body = [*sheet.lead_in, *map(_as_text, sheet.paragraphs), *sheet.lists]
    lines = [*sheet.header, sheet.title, *body, *sheet.footer]
    return "\n\n".join(lines) + "\n"


def _as_text(paragraph: WordParagraph) -> str:
    around = MARKS.get(paragraph.mark, ("", ""))
    words = ""
    for run in paragraph.runs:
        before, after = MARKS.get(run.kind, ("", "")) if paragraph.mark in {"same", "moved_to"} else ("", "")
        words += f"{before}{run.text}{after}"
    dash = "- " if paragraph.kind == ParagraphKind.LIST_ITEM else ""
    return f"{dash}{around[0]}{words}{around[1]}"


def _present(statement: Statement) -> _Text:
    """The text as it stands; it is a revision if it has the words of the latest. Four SQL queries."""
    present = present_text(statement)
    lines = [CanonicalLine(line.anchor, line.kind, line.parent_anchor, line.texts) for line in present]
    hashes = hashes_of(str(statement.pk), statement.title, lines, statement.languages, numbered=statement.numbered)
    latest = TextRevision.objects.filter(statement=statement).order_by("-number").first()
    is_revision = latest is not None and latest.hashes.get("") == hashes[""]
    versions = {line.anchor: line.version for line in present}
    number = latest.number if latest and is_revision else None
    return _Text(lines, versions, hashes[""], number, is_final=statement.status == Status.FINAL_TEXT)


def _revision(statement: Statement, number: int) -> _Text:
    """A revision's text. Two SQL queries. Refuses `NoSuchRevision`."""
    found = TextRevision.objects.filter(statement=statement, number=number).first()
    if found is None:
        raise NoSuchRevision(number=number)
    rows = list(RevisionLine.objects.filter(revision=found).order_by("position"))
    lines = [CanonicalLine(row.anchor, row.kind, row.parent_anchor, row.texts) for row in rows]
    versions = {row.anchor: row.version_id for row in rows}
    return _Text(
        lines,
        versions,
        found.hashes[""],
        found.number,
        is_final=found.is_final and statement.status == Status.FINAL_TEXT,
    )


def _made(text: _Text, user: Any) -> dict[str, Made]:
    """Whose proposal made each paragraph's version, and when; nobody's are left out. One SQL query."""
    rows = ParagraphVersion.objects.visible_to(user).filter(pk__in=text.versions.values(), proposal__isnull=False)
    facts = rows.values_list("pk", "proposal__delegation_id", "created_at")
    made = {key: (code, at) for key, code, at in facts}
    return {anchor: made[key] for anchor, key in text.versions.items() if key in made}


def _taken_out(statement: Statement, user: Any) -> dict[str, Made]:
    """Whose proposal took a paragraph out of the text, and when, by its anchor. One SQL query."""
    rows = TextProposal.objects.visible_to(user).filter(
        statement=statement, status=ProposalStatus.ACCEPTED, kind__in=(ProposalKind.DELETE, ProposalKind.MERGE)
    )
    rows = rows.select_related("paragraph", "after")
    gone = [(each.after if each.kind == ProposalKind.MERGE else each.paragraph, each) for each in rows]
    return {paragraph.anchor: (each.delegation_id, each.settled_at) for paragraph, each in gone if paragraph}


def _sheet(
    statement: Statement,
    text: _Text,
    paragraphs: tuple[WordParagraph, ...],
    *,
    language: str,
    look: str,
    name: str,
    now: datetime,
    against: int | None,
) -> Sheet:
    label = _("Working text") if text.number is None else f"Rev. {text.number}" if text.number else _("Chair's text")
    since = [_since(against)] if against is not None else []
    marking = _("Releasable to %(codes)s") % {"codes": ", ".join(statement.releasable_to)}
    footer = [" · ".join([label, _("Text %(hash)s") % {"hash": short_hash(text.hash)}, *since])]
    footer.append(_("For %(name)s, %(at)s UTC") % {"name": name, "at": f"{now.astimezone(UTC):%Y-%m-%d %H:%M}"})
    return Sheet(
        title=in_language(statement.title, language),
        language=language,
        paragraphs=paragraphs,
        statement=statement.slug,
        revision=text.number,
        made_at=now,
        header=(marking,) if text.is_final else (marking, _("NOT AGREED TEXT")),
        footer=tuple(footer),
        lead_in=_parted(statement.lead_in.get(language, ""), "\n\n"),
        lists=_parted(statement.lists.get(language, ""), "\n"),
        numbering=_numbering(paragraphs) if statement.numbered else {},
        look=look,
    )


def _since(number: int) -> str:
    return _("Changes since Rev. %(number)s") % {"number": number} if number else _("Changes since the chair's text")


def _parted(words: str, at: str) -> tuple[str, ...]:
    return tuple(filter(None, map(tidy, words.replace("\r\n", "\n").split(at))))


def _numbering(paragraphs: Sequence[WordParagraph]) -> dict[str, str]:
    counted = [each.anchor for each in paragraphs if each.is_there and each.kind not in UNNUMBERED]
    return {anchor: f"{number}." for number, anchor in enumerate(counted, start=1)}


def _stem(slug: str, text: _Text, look: str, against: int | None) -> str:
    revision = "working" if text.number is None else f"rev{text.number}"
    after = {Look.BRACKETS: "", Look.REDLINE: f"-since-rev{against}"}.get(Look(look), f"-{look}")
    return f"{slug}-{revision}{after}"
