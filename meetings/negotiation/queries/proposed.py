"""Proposals as the table shows them: how many a paragraph has, and the new paragraphs that are proposed between others."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from meetings.negotiation.models import ProposalReply, TextProposal
from meetings.negotiation.states import PositionValue, ProposalKind, ProposalStatus, Reply
from meetings.statements.models import Statement
from meetings.statements.showing import redline_html
from portal.core.questions import Question

POSITION_WORDS = {
    PositionValue.AGREE: ("ok", "ok", gettext_lazy("agrees")),
    PositionValue.AD_REF: ("quiet", "half", gettext_lazy("agrees ad ref")),
    PositionValue.RESERVE: ("wait", "risk", gettext_lazy("reserves")),
    PositionValue.OBJECT: ("bad", "cross", gettext_lazy("objects")),
}
# Each takes the reader's code and the key of a statement: what is tabled, with our own drafts or without.
PROPOSALS: dict[bool, Question[TextProposal]] = {
    ours: Question(
        lambda code, statement, shown=shown: (
            TextProposal.objects.read_with(code)
            .filter(statement=statement, status__in=shown)
            .order_by("tabled_at", "created_at", "id")
        ),
        "a code",
        UUID(int=1),
    )
    for ours, shown in ((True, [ProposalStatus.TABLED, ProposalStatus.INTERNAL]), (False, [ProposalStatus.TABLED]))
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One delegation's word, as a mark: its kind and shape, and the words; "open" where it has said nothing."""

    code: str
    kind: str
    shape: str
    words: str


@dataclass(frozen=True, slots=True)
class NewRow:
    """A proposed paragraph, where it would stand; `texts` are HTML by language. A draft is our own side's alone."""

    key: UUID
    kind: str
    code: str
    texts: dict[str, SafeString]
    chips: list[Chip]
    waits: bool
    is_draft: bool


@dataclass
class ProposedChanges:
    """What is proposed on a text, as one reader may see it.

    `answered` has, for each version, its tabled proposals, each as those who have answered it or tabled it; `drafts` counts
    our own by paragraph; `new` has the proposed paragraphs by the one behind which they would stand (None: at the beginning).
    """

    answered: dict[UUID, list[set[str]]] = field(default_factory=dict)
    drafts: Counter[UUID] = field(default_factory=Counter)
    new: dict[UUID | None, list[NewRow]] = field(default_factory=dict)


def proposals_on(
    statement: Statement, code: str, active: Sequence[str], *, speaks: bool, ours: bool = True
) -> ProposedChanges:
    """Everything tabled and, with `ours`, the drafts of the side that reads with this code. Two SQL queries, one where nothing
    is proposed."""
    proposals = PROPOSALS[ours](code, statement.pk)
    replies = last_replies(proposals, code) if proposals else {}
    found = ProposedChanges()
    for each in proposals:
        said = replies.get(each.pk, {})
        is_draft = each.status == ProposalStatus.INTERNAL
        if each.kind == ProposalKind.INSERT:
            found.new.setdefault(each.after_id, []).append(_new(each, statement, said, active, code, speaks=speaks))
        elif is_draft and each.paragraph_id:
            found.drafts[each.paragraph_id] += 1
        elif each.base_id:
            for version in filter(None, (each.base_id, each.second_id)):
                found.answered.setdefault(version, []).append({*said, each.delegation_id})
    return found


def last_replies(proposals: Sequence[TextProposal], code: str) -> dict[UUID, dict[str, str]]:
    """Each delegation's last answer to each of these proposals. One SQL query."""
    rows = ProposalReply.objects.read_with(code).filter(proposal__in=[each.pk for each in proposals])
    rows = rows.order_by("proposal_id", "delegation_id", "-number").distinct("proposal_id", "delegation_id")
    found: dict[UUID, dict[str, str]] = {}
    for proposal, side, reply in rows.values_list("proposal_id", "delegation_id", "reply"):
        found.setdefault(proposal, {})[side] = reply
    return found


def position_chip(code: str, value: str) -> Chip:
    """A delegation's position, "" for none yet."""
    if not value:
        return Chip(code, "open", "open", gettext("no position yet"))
    kind, shape, words = POSITION_WORDS[PositionValue(value)]
    return Chip(code, kind, shape, str(words))


def reply_chip(code: str, reply: str) -> Chip:
    """A delegation's answer to a proposal, "" for none yet."""
    if not reply:
        return Chip(code, "open", "open", gettext("no answer yet"))
    kind, shape = ("ok", "ok") if reply == Reply.CONSENT else ("bad", "cross")
    return Chip(code, kind, shape, str(Reply(reply).label))


def _new(
    each: TextProposal, statement: Statement, said: Mapping[str, str], active: Sequence[str], code: str, *, speaks: bool
) -> NewRow:
    is_draft = each.status == ProposalStatus.INTERNAL
    others = [] if is_draft else [party for party in active if party != each.delegation_id]
    words = each.texts[0] if each.texts else {}
    return NewRow(
        key=each.pk,
        kind=each.paragraph_kind,
        code=each.delegation_id,
        texts={language: redline_html("", words.get(language, "")) for language in statement.languages},
        chips=[reply_chip(party, said.get(party, "")) for party in others],
        waits=speaks and not is_draft and code != each.delegation_id and code not in said,
        is_draft=is_draft,
    )
