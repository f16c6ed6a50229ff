"""The alignment stage: how far each language is, who vouches for both, and what the final text still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.alignment.models import Certificate, LanguageReview
from meetings.concordance.queries import ShownFinding, findings_of
from meetings.negotiation.models import TextProposal
from meetings.negotiation.queries.proposed import Chip, last_replies, reply_chip
from meetings.negotiation.states import ProposalKind, ProposalStatus
from meetings.statements.blocking import Blocker
from meetings.statements.models import Reviewer, Statement, plain
from meetings.statements.present import PresentLine, PresentText, marked_label, read_present
from meetings.statements.states import Status
from meetings.texts.canonical import short_hash
from portal.core.people import Person
from portal.core.wording import Piece, differences

# As many delegations vouch for the final text.
CERTIFICATES = 2
# How many paragraphs a sentence names.
NAMED = 12


@dataclass(frozen=True)
class Side:
    """One language of a paragraph: its words, and who has reviewed them as they stand."""

    language: str
    text: str
    is_negotiated: bool
    reviewed_by: list[str]


@dataclass(frozen=True)
class Edit:
    """An edit of one language that waits for a reviewer of another delegation; `words` lead from the text to it, `replies`
    is what others said."""

    proposal: TextProposal
    language: str
    words: list[Piece]
    replies: list[Chip]


@dataclass(frozen=True)
class AlignedRow:
    """A paragraph in the alignment stage: its sides, the edits that wait, and how many findings are open."""

    line: PresentLine
    number: int | str
    sides: list[Side]
    edits: list[Edit]
    findings: int

    @property
    def is_done(self) -> bool:
        return all(side.reviewed_by for side in self.sides) and not self.edits and not self.findings


@dataclass(frozen=True)
class Vouched:
    """A certificate; `is_void` when the text went on or its delegation is no party any more."""

    certificate: Certificate
    is_void: bool

    @property
    def text(self) -> str:
        return short_hash(self.certificate.hashes[""])


@dataclass(frozen=True)
class Alignment:
    """All of the stage. `hashes` are those of the present text, by language and "" for the whole."""

    statement: Statement
    rows: list[AlignedRow]
    hashes: dict[str, str]
    certificates: list[Vouched]
    findings: list[ShownFinding]
    parties: list[str]
    reviewers: list[Reviewer]

    @property
    def reviewed(self) -> dict[str, int]:
        """How many paragraphs are reviewed in each language."""
        return {
            code: sum(bool(side.reviewed_by) for row in self.rows for side in row.sides if side.language == code)
            for code in self.statement.languages
        }

    @property
    def text(self) -> str:
        """The present text's hash in groups."""
        return short_hash(self.hashes[""])

    @property
    def vouching(self) -> set[str]:
        """The delegations whose certificates name the text as it stands."""
        return {each.certificate.delegation_id for each in self.certificates if not each.is_void}


@dataclass(frozen=True)
class AlignmentPage:
    """The stage for one person: what it still lacks, the languages they review, whether they may certify now."""

    stage: Alignment
    blockers: list[Blocker]
    is_open: bool
    mine: list[str]
    may_certify: bool

    @property
    def may_edit(self) -> list[str]:
        """The languages in which the person may propose other words."""
        return [code for code in self.mine if code != self.stage.statement.drafted_in]


def alignment_page(statement: Statement, user: Person) -> AlignmentPage:
    """The page of the stage. As many SQL queries as `alignment_of`."""
    stage = alignment_of(statement, user)
    is_open = statement.status == Status.ALIGNMENT
    named = (
        {each.language for each in stage.reviewers if each.person_id == user.pk} if user.code in stage.parties else ()
    )
    mine = [code for code in statement.languages if code in named] if is_open else []
    blockers = alignment_blockers(statement, user, stage)
    return AlignmentPage(stage, blockers, is_open, mine, bool(mine) and user.code not in stage.vouching)


def edited_language(edit: TextProposal) -> str:
    """The one language whose words an edit changes; "" for a proposal that is none."""
    if edit.kind != ProposalKind.REPLACE or edit.base is None:
        return ""
    texts, nodes = edit.texts[0], edit.base.nodes
    changed = [code for code in edit.statement.languages if texts.get(code, "") != plain(nodes, code)]
    return changed[0] if len(changed) == 1 and changed[0] != edit.statement.drafted_in else ""


def alignment_of(statement: Statement, user: Person) -> Alignment:
    """The stage as it stands. Eleven SQL queries whatever the length of the text."""
    present = read_present(statement)
    findings = findings_of(present, user)
    hashes = present.hashes
    given = Certificate.objects.visible_to(user).filter(statement=statement).order_by("at")
    certificates = [
        Vouched(each, is_void=each.hashes != hashes or each.delegation_id not in present.parties) for each in given
    ]
    named = Reviewer.objects.visible_to(user).filter(statement=statement).select_related("person")
    reviewers = list(named.order_by("delegation_id", "language", "person__name"))
    rows = _rows(present, user, findings)
    return Alignment(statement, rows, hashes, certificates, findings, present.parties, reviewers)


