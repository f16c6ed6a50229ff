"""What waits on a delegation in the texts that it negotiates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from meetings.negotiation.models import Position, ProposalReply, TextProposal
from meetings.negotiation.states import ProposalKind, ProposalStatus
from meetings.statements.models import Paragraph, ParagraphVersion, Statement
from meetings.statements.naming import places_in_words
from meetings.statements.queries import texts_at
from meetings.statements.rules import NEGOTIATORS
from meetings.statements.states import PartyStatus, Status
from meetings.texts.kinds import UNNUMBERED, Places
from portal.audit.remembered import Moment, Remembered
from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement


@dataclass(frozen=True)
class Waiting:
    """A statement, and on which places of it the delegation has not spoken as they stand now."""

    statement: Statement
    places: Places


def waiting_texts(user: Person, moment: Moment) -> list[Waiting]:
    """For those who speak for a party: texts with paragraphs that lack its position, or proposals that lack its answer.

    One SQL query where there are some that were not read at this moment, and one more when their numbers are not remembered.
    """
    counts = _of_side(UNSETTLED_OF(moment), user.code) if _speaks(user) else {}
    found = sorted(texts_at(counts, moment).values(), key=lambda text: (text.dated, text.created_at))
    return [Waiting(statement, counts[statement.pk]) for statement in found]


def counts_of(code: str) -> dict[UUID, Places]:
    """How many places, there and proposed, wait on a delegation in each text. One SQL query."""
    return _of_side(_unsettled(), code)


def _of_side(texts: Iterable["Unsettled"], code: str) -> dict[UUID, Places]:
    return {text.statement: places for text in texts if (places := dict(text.silent).get(code))}


# For each text under negotiation in which something is not agreed (or ad referendum) as it stands now: its paragraphs, those
# that are not agreed, and on how many places each party has not spoken: as they stand, or on what is tabled. The title and
# headings are places to speak on; they are no paragraphs.
UNSETTLED = KeptStatement("""
WITH present AS (
    SELECT DISTINCT ON (paragraph.id) version.id, paragraph.id AS paragraph, paragraph.statement_id, paragraph.kind,
        paragraph.kind <> ALL (%(unnumbered)s) AS is_numbered
    FROM meetings_statement AS text JOIN meetings_paragraph AS paragraph ON paragraph.statement_id = text.id
        JOIN meetings_paragraphversion AS version ON version.paragraph_id = paragraph.id
    WHERE text.status = 'negotiating' AND paragraph.withdrawn_at IS NULL
    ORDER BY paragraph.id, version.seq DESC
), tabled AS (
    SELECT proposal.id, proposal.delegation_id, proposal.statement_id, proposal.kind, proposal.base_id, proposal.second_id,
        proposal.paragraph_kind
    FROM meetings_textproposal AS proposal WHERE proposal.status = 'tabled'
), said AS (
    SELECT present.id, present.paragraph, present.statement_id, present.kind, party.delegation_id, (
        SELECT position.value FROM meetings_position AS position
        WHERE position.version_id = present.id AND position.delegation_id = party.delegation_id
        ORDER BY position.number DESC LIMIT 1) AS value, EXISTS (
        SELECT FROM tabled WHERE present.id IN (tabled.base_id, tabled.second_id) AND tabled.delegation_id <> party.delegation_id
            AND NOT EXISTS (SELECT FROM meetings_proposalreply AS reply
                WHERE reply.proposal_id = tabled.id AND reply.delegation_id = party.delegation_id)) AS owes
    FROM present JOIN meetings_party AS party ON party.statement_id = present.statement_id AND party.status = 'active'
), stands AS (
    SELECT present.statement_id, present.is_numbered, EXISTS (
            SELECT FROM said WHERE said.id = present.id AND (said.value IS NULL OR said.value IN ('object', 'reserve')))
        OR EXISTS (SELECT FROM tabled WHERE present.id IN (tabled.base_id, tabled.second_id))
        OR EXISTS (SELECT FROM meetings_bracket AS bracket
            WHERE bracket.paragraph_id = present.paragraph AND bracket.status = 'open') AS is_unsettled
    FROM present
), owed AS (
    SELECT statement_id, delegation_id, kind FROM said WHERE value IS NULL OR owes
    UNION ALL
    SELECT tabled.statement_id, party.delegation_id, tabled.paragraph_kind
    FROM tabled JOIN meetings_party AS party ON party.statement_id = tabled.statement_id AND party.status = 'active'
        JOIN meetings_statement AS text ON text.id = tabled.statement_id AND text.status = 'negotiating'
    WHERE tabled.kind = 'insert' AND tabled.delegation_id <> party.delegation_id AND NOT EXISTS (
        SELECT FROM meetings_proposalreply AS reply
        WHERE reply.proposal_id = tabled.id AND reply.delegation_id = party.delegation_id)
)
SELECT text.id, count(*) FILTER (WHERE is_numbered), count(*) FILTER (WHERE is_numbered AND is_unsettled), (
    SELECT json_object_agg(delegation_id, numbers) FROM (
        SELECT delegation_id, json_build_array(count(*) FILTER (WHERE owed.kind <> ALL (%(unnumbered)s)),
            count(*) FILTER (WHERE owed.kind = 'title'), count(*) FILTER (WHERE owed.kind = 'heading')) AS numbers
        FROM owed WHERE owed.statement_id = text.id GROUP BY delegation_id ORDER BY delegation_id) AS sums)
