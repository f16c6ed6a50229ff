"""Everything about one paragraph, as one reader may see it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.safestring import SafeString

from meetings.concordance.queries import ShownFinding, findings_at
from meetings.negotiation import rules
from meetings.negotiation.agreement import agreement_on
from meetings.negotiation.models import Comment, Instruction, Position, TextProposal
from meetings.negotiation.queries.lines import BracketLine, ProposalLine, bracket_line, line_of
from meetings.negotiation.queries.proposed import Chip, last_replies, position_chip
from meetings.negotiation.queries.table import may_speak, words_of
from meetings.negotiation.queries.waiting import Queue, queue_of
from meetings.negotiation.states import Agreement, ProposalKind, ProposalStatus
from meetings.promises.queries import OPEN, PromiseLine, promises_of
from meetings.statements.models import Bracket, Paragraph, ParagraphVersion, Statement
from meetings.statements.present import marked_in, read_present
from meetings.statements.showing import as_html, redline_html
from meetings.statements.states import BracketStatus, Status
from portal.core.people import Person
from portal.people.models import Delegation

HISTORY = 30


@dataclass(frozen=True)
class ParagraphPage:
    """One paragraph: `texts` are HTML by language, `plain` as it is written, `mine` our side's position or "".

    `lead_in` is the text of the chapeau of a list item, HTML by language; brackets stand in the order of the text.
    `number` is as on the table, None for a heading or what left the text; `before` and `next` are its neighbours' anchors;
    `findings` those of the concordance on this paragraph alone that are open; `promises` its marked commitments, and `marks`
    whether the reader may mark one.
    """

    paragraph: Paragraph
    version: ParagraphVersion
    number: int | None
    before: str
    next: str
    texts: dict[str, SafeString]
    lead_in: dict[str, SafeString]
    findings: list[ShownFinding]
    queue: Queue
    plain: dict[str, str]
    agreement: Agreement
    status_words: str
    chips: list[Chip]
    mine: str
    brackets: list[BracketLine]
    tabled: list[ProposalLine]
    drafts: list[ProposalLine]
    settled: list[TextProposal]
    comments: list[Comment]
    history: list[ParagraphVersion]
    against: dict[str, SafeString]
    against_seq: int | None
    parties: list[str]
    speaks: bool
    drafts_here: bool
    ours: bool
    promises: list[PromiseLine]
    marks: bool

    @property
    def is_commented(self) -> bool:
        """Whether something was remarked to all parties."""
        return any(len(comment.releasable_to) > 1 for comment in self.comments)

    @property
    def asks(self) -> UUID | None:
        """The proposal that waits for our answer first: it has the page's one filled button."""
        return next((line.proposal.pk for line in self.tabled if line.may_answer), None)

    @property
    def carries(self) -> UUID | None:
        """The instructed proposal that has the page's one filled button, for who takes no position."""
        if self.speaks:
            return None
        return next((line.proposal.pk for line in self.tabled if line.instruction and not line.is_stale), None)


