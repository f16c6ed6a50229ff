"""The text that a file shows: as it stands, or as it was issued."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy

from meetings.exchange.looks import format_as
from meetings.exchange.redlining import Made
from meetings.negotiation.models import TextProposal
from meetings.negotiation.states import ProposalKind, ProposalStatus
from meetings.revisions.models import RevisionLine, TextRevision
from meetings.statements.models import ParagraphVersion, Statement
from meetings.statements.present import read_present
from meetings.texts.blocks import tidy
from meetings.texts.canonical import CanonicalLine
from meetings.texts.docx.marks import BaseParagraph
from meetings.texts.notation import Marked
from portal.core.errors import Refused
from portal.core.people import Person

# What a person says of a file that was exported from the text as it stands.
PRESENT = "present"


class NoSuchRevision(Refused):
    """The number names no revision of this text."""

    sentence = gettext_lazy("This text has no revision %(number)s.")
    field = "against"


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as it stood at one time: its lines, the parsed text of each by anchor and language, the version of each by
    anchor, and which revision it is, if one."""

    lines: list[CanonicalLine]
    marked: dict[str, dict[str, Marked]]
    versions: dict[str, UUID]
    hash: str
    number: int | None
    is_final: bool

    def paragraphs(self, language: str, look: str) -> list[BaseParagraph]:
        """The paragraphs as a file shows them; those without words in this language are left out."""
        texts = [(line, self.marked[line.anchor].get(language, Marked())) for line in self.lines]
        shown = [(line, tidy(format_as(marked, look))) for line, marked in texts]
        return [BaseParagraph(line.anchor, line.kind, text) for line, text in shown if text]


def present_source(statement: Statement) -> SourceText:
    """The text as it stands; it is a revision if it has the words of the latest. Four SQL queries."""
    present = read_present(statement)
    whole = present.hash
    latest = TextRevision.objects.filter(statement=statement).order_by("-number").first()
    is_revision = latest is not None and latest.hashes.get("") == whole
    number = latest.number if latest and is_revision else None
    return SourceText(
        present.canonical_lines,
        {line.anchor: line.marked for line in present.lines},
        {line.anchor: line.version for line in present.lines},
        whole,
        number,
        is_final=statement.is_final,
    )


def source_named(statement: Statement, revision: str) -> SourceText:
    """The text that a person says a file was exported from: `PRESENT`, or a revision's number. Refuses `NoSuchRevision`."""
    if revision == PRESENT:
        return present_source(statement)
    if not revision.isdecimal():
        raise NoSuchRevision(number=revision)
    return revision_source(statement, int(revision))


def revision_source(statement: Statement, number: int) -> SourceText:
    """A revision's text. Two SQL queries. Refuses `NoSuchRevision`."""
    found = TextRevision.objects.filter(statement=statement, number=number).first()
    if found is None:
        raise NoSuchRevision(number=number)
    rows = list(RevisionLine.objects.filter(revision=found).order_by("position"))
    lines = [CanonicalLine(row.anchor, row.kind, row.parent_anchor, row.texts) for row in rows]
    return SourceText(
        lines,
        {row.anchor: {language: row.marked(language) for language in row.texts} for row in rows},
        {row.anchor: row.version_id for row in rows},
        found.hashes[""],
        found.number,
        is_final=found.pk == statement.final_id,
    )


def makers_of(text: SourceText, user: Person) -> dict[str, Made]:
    """Return who proposed each paragraph's version, and when, by anchor, where somebody did. One SQL query."""
    rows = ParagraphVersion.objects.visible_to(user).filter(pk__in=text.versions.values(), proposal__isnull=False)
    facts = rows.values_list("pk", "proposal__delegation_id", "created_at")
    made = {key: (code, at) for key, code, at in facts}
    return {anchor: made[key] for anchor, key in text.versions.items() if key in made}


def taken_out_by(statement: Statement, user: Person) -> dict[str, Made]:
    """Return who proposed to take a paragraph out of the text, and when, by anchor. One SQL query."""
    rows = TextProposal.objects.visible_to(user).filter(
        statement=statement, status=ProposalStatus.ACCEPTED, kind__in=(ProposalKind.DELETE, ProposalKind.MERGE)
    )
    rows = rows.select_related("paragraph", "after")
    gone = [(each.after if each.kind == ProposalKind.MERGE else each.paragraph, each) for each in rows]
    return {paragraph.anchor: (each.delegation_id, each.settled_at) for paragraph, each in gone if paragraph}
