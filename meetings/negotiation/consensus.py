"""Whose consent carries a proposal, and whether it still fits the text as it stands."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from meetings.negotiation.models import Position, ProposalReply, TextProposal
from meetings.negotiation.states import ProposalKind, Reply
from meetings.statements.gate import VersionIsOutdated, next_in_text, require_present
from meetings.statements.models import Bracket, Statement
from meetings.statements.present import marked_in
from meetings.statements.states import BracketStatus
from meetings.statements.writing import open_brackets, parse_texts
from meetings.texts.blocks import tidy
from meetings.texts.kinds import ParagraphKind
from portal.core.errors import Refused


class NothingChanges(Refused):
    """The proposal says what stands there."""

    sentence = _("This is the text as it stands. Change something, or take a position on it.")


class WrongPlace(Refused):
    """The place that the proposal names is not in the text, or does not fit."""

    sentence = _("The paragraph that this proposal names is not in the text any more.")


class TitleStays(Refused):
    """There is one title, and it is the first line."""

    sentence = _(
        "A text has one title, before all paragraphs: its words can be changed or put in brackets, but it is not deleted, "
        "moved, split or merged."
    )


class NothingToMerge(Refused):
    """There is no next paragraph."""

    sentence = _("There is no paragraph after this one to merge with.")


class TwoPartsNeeded(Refused):
    """Splitting makes two paragraphs or more."""

    sentence = _("Part the text by an empty line, in every language at the same places: %(found)s.")


class BracketIsClosed(Refused):
    """The bracket was resolved meanwhile, or has no such option."""

    sentence = _("This bracket is resolved already.")


def required_consents(proposal: TextProposal, statement: Statement) -> list[str]:
    """The parties whose consent carries a proposal, its tabler aside: all active ones. To take a bracket off the words as
    they stood: its sponsors and whoever has taken a position on the paragraph as it stands."""
    parties = statement.active_parties
    if proposal.bracket and proposal.option is not None and proposal.bracket.restores(proposal.option):
        spoke = set(Position.objects.filter(version=proposal.base_id).values_list("delegation_id", flat=True))
        concerned = proposal.bracket.sponsors | spoke
        parties = [code for code in parties if code in concerned]
    return [code for code in parties if code != proposal.delegation_id]


def last_replies_to(proposal: TextProposal) -> dict[str, ProposalReply]:
    """The last reply of each delegation that has replied, by its code. One SQL query."""
    rows = ProposalReply.objects.filter(proposal=proposal).order_by("delegation_id", "-number")
    return {each.delegation_id: each for each in rows.distinct("delegation_id")}


def given_consents(replies: Mapping[str, ProposalReply]) -> set[str]:
    """The delegations whose last word is consent."""
    return {code for code, each in replies.items() if each.reply == Reply.CONSENT}


def check_proposal(proposal: TextProposal, statement: Statement) -> None:
    """Refuse what `draft_proposal` refuses, as the text stands now."""
    require_current(proposal)
    kind = proposal.kind
    if _takes_title(proposal):
        raise TitleStays
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
    brackets = open_brackets(paragraphs)
    for text in proposal.texts:
        parse_texts(statement, text, brackets)
    if kind == ProposalKind.REPLACE and proposal.base and _says_the_same(proposal, statement, brackets):
        raise NothingChanges


def require_current(proposal: TextProposal) -> None:
    """Refuse `VersionIsOutdated` if the paragraph has a newer version than the one it was written against, or is gone."""
    if proposal.paragraph is None or proposal.base is None:
        return
    require_present(proposal.paragraph, proposal.base_id)
    if proposal.kind == ProposalKind.MERGE and proposal.second and proposal.after:
        following = next_in_text(proposal.paragraph)
        if following is None or following.pk != proposal.after_id:
            raise VersionIsOutdated(anchor=proposal.after.anchor)
        require_present(following, proposal.second_id)


def _takes_title(proposal: TextProposal) -> bool:
    """Whether a proposal would leave the text without its title, or give it a second one."""
    if proposal.paragraph is None or proposal.paragraph.kind != ParagraphKind.TITLE:
        return proposal.paragraph_kind == ParagraphKind.TITLE
    if proposal.kind != ProposalKind.UNBRACKET:
        return proposal.kind in {ProposalKind.DELETE, ProposalKind.MOVE, ProposalKind.SPLIT, ProposalKind.MERGE}
    bracket, option = proposal.bracket, proposal.option
    if bracket is None or proposal.base is None or option is None:
        return False
    chosen = bracket.options[option]["texts"] if 0 <= option < len(bracket.options) else {}
    return any(
        pieces and not chosen.get(language, "").strip() and not _has_more(pieces, str(bracket.pk))
        for language, pieces in proposal.base.nodes.items()
    )


def _has_more(pieces: Sequence[Mapping[str, str]], key: str) -> bool:
    """Whether a text has more than the bracket with this key."""
    return any(piece["v"].strip() if piece["t"] == "s" else piece["id"] != key for piece in pieces)


def _require_option(proposal: TextProposal) -> None:
    bracket, option = proposal.bracket, proposal.option
    if bracket is None or option is None or bracket.paragraph_id != proposal.paragraph_id:
        raise BracketIsClosed
    if bracket.status != BracketStatus.OPEN or not 0 <= option <= len(bracket.options):
        raise BracketIsClosed


def _says_the_same(proposal: TextProposal, statement: Statement, brackets: Mapping[str, Bracket]) -> bool:
    assert proposal.base
    nodes, text = proposal.base.nodes, proposal.texts[0]
    return all(
        tidy(marked_in(nodes, brackets, language).format()) == tidy(text.get(language, ""))
        for language in statement.languages
    )