def paragraph_page(
    statement: Statement, paragraph: Paragraph, user: Person, *, against: int | None = None, ours: bool = True
) -> ParagraphPage:
    """The page of one paragraph. Fourteen SQL queries, one more with a redline against an earlier version.

    Without `ours` nothing is on it that is the reader's delegation's alone: for a screen that others see.
    """
    present = read_present(statement)
    active = present.parties
    versions = list(
        ParagraphVersion.objects.visible_to(user)
        .filter(paragraph=paragraph)
        .select_related("proposal")
        .order_by("-seq")[:HISTORY]
    )
    version = versions[0]
    there = brackets_of(version, user)
    order = [node["id"] for node in version.nodes.get(statement.drafted_in, ()) if node["t"] == "b"]
    ordered = sorted(there, key=lambda key: order.index(key) if key in order else len(order))
    open_ones = {key: there[key] for key in ordered if there[key].status == BracketStatus.OPEN}
    marked = {language: marked_in(version.nodes, there, language) for language in statement.languages}
    colours = dict(Delegation.objects.filter(pk__in=statement.parties).values_list("code", "colour"))
    plain = {language: each.format() for language, each in marked.items()}
    rows = Position.objects.visible_to(user).filter(version=version).order_by("delegation_id", "-number")
    said = {position.delegation_id: position.value for position in rows.distinct("delegation_id")}
    proposals = list(
        TextProposal.objects.visible_to(user)
        .filter(Q(paragraph=paragraph) | Q(kind=ProposalKind.MERGE, after=paragraph), statement=statement)
        .exclude(kind=ProposalKind.BRACKET)
        .select_related("author", "after", "bracket")
        .order_by("-tabled_at", "-created_at")[:HISTORY]
    )
    replies = last_replies(proposals, user.code)
    instructions = {
        each.proposal_id: each for each in Instruction.objects.visible_to(user).filter(proposal__in=proposals)
    }
    speaks = may_speak(statement, user, active)
    lines = []
    for each in proposals:
        each.statement = statement
        if each.status in {ProposalStatus.TABLED, ProposalStatus.INTERNAL}:
            said_of, told = replies.get(each.pk, {}), instructions.get(each.pk)
            lines.append(line_of(each, version, plain, said_of, present, user=user, speaks=speaks, told=told))
    tabled = [line for line in lines if line.proposal.status == ProposalStatus.TABLED]
    agreement = agreement_on(len(open_ones), said, active, any(not line.is_stale for line in tabled), statement.status)
    earlier = next((each for each in versions if each.seq == against), None)
    before, following = present.place(paragraph.anchor)
    lead_in = present.line(present.lead_ins.get(paragraph.anchor, ""))
    findings = [each for each in findings_at(present, user, paragraph.anchor) if each.is_open]
    words = {code: [word for each in findings for word in each.finding.words_in(code)] for code in plain}
    return ParagraphPage(
        paragraph=paragraph,
        version=version,
        number=present.numbers.get(paragraph.anchor),
        before=before,
        next=following,
        texts={code: as_html(each, colours, words=words[code]) for code, each in marked.items()},
        lead_in={code: as_html(each, colours) for code, each in lead_in.marked.items()} if lead_in else {},
        findings=findings,
        queue=queue_of(statement, user, paragraph.anchor),
        plain=plain,
        agreement=agreement,
        status_words=words_of(agreement, len(open_ones), len(active)),
        chips=[position_chip(code, said.get(code, "")) for code in active]
        if said or agreement != Agreement.AGREED
        else [],
        mine=said.get(user.code, ""),
        brackets=[
            bracket_line(each, number, statement, user) for number, each in enumerate(open_ones.values(), start=1)
        ],
        tabled=tabled,
        drafts=[line for line in lines if line.proposal.status == ProposalStatus.INTERNAL] if ours else [],
        settled=[
            each
            for each in proposals
            if each.status not in {ProposalStatus.TABLED, ProposalStatus.INTERNAL} and (ours or each.tabled_at)
        ],
        comments=[each for each in _comments(paragraph, user) if ours or len(each.releasable_to) > 1],
        history=versions,
        against=_against(earlier, plain, statement, user) if earlier else {},
        against_seq=earlier.seq if earlier else None,
        parties=active,
        speaks=speaks,
        drafts_here=user.code in active and rules.can_draft(user, statement) and statement.status == Status.NEGOTIATING,
        ours=ours,
        promises=[each for each in promises_of(present, user.code) if _is_here(each, paragraph)],
        marks=user.code in active and rules.can_negotiate(user, statement) and statement.status in OPEN,
    )


@dataclass(frozen=True)
class NewPage:
    """A proposed paragraph, where it would stand, and what the reader may do with it."""

    line: ProposalLine
    queue: Queue
    parties: list[str]
    speaks: bool

    @property
    def asks(self) -> UUID | None:
        """The proposal itself, where it waits for our answer."""
        return self.line.proposal.pk if self.line.may_answer else None

    @property
    def carries(self) -> UUID | None:
        """The proposal itself, where the chair had it carried out and it waits for no answer of ours."""
        return self.line.proposal.pk if self.line.instruction and not self.line.may_answer else None


def new_page(statement: Statement, proposal: TextProposal, user: Person) -> NewPage:
    """The page of a proposed paragraph. Seven SQL queries."""
    proposal.statement, present = statement, read_present(statement)
    active = present.parties
    told = Instruction.objects.visible_to(user).filter(proposal=proposal).first()
    said = last_replies([proposal], user.code).get(proposal.pk, {})
    speaks, plain = may_speak(statement, user, active), dict.fromkeys(statement.languages, "")
    line = line_of(proposal, None, plain, said, present, user=user, speaks=speaks, told=told)
    return NewPage(line, queue_of(statement, user, str(proposal.pk)), active, speaks)


def _is_here(line: PromiseLine, paragraph: Paragraph) -> bool:
    return line.promise.paragraph_id == paragraph.pk and not line.is_withdrawn


def _comments(paragraph: Paragraph, user: Person) -> list[Comment]:
    return list(Comment.objects.visible_to(user).filter(paragraph=paragraph).order_by("at", "id"))


def brackets_of(version: ParagraphVersion, user: Person) -> dict[str, Bracket]:
    """The brackets that stand in a version, open or resolved since, in the order they were opened. One SQL query."""
    keys = {node["id"] for pieces in version.nodes.values() for node in pieces if node["t"] == "b"}
    rows = Bracket.objects.visible_to(user).filter(pk__in=keys).order_by("opened_at", "id")
    return {str(bracket.pk): bracket for bracket in rows}


def _against(
    earlier: ParagraphVersion, plain: dict[str, str], statement: Statement, user: Person
) -> dict[str, SafeString]:
    """Redlines of the present text against an earlier version, whose brackets may be resolved since."""
    then = brackets_of(earlier, user)
    return {
        language: redline_html(marked_in(earlier.nodes, then, language).format(), plain[language])
        for language in statement.languages
    }
