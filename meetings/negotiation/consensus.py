"""Whose consent carries a proposal, and whether it still fits the text as it stands."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from meetings.negotiation.models import Consent, Position, TextProposal
from meetings.negotiation.states import ProposalKind, Reply
from meetings.statements.gate import TextWentOn, active_parties, latest_of, next_in_text
from meetings.statements.models import Bracket, Paragraph, Statement
from meetings.statements.states import BracketStatus
from meetings.statements.writing import open_brackets, understood
from meetings.texts.blocks import tidy
from meetings.texts.notation import written
from portal.core.errors import Refused


class NothingChanges(Refused):
    """The proposal says what stands there."""

    sentence = _("This is the text as it stands. Change something, or take a position on it.")


class WrongPlace(Refused):
    """The place that the proposal names is not in the text, or does not fit."""

    sentence = _("The paragraph that this proposal names is not in the text any more.")


class NothingToMerge(Refused):
    """There is no next paragraph."""

    sentence = _("There is no paragraph after this one to merge with.")


class TwoPartsNeeded(Refused):
    """Splitting makes two paragraphs or more."""

    sentence = _("Part the text by an empty line, in both languages at the same places: %(found)s.")


class BracketIsClosed(Refused):
    """The bracket was resolved meanwhile, or has no such option."""

    sentence = _("This bracket is resolved already.")


def needed_for(proposal: TextProposal, statement: Statement) -> list[str]:
    """The parties whose consent carries a proposal, its tabler aside: all active ones. To take a bracket off the words as
    they stood: its sponsors and whoever has taken a position on the paragraph as it stands."""
    parties = active_parties(statement)
    if proposal.bracket and proposal.option is not None and proposal.bracket.restores(proposal.option):
        spoke = set(Position.objects.filter(version=proposal.base_id).values_list("delegation_id", flat=True))
        concerned = proposal.bracket.sponsors | spoke
        parties = [code for code in parties if code in concerned]
    return [code for code in parties if code != proposal.delegation_id]


def consenting(proposal: TextProposal) -> set[str]:
    """The delegations whose last word on it is consent. One SQL query."""
    rows = Consent.objects.filter(proposal=proposal).order_by("delegation_id", "-number").distinct("delegation_id")
    return {code for code, reply in rows.values_list("delegation_id", "reply") if reply == Reply.CONSENT}


def check_proposal(proposal: TextProposal, statement: Statement) -> None:
    """Refuse what `draft_proposal` refuses, as the text stands now."""
    require_current(proposal)
    kind = proposal.kind
    if proposal.after and (proposal.after.withdrawn_at or proposal.after.statement_id != statement.pk):
        raise WrongPlace
    if kind == ProposalKind.MERGE and proposal.after is None:
        raise NothingToMerge
    if kind == ProposalKind.MOVE and proposal.after_id == proposal.paragraph_id:
        raise WrongPlace
    if kind == ProposalKind.UNBRACKET:
        _require_option(proposal)
        return
    if kind == ProposalKind.SPLIT and len(proposal.texts) < 2:
        raise TwoPartsNeeded(found=len(proposal.texts))
    paragraphs = [each for each in (proposal.paragraph, proposal.after) if each] if kind == ProposalKind.MERGE else []
    paragraphs = paragraphs or ([proposal.paragraph] if proposal.paragraph else [])
    brackets, parties = open_brackets(paragraphs), active_parties(statement)
    for text in proposal.texts:
        understood(statement, text, brackets, parties)
    if kind == ProposalKind.REPLACE and proposal.base and _says_the_same(proposal, statement, brackets):
        raise NothingChanges


def require_current(proposal: TextProposal) -> None:
    """Refuse `TextWentOn` if the paragraph has a newer version than the one it was written against, or is gone."""
    if proposal.paragraph is None or proposal.base is None:
        return
    paragraph = Paragraph.objects.get(pk=proposal.paragraph.pk)
    if paragraph.withdrawn_at or latest_of(paragraph).pk != proposal.base_id:
        raise TextWentOn(anchor=paragraph.anchor)
    if proposal.kind == ProposalKind.MERGE and proposal.second and proposal.after:
        behind = next_in_text(paragraph)
        if behind is None or behind.pk != proposal.after_id or latest_of(behind).pk != proposal.second_id:
            raise TextWentOn(anchor=proposal.after.anchor)


def _require_option(proposal: TextProposal) -> None:
    bracket, option = proposal.bracket, proposal.option
    if bracket is None or option is None or bracket.paragraph_id != proposal.paragraph_id:
        raise BracketIsClosed
    if bracket.status != BracketStatus.OPEN or not 0 <= option <= len(bracket.options):
        raise BracketIsClosed


def _says_the_same(proposal: TextProposal, statement: Statement, brackets: Mapping[str, Bracket]) -> bool:

    assert proposal.base
    for language in statement.languages:
        options = {key: bracket.options_in(language) for key, bracket in brackets.items()}
        stands = written(proposal.base.nodes.get(language, []), options)
        if tidy(stands) != tidy(proposal.texts[0].get(language, "")):
            return False
    return True
