"""What an accepted proposal does to the text."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from meetings.negotiation.models import TextProposal
from meetings.negotiation.states import ProposalKind, ProposalStatus
from meetings.statements.models import Bracket, Paragraph, ParagraphVersion, Statement
from meetings.statements.states import BracketStatus
from meetings.statements.writing import (
    add_paragraph,
    first_states,
    next_anchor,
    nodes_from,
    open_brackets,
    parse_texts,
    rank_after,
    write_brackets,
    write_version,
)
from meetings.texts.blocks import tidy
from meetings.texts.kinds import ParagraphKind
from meetings.texts.notation import KnownBracket, Marked
from portal.audit.operations import record
from portal.core.people import Person


def carry_out(proposal: TextProposal, statement: Statement, *, actor: Person, now: datetime) -> None:
    """Change the text as a tabled proposal says. The caller holds the statement, knows that it may, and that the proposal is
    current: its `base` is the present version of its paragraph.

    Other tabled proposals on the same version are superseded: they were written against words that are gone; so are those
    that name a place that is gone.
    """
    proposal.status, proposal.settled_at = ProposalStatus.ACCEPTED, now
    proposal.save(update_fields=["status", "settled_at"])
    changed = DEEDS[ProposalKind(proposal.kind)](proposal, statement, actor, now)
    there = Q(paragraph__in=changed) | Q(after__in=[each for each in changed if each.withdrawn_at])
    there |= Q(kind=ProposalKind.MERGE, after__in=changed)
    others = TextProposal.objects.filter(there, status=ProposalStatus.TABLED).exclude(pk=proposal.pk)
    others.update(status=ProposalStatus.SUPERSEDED, settled_at=now)
    if proposal.kind not in {ProposalKind.REPLACE, ProposalKind.BRACKET}:
        _adopt_items(statement)
    statement.version += 1
    statement.save(update_fields=["version"])
    record("meetings.statement.accepted", proposal, actor=actor, kind=proposal.kind)


def _replace(proposal: TextProposal, statement: Statement, actor: Person, now: datetime) -> list[Paragraph]:
    paragraph = _paragraph(proposal)
    _rewrite([paragraph], paragraph, proposal.texts[0], proposal, statement, actor, now)
    return [paragraph]


def _insert(proposal: TextProposal, statement: Statement, actor: Person, now: datetime) -> list[Paragraph]:
    kind, text = proposal.paragraph_kind, proposal.texts[0]
    _new_paragraph(_after_earlier(proposal), kind, text, {}, proposal=proposal, actor=actor, now=now)
    return []


def _delete(proposal: TextProposal, statement: Statement, actor: Person, now: datetime) -> list[Paragraph]:
    paragraph = _paragraph(proposal)
    _take_out(paragraph, proposal, now)
    return [paragraph]


def _move(proposal: TextProposal, statement: Statement, actor: Person, now: datetime) -> list[Paragraph]:
    paragraph = _paragraph(proposal)
    items = list(paragraph.list_items.filter(withdrawn_at__isnull=True).order_by("rank"))
    before = proposal.after
    for each in [paragraph, *items]:
        each.rank = rank_after(statement, Paragraph.objects.get(pk=before.pk) if before else None)
        each.save(update_fields=["rank"])
        before = each
    write_version(paragraph, _base(proposal).nodes, after=_base(proposal), actor=actor, now=now, proposal=proposal.pk)
    return [paragraph]


def _split(proposal: TextProposal, statement: Statement, actor: Person, now: datetime) -> list[Paragraph]:
    paragraph = _paragraph(proposal)
    there = open_brackets([paragraph])
    after, found = paragraph, [paragraph]
    for text in proposal.texts[1:]:
        after = _new_paragraph(after, paragraph.kind, text, there, proposal=proposal, actor=actor, now=now)
        found.append(after)
    left = {key: each for key, each in there.items() if each.paragraph_id == paragraph.pk}
    _rewrite([paragraph], paragraph, proposal.texts[0], proposal, statement, actor, now, brackets=left)
    return found


def _merge(proposal: TextProposal, statement: Statement, actor: Person, now: datetime) -> list[Paragraph]:
    paragraph, second = _paragraph(proposal), proposal.after
    assert second
    _rewrite([paragraph, second], paragraph, proposal.texts[0], proposal, statement, actor, now)
    _take_out(second, proposal, now)
    return [paragraph, second]


def _unbracket(proposal: TextProposal, statement: Statement, actor: Person, now: datetime) -> list[Paragraph]:
    paragraph, bracket = _paragraph(proposal), proposal.bracket
    assert bracket
    assert proposal.option is not None
    chosen = bracket.options[proposal.option : proposal.option + 1]
    texts = chosen[0]["texts"] if chosen else {}
    nodes = {
        language: _with_words(pieces, str(bracket.pk), texts.get(language, ""))
        for language, pieces in _base(proposal).nodes.items()
    }
    _resolve(bracket, proposal, chosen=proposal.option)
    if not any(piece["t"] == "b" or piece["v"].strip() for pieces in nodes.values() for piece in pieces):
        # Nothing is left of it: the bracket held the whole paragraph.
        _take_out(paragraph, proposal, now)
        return [paragraph]
    write_version(paragraph, nodes, after=_base(proposal), actor=actor, now=now, proposal=proposal.pk)
    return [paragraph]


DEEDS = {
    ProposalKind.REPLACE: _replace,
    ProposalKind.INSERT: _insert,
    ProposalKind.DELETE: _delete,
    ProposalKind.MOVE: _move,
    ProposalKind.SPLIT: _split,
    ProposalKind.MERGE: _merge,
    ProposalKind.UNBRACKET: _unbracket,
}


def _rewrite(
    sources: Sequence[Paragraph],
    target: Paragraph,
    text: Mapping[str, str],
    proposal: TextProposal,
    statement: Statement,
    actor: Person,
    now: datetime,
    *,
    brackets: Mapping[str, Bracket] | None = None,
) -> None:
    """Give a paragraph new words. Brackets of the sources that they keep stay open there, the others are resolved."""
    there = open_brackets(sources) if brackets is None else brackets
    marked = parse_texts(statement, text, there)
    keys = write_brackets(target, marked, opened_by=proposal.delegation_id, proposal=proposal.pk, now=now)
    kept = _kept(marked)
    for key, bracket in there.items():
        if key not in kept:
            _resolve(bracket, proposal)
        elif bracket.paragraph_id != target.pk:
            bracket.paragraph = target
            bracket.save(update_fields=["paragraph"])
    nodes = {language: nodes_from(each, keys) for language, each in marked.items()}
    write_version(target, nodes, after=_base(proposal), actor=actor, now=now, proposal=proposal.pk)


def _new_paragraph(
    after: Paragraph | None,
    kind: str,
    text: Mapping[str, str],
    brackets: Mapping[str, Bracket],
    *,
    proposal: TextProposal,
    actor: Person,
    now: datetime,
) -> Paragraph:
    statement = proposal.statement
    rank = rank_after(statement, Paragraph.objects.get(pk=after.pk) if after else None)
    paragraph = add_paragraph(statement, kind, rank, next_anchor(statement))
    marked = parse_texts(statement, text, brackets)
    for key in _kept(marked):
        brackets[key].paragraph = paragraph
        brackets[key].save(update_fields=["paragraph"])
    keys = write_brackets(paragraph, marked, opened_by=proposal.delegation_id, proposal=proposal.pk, now=now)
    nodes = {language: nodes_from(each, keys) for language, each in marked.items()}
    write_version(
        paragraph, nodes, after=None, actor=actor, now=now, proposal=proposal.pk, states=first_states(statement)
    )
    return paragraph


def _adopt_items(statement: Statement) -> None:
    """Give every list item the chapeau before it, or none, wherever paragraphs went."""
    chapeau: Paragraph | None = None
    for each in Paragraph.objects.filter(statement=statement, withdrawn_at__isnull=True).order_by("rank"):
        if each.kind != ParagraphKind.LIST_ITEM:
            chapeau = each if each.kind == ParagraphKind.CHAPEAU else None
        elif each.parent_id != (chapeau.pk if chapeau else None):
            each.parent = chapeau
            each.save(update_fields=["parent"])


def _after_earlier(proposal: TextProposal) -> Paragraph | None:
    """Where an insertion goes, in whatever order they are carried: behind those at the same place that its own side drafted
    before it, and that others tabled before it. Two SQL queries."""
    ours = Q(proposal__delegation=proposal.delegation_id)
    place = proposal.after if proposal.after and proposal.after.kind != ParagraphKind.TITLE else None
    # Behind the title is the beginning.
    there = Q(proposal__after=place) | (Q(proposal__after__kind=ParagraphKind.TITLE) if place is None else Q())
    before = (ours & Q(proposal__created_at__lt=proposal.created_at)) | (
        ~ours & Q(proposal__tabled_at__lt=proposal.tabled_at)
    )
    made = ParagraphVersion.objects.filter(
        before,
        there,
        seq=1,
        proposal__kind=ProposalKind.INSERT,
        proposal__statement=proposal.statement_id,
    )
    earlier = set(made.values_list("paragraph_id", flat=True))
    rows = Paragraph.objects.filter(statement=proposal.statement_id, withdrawn_at__isnull=True).order_by("rank")
    for each in rows.filter(rank__gt=place.rank if place else 0):
        if each.pk not in earlier:
            break
        place = each
    return place


def _take_out(paragraph: Paragraph, proposal: TextProposal, now: datetime) -> None:
    """Out of the text; the place, its versions and its anchor stay."""
    paragraph.withdrawn_at = now
    paragraph.save(update_fields=["withdrawn_at"])
    for bracket in open_brackets([paragraph]).values():
        _resolve(bracket, proposal)


def _resolve(bracket: Bracket, proposal: TextProposal, *, chosen: int | None = None) -> None:
    bracket.status, bracket.chosen, bracket.resolved_in = BracketStatus.RESOLVED, chosen, proposal
    bracket.save(update_fields=["status", "chosen", "resolved_in"])


def _with_words(pieces: Sequence[Mapping[str, str]], key: str, words: str) -> list[dict[str, str]]:
    """Nodes in which words stand in a bracket's place, joined with their neighbours and spaced as text is."""
    nodes: list[dict[str, str]] = []
    for piece in pieces:
        each = {"t": "s", "v": words} if piece["t"] == "b" and piece["id"] == key else dict(piece)
        if each["t"] == "s" and nodes and nodes[-1]["t"] == "s":
            nodes[-1]["v"] = _spaced(nodes[-1]["v"], each["v"])
        else:
            nodes.append(each)
    return nodes if len(nodes) != 1 or nodes[0]["t"] == "b" else [{"t": "s", "v": tidy(nodes[0]["v"])}]


def _spaced(left: str, right: str) -> str:
    return left.rstrip() + right if right[:1] in {".", ",", ";", ":"} else f"{left}{right}".replace("  ", " ")


def _kept(marked: Mapping[str, Marked]) -> set[str]:
    return {piece.key for each in marked.values() for piece in each.pieces if isinstance(piece, KnownBracket)}


def _paragraph(proposal: TextProposal) -> Paragraph:
    assert proposal.paragraph
    return proposal.paragraph


def _base(proposal: TextProposal) -> ParagraphVersion:
    """The present version: a proposal that is carried is current."""
    assert proposal.base
    return proposal.base