FROM meetings_statement AS text LEFT JOIN stands ON stands.statement_id = text.id WHERE text.status = 'negotiating'
GROUP BY text.id
HAVING count(*) FILTER (WHERE is_unsettled) > 0 OR EXISTS (SELECT FROM owed WHERE owed.statement_id = text.id)
""")


class Unsettled(NamedTuple):
    """A text under negotiation that is not settled: how many paragraphs it has, how many of them are not settled, and on how
    many places a party has not spoken."""

    statement: UUID
    paragraphs: int
    unsettled: int
    silent: tuple[tuple[str, Places], ...]


def _unsettled() -> tuple[Unsettled, ...]:
    """One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(UNSETTLED, {"unnumbered": list(UNNUMBERED)})
        rows = cursor.fetchall()
    return tuple(
        Unsettled(key, count, unsettled, tuple((code, Places(*each)) for code, each in (silent or {}).items()))
        for key, count, unsettled, silent in rows
    )


UNSETTLED_OF: Remembered[tuple[Unsettled, ...]] = Remembered(_unsettled)


@dataclass(frozen=True)
class Moves:
    """What the others did since an instant, by keys: proposals they tabled that are still open, paragraphs whose words
    changed, our proposals that they answered; and which places wait for us now."""

    tabled: list[UUID]
    changed: set[UUID]
    answered: list[UUID]
    waiting: Places


def moves_since(statement: Statement, user: Person, since: datetime) -> Moves:
    """What moved in one text, for one reader. Six SQL queries."""
    wishes = TextProposal.objects.visible_to(user).filter(statement=statement)
    tabled = wishes.filter(status=ProposalStatus.TABLED, tabled_at__gte=since).exclude(delegation=user.code)
    versions = ParagraphVersion.objects.visible_to(user).filter(
        Q(seq__gt=1) | Q(proposal__isnull=False), paragraph__statement=statement, created_at__gte=since
    )
    gone = Paragraph.objects.visible_to(user).filter(statement=statement, withdrawn_at__gte=since)
    changed = {*versions.values_list("paragraph", flat=True), *gone.values_list("pk", flat=True)}
    answers = ProposalReply.objects.visible_to(user).filter(proposal__statement=statement, at__gte=since)
    ours = answers.filter(proposal__delegation=user.code).exclude(delegation=user.code)
    return Moves(
        tabled=list(tabled.order_by("tabled_at").values_list("pk", flat=True)),
        changed=changed,
        answered=list(ours.order_by("proposal").values_list("proposal", flat=True).distinct()),
        waiting=queue_of(statement, user, "").places,
    )