def alignment_blockers(statement: Statement, user: Person, alignment: Alignment | None = None) -> list[Blocker]:
    """What the final text still lacks: the stage itself, languages not reviewed, edits that wait, findings, certificates.

    Empty when the secretariat can freeze the final text. As many SQL queries as `alignment_of`, none with `alignment`.
    """
    here = reverse("alignment:alignment", args=[statement.slug])
    if statement.status != Status.ALIGNMENT:
        return [Blocker(_("The text is not in alignment."), here)]
    stage = alignment or alignment_of(statement, user)
    return [
        *_unreviewed(stage, here),
        *_waiting(stage, here),
        *_findings(stage, reverse("concordance:concordance", args=[statement.slug])),
        *_certificates(stage, here),
    ]


def _rows(present: PresentText, user: Person, findings: Sequence[ShownFinding]) -> list[AlignedRow]:
    statement, lines = present.statement, present.lines
    reviewed = _reviews(user, lines)
    tabled = TextProposal.objects.visible_to(user).filter(statement=statement, status=ProposalStatus.TABLED)
    edits: dict[UUID | None, list[Edit]] = {}
    waiting = list(tabled.select_related("base").order_by("tabled_at"))
    said = last_replies(waiting, user.code)
    for proposal in waiting:
        proposal.statement = statement
        if (language := edited_language(proposal)) and proposal.base:
            words = differences(plain(proposal.base.nodes, language), proposal.texts[0][language])
            edits.setdefault(proposal.paragraph_id, []).append(
                Edit(proposal, language, words, [reply_chip(*reply) for reply in said.get(proposal.pk, {}).items()])
            )
    return [
        AlignedRow(
            line,
            present.label(line.anchor),
            [
                Side(code, line.texts[code], code == statement.drafted_in, reviewed.get((line.paragraph, code), []))
                for code in statement.languages
            ],
            edits.get(line.paragraph, []),
            sum(each.is_open and each.finding.anchor == line.anchor for each in findings),
        )
        for line in lines
    ]


def _reviews(user: Person, lines: Sequence[PresentLine]) -> dict[tuple[UUID, str], list[str]]:
    """Who reviewed which language of which paragraph, where the words are still those that were reviewed."""
    present = {line.paragraph: line.nodes for line in lines}
    given = LanguageReview.objects.visible_to(user).filter(version__paragraph__in=present)
    found: dict[tuple[UUID, str], list[str]] = {}
    for review in given.select_related("version").order_by("at"):
        paragraph, code = review.version.paragraph_id, review.language
        if review.version.nodes.get(code) == present[paragraph].get(code):
            found.setdefault((paragraph, code), []).append(review.delegation_id)
    return {key: list(dict.fromkeys(codes)) for key, codes in found.items()}


def _unreviewed(stage: Alignment, here: str) -> list[Blocker]:
    found = []
    for code in stage.statement.languages:
        rows = [row for row in stage.rows for side in row.sides if side.language == code and not side.reviewed_by]
        sentence = ngettext(
            "%(language)s is not reviewed in %(count)s paragraph: %(paragraphs)s.",
            "%(language)s is not reviewed in %(count)s paragraphs: %(paragraphs)s.",
            len(rows),
        )
        named = ", ".join(marked_label(row.number) for row in rows[:NAMED]) + (" …" if len(rows) > NAMED else "")
        facts = {"language": code.upper(), "count": len(rows), "paragraphs": named}
        found += [Blocker(sentence % facts, f"{here}#{rows[0].line.anchor}")] if rows else []
    return found


def _waiting(stage: Alignment, here: str) -> list[Blocker]:
    return [
        Blocker(
            _("%(place)s: an edit of %(code)s waits for a reviewer of another delegation.")
            % {"place": marked_label(row.number, begins=True), "code": edit.proposal.delegation_id},
            f"{here}#{row.line.anchor}",
        )
        for row in stage.rows
        for edit in row.edits
    ]


def _findings(stage: Alignment, board: str) -> list[Blocker]:
    opened = [each for each in stage.findings if each.is_open]
    errors = sum(each.is_error for each in opened)
    warnings = len(opened) - errors
    found = []
    if errors:
        sentence = ngettext("%(count)s error of the concordance.", "%(count)s errors of the concordance.", errors)
        found.append(Blocker(sentence % {"count": errors}, f"{board}?show=error"))
    if warnings:
        sentence = ngettext(
            "%(count)s warning of the concordance, neither mended nor waived by two delegations.",
            "%(count)s warnings of the concordance, neither mended nor waived by two delegations.",
            warnings,
        )
        found.append(Blocker(sentence % {"count": warnings}, f"{board}?show=warning"))
    return found


def _certificates(stage: Alignment, here: str) -> list[Blocker]:
    missing = CERTIFICATES - len(stage.vouching)
    if missing <= 0:
        return []
    sentence = ngettext(
        "%(count)s more certificate on this text, from another delegation.",
        "%(count)s more certificates on this text, from different delegations.",
        missing,
    )
    return [Blocker(sentence % {"count": missing}, f"{here}#certificates")]
