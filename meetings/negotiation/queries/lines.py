"""Brackets and proposals of a paragraph, each as its reader may see it and with what he may do."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from meetings.negotiation import rules
from meetings.negotiation.models import Instruction, TextProposal
from meetings.negotiation.queries.proposed import Chip, reply_chip
from meetings.negotiation.states import ProposalKind, ProposalStatus
from meetings.statements.models import Bracket, ParagraphVersion, Statement
from meetings.statements.naming import name_in
from meetings.statements.present import PresentText
from meetings.statements.showing import redline_html
from portal.core.people import Person


@dataclass(frozen=True)
class OptionLine:
    """An option of a bracket: its number, sponsors, and words by language."""

    number: int
    sponsors: list[str]
    texts: dict[str, str]
    is_ours: bool


@dataclass(frozen=True)
class BracketLine:
    """An open bracket; `number` counts from 1 within the paragraph, `without` is the option that drops its words."""

    bracket: Bracket
    number: int
    options: list[OptionLine]

    @property
    def without(self) -> int:
        return len(self.options)


@dataclass(frozen=True)
class ProposalLine:
    """A proposal with its redlines by language (one for each resulting paragraph), who said what, and what I may do.

    `after` names the paragraph behind which it would stand, "" for the beginning."""

    proposal: TextProposal
    redlines: list[dict[str, SafeString]]
    replies: list[Chip]
    is_ours: bool
    is_stale: bool
    may_answer: bool
    may_withdraw: bool
    instruction: Instruction | None
    after: str


def line_of(
    proposal: TextProposal,
    version: ParagraphVersion | None,
    plain: dict[str, str],
    replies: dict[str, str],
    present: PresentText,
    *,
    user: Person,
    speaks: bool,
    told: Instruction | None,
) -> ProposalLine:
    is_ours, tabled = proposal.delegation_id == user.code, proposal.status == ProposalStatus.TABLED
    may_draft, may_speak = rules.can_draft(user, proposal.statement), rules.can_negotiate(user, proposal.statement)
    is_stale = bool(proposal.after and proposal.after.withdrawn_at)
    if version:
        is_stale = version.pk not in {proposal.base_id, proposal.second_id}
    before = plain if proposal.kind in {ProposalKind.REPLACE, ProposalKind.SPLIT, ProposalKind.MERGE} else {}
    redlines = [
        {
            language: redline_html("" if place else before.get(language, ""), text.get(language, ""))
            for language in plain
        }
        for place, text in enumerate(proposal.texts)
    ]
    if proposal.kind == ProposalKind.DELETE:
        redlines = [{language: redline_html(words, "") for language, words in plain.items()}]
    chips = [reply_chip(code, replies.get(code, "")) for code in present.parties if code != proposal.delegation_id]
    return ProposalLine(
        proposal=proposal,
        redlines=redlines,
        replies=chips,
        is_ours=is_ours,
        is_stale=is_stale,
        may_answer=speaks and not is_ours and not is_stale and tabled,
        may_withdraw=is_ours and (may_draft if proposal.status == ProposalStatus.INTERNAL else tabled and may_speak),
        instruction=told,
        after=name_in(present, proposal.after.anchor) if proposal.after else "",
    )


def bracket_line(bracket: Bracket, number: int, statement: Statement, user: Person) -> BracketLine:
    options = [
        OptionLine(
            place,
            option["sponsors"],
            {language: option["texts"].get(language, "") for language in statement.languages},
            user.code in option["sponsors"],
        )
        for place, option in enumerate(bracket.options)
    ]
    return BracketLine(bracket, number, options)