@dataclass(frozen=True)
class Queue:
    """What waits on the reader's delegation in one text: how many of `places`, at which of them this is (0: not in it), and
    the address of the next, "" where there is no other; its anchor, if it is a paragraph that is there."""

    places: Places
    place: int
    next_address: str
    next_anchor: str = ""

    @property
    def total(self) -> int:
        return sum(self.places)

    @property
    def words(self) -> str:
        """All that waits, in words."""
        return places_in_words(self.places)


def queue_of(statement: Statement, user: Person, here: str) -> Queue:
    """Where a paragraph (its anchor) or a proposed one (its key) stands in what waits on the reader's delegation, in the
    order of the text. Two SQL queries."""
    if not _speaks(user):
        return Queue(Places(), 0, "")
    waiting = list(_waiting(user.code).filter(statement=statement).values_list("anchor", "rank", "kind"))
    there = [
        (rank, 0, anchor, reverse("negotiation:paragraph", args=[statement.slug, anchor]))
        for anchor, rank, _kind in waiting
    ]
    rows = _waiting_new(user.code).filter(statement=statement).order_by("tabled_at", "id")
    new = list(rows.values_list("pk", "after__rank", "paragraph_kind"))
    for place, (key, rank, _kind) in enumerate(new, start=1):
        there.append((rank or 0, place, str(key), reverse("negotiation:proposal", args=[statement.slug, key])))
    there.sort()
    places = Places.of(kind for _key, _rank, kind in [*waiting, *new])
    names = [name for _rank, _order, name, _address in there]
    at = names.index(here) + 1 if here in names else 0
    others = there[at:] + there[: max(at - 1, 0)]
    if not others:
        return Queue(places, at, "")
    _rank, order, name, address = others[0]
    return Queue(places, at, address, "" if order else name)


def _speaks(user: Person) -> bool:
    return user.role in NEGOTIATORS and bool(user.code)


def _waiting(code: str) -> QuerySet[Paragraph]:
    """The paragraphs of texts under negotiation that lack the position or an answer of the reader's delegation."""
    present = ParagraphVersion.objects.filter(paragraph=OuterRef("pk")).order_by("-seq").values("pk")[:1]
    said = Position.objects.filter(version=OuterRef("present"), delegation=code)
    unanswered = _unanswered(
        TextProposal.objects.filter(Q(base=OuterRef("present")) | Q(second=OuterRef("present"))), code
    )
    rows: QuerySet[Paragraph] = Paragraph.objects.read_with(code).filter(_ours(code), withdrawn_at__isnull=True)
    return rows.annotate(present=Subquery(present)).filter(Q(~Exists(said)) | Q(Exists(unanswered)))


def _waiting_new(code: str) -> QuerySet[TextProposal]:
    """The new paragraphs that others propose and on which the reader's delegation has not answered."""
    rows = TextProposal.objects.read_with(code).filter(_ours(code), kind=ProposalKind.INSERT)
    return _unanswered(rows, code)


def _ours(code: str) -> Q:
    """Of a text under negotiation to which the reader's delegation is still a party."""
    return Q(
        statement__status=Status.NEGOTIATING,
        statement__sides__delegation=code,
        statement__sides__status=PartyStatus.ACTIVE,
    )


def _unanswered(proposals: QuerySet[TextProposal], code: str) -> QuerySet[TextProposal]:
    answered = ProposalReply.objects.filter(proposal=OuterRef("pk"), delegation=code)
    tabled = proposals.filter(status=ProposalStatus.TABLED).exclude(delegation=code)
    return tabled.filter(~Exists(answered))
