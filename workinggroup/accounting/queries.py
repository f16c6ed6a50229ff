"""For which commitments of earlier rounds a text accounts, and what was said of each.

The SQL is written by hand, and the wall alone says who sees what.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.statements.models import Statement
from meetings.statements.present import not_in_text
from meetings.statements.queries import labels_in
from portal.core.pagination import Page, page
from portal.core.people import Person
from portal.people.rules import SECRETARIAT
from workinggroup.accounting.models import CommitmentAccount
from workinggroup.accounting.rules import can_account
from workinggroup.accounting.states import CLOSED, OPEN, WAITING, Outcome
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.states import Status as ItemStatus
from workinggroup.commitments.models import Commitment

# What open texts account for: confirmed commitments of texts on record or released that are of an earlier day and another
# meeting, in the same series or between the same parties, and known to every party that has not opted out. A commitment that a
# released text closed is over, and so is one that came here closed. Its side is the delegation that leads it, as long as that is
# such a party and did not decline to lead; else the secretariat.
OWED = """
WITH text AS MATERIALIZED (
    SELECT next.id, next.dated, next.parties, next.meeting_id, meeting.series_id,
        ARRAY(SELECT party.delegation_id FROM meetings_party AS party
            WHERE party.statement_id = next.id AND party.status = 'active')::varchar[] AS active
    FROM meetings_statement AS next JOIN meetings_meeting AS meeting ON meeting.id = next.meeting_id
    WHERE next.status = ANY (%(stages)s) AND (%(text)s::uuid IS NULL OR next.id = %(text)s))
SELECT text.id, promised.id, promised.statement_id, CASE
        WHEN promised.lead_id = ANY (text.active) AND answer.accepts IS NOT FALSE THEN promised.lead_id
        ELSE %(office)s END, said.outcome, COALESCE(said.number, 0)
FROM text
JOIN meetings_statement AS earlier ON earlier.status IN ('recorded', 'released') AND earlier.dated < text.dated
    AND earlier.meeting_id <> text.meeting_id AND earlier.releasable_to @> text.active
JOIN meetings_meeting AS held ON held.id = earlier.meeting_id AND held.releasable_to @> text.active
    AND (held.series_id = text.series_id OR (earlier.parties @> text.parties AND earlier.parties <@ text.parties))
JOIN workinggroup_commitment AS promised ON promised.statement_id = earlier.id AND promised.status = 'confirmed'
    AND promised.closed_as = ''
    AND promised.releasable_to @> text.active
LEFT JOIN LATERAL (SELECT accepts FROM workinggroup_leadanswer AS given WHERE given.commitment_id = promised.id
    AND given.delegation_id = promised.lead_id ORDER BY given.number DESC LIMIT 1) AS answer ON true
LEFT JOIN LATERAL (SELECT outcome, number FROM workinggroup_commitmentaccount AS own
    WHERE own.commitment_id = promised.id AND own.statement_id = text.id ORDER BY own.number DESC LIMIT 1) AS said ON true
WHERE NOT EXISTS (
    SELECT 1 FROM workinggroup_commitmentaccount AS closing
    JOIN meetings_statement AS between_ ON between_.id = closing.statement_id
    JOIN meetings_meeting AS there ON there.id = between_.meeting_id
    WHERE closing.commitment_id = promised.id AND closing.outcome = ANY (%(closed)s) AND between_.id <> text.id
        AND between_.status = 'released' AND between_.dated <= text.dated AND closing.releasable_to @> text.active
        AND between_.releasable_to @> text.active AND there.releasable_to @> text.active
        AND NOT EXISTS (SELECT 1 FROM workinggroup_commitmentaccount AS later WHERE later.commitment_id = promised.id
            AND later.statement_id = between_.id AND later.number > closing.number))
ORDER BY text.id, earlier.dated DESC, earlier.id, promised.number
"""
# What was said in a text that left for its adoption: it stands as it was then.
SAID = """
SELECT DISTINCT ON (earlier.dated, earlier.id, promised.number)
    own.statement_id, promised.id, promised.statement_id, own.delegation_id, own.outcome, own.number
FROM workinggroup_commitmentaccount AS own JOIN workinggroup_commitment AS promised ON promised.id = own.commitment_id
JOIN meetings_statement AS earlier ON earlier.id = promised.statement_id
WHERE own.statement_id = %(text)s ORDER BY earlier.dated DESC, earlier.id, promised.number, own.number DESC
"""


@dataclass(frozen=True, slots=True)
class Owed:
    """A commitment for which a text accounts, by keys: of which earlier text it is, and which side says what becomes of it.
    `outcome` is what was said last, `number` how often something was."""

    text: UUID
    commitment: UUID
    earlier: UUID
    side: str
    outcome: str | None
    number: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What seems to have become of a commitment, and why it seems so."""

    outcome: str
    words: str


@dataclass(frozen=True)
class AccountLine:
    """One commitment in the accounting. `label` is what pages call its paragraph; `said` is the last that was said of it; `tasks`
    are how many action items it has that the reader sees, and how many of them are done."""

    owed: Owed
    commitment: Commitment
    label: int | str
    said: CommitmentAccount | None
    said_label: int | str
    tasks: tuple[int, int] | None
    suggestion: Suggestion | None
    is_mine: bool


@dataclass(frozen=True)
class Accounting:
    """The accounting of a text, a page of it by earlier text, the latest first; `counts` are those of the filters. `mine` are the
    keys of the reader's own on this page of which nothing is said."""

    groups: list[tuple[Statement, list[AccountLine]]]
    counts: dict[str, int]
    chosen: str
    page: Page
    mine: list[UUID]
    is_open: bool
    missing: list[tuple[str, int]]

    @property
    def said(self) -> int:
        return self.counts["all"] - self.counts["open"]


def owed_by(statement: Statement) -> list[Owed]:
    """For what a text accounts, the latest earlier text first. One SQL query."""
    if statement.status in OPEN:
        return _ask(OWED, _of_open(statement.pk, OPEN))
    return _ask(SAID, {"text": statement.pk})


def owed_by_all() -> list[Owed]:
    """For what all texts account on which people are at work. One SQL query."""
    return _ask(OWED, _of_open(None, WAITING))


def _of_open(text: UUID | None, stages: Iterable[str]) -> dict[str, Any]:
    return {"text": text, "stages": list(stages), "closed": list(CLOSED), "office": SECRETARIAT}


def _ask(sql: str, values: dict[str, Any]) -> list[Owed]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Owed(*row) for row in cursor.fetchall()]


def accounting_of(statement: Statement, user: Person, *, chosen: str = "all", wanted: str | None = None) -> Accounting:
    """The accounting of a text as the user sees it. At most seven SQL queries, whatever there is to account for."""
    rows, is_open = owed_by(statement), statement.status in OPEN
    unsaid = [row for row in rows if not row.outcome]
    views = {"all": rows, "open": unsaid, "mine": [row for row in unsaid if can_account(user, row.side)]}
    chosen = chosen if chosen in views else "all"
    part = page(views[chosen], wanted, count=len(views[chosen]))
    lines = lines_of(statement, part.rows, user)
    groups = [
        (group[0].commitment.statement, group)
        for group in (list(each) for _key, each in groupby(lines, key=lambda line: line.owed.earlier))
    ]
    mine = [line.owed.commitment for line in lines if line.is_mine and not line.owed.outcome]
    missing = Counter(row.side for row in unsaid)
    return Accounting(
        groups,
        {view: len(found) for view, found in views.items()},
        chosen,
        part,
        mine,
        is_open,
        sorted(missing.items()),
    )


def lines_of(statement: Statement, rows: Sequence[Owed], user: Person) -> list[AccountLine]:
    """What the page shows of these commitments, as far as the wall shows them. Five SQL queries, none for no row."""
    if not rows:
        return []
    keys = [row.commitment for row in rows]
    found = Commitment.objects.select_related("statement", "lead").in_bulk(keys)
    labels = labels_in({row.earlier for row in rows} | {statement.pk})
    said, elsewhere = _accounts(statement, keys)
    tasks = _tasks(keys, user)
    return [
        AccountLine(
            row,
            each := found[row.commitment],
            labels.get(each.paragraph_id, not_in_text()),
            own := said.get(row.commitment),
            labels.get(own.paragraph_id, not_in_text()) if own and own.paragraph_id else "",
            tasks.get(row.commitment),
            None if own else _suggested(elsewhere.get(row.commitment), tasks.get(row.commitment)),
            can_account(user, row.side),
        )
        for row in rows
        if row.commitment in found
    ]


def _accounts(
    statement: Statement, keys: list[UUID]
) -> tuple[dict[UUID, CommitmentAccount], dict[UUID, CommitmentAccount]]:
    """The last that was said of each commitment in this text, and the last in any other. One SQL query."""
    rows = CommitmentAccount.objects.filter(commitment__in=keys).select_related("statement", "paragraph")
    own: dict[UUID, CommitmentAccount] = {}
    others: dict[UUID, CommitmentAccount] = {}
    for row in rows.order_by("at", "number"):
        (own if row.statement_id == statement.pk else others)[row.commitment_id] = row
    return own, others


def _tasks(keys: list[UUID], user: Person) -> dict[UUID, tuple[int, int]]:
    """How many action items each has that the user sees, dropped ones left out, and how many of them are done. One SQL query."""
    rows = ActionItem.objects.visible_to(user).filter(commitment__in=keys).exclude(status=ItemStatus.DROPPED)
    keyed = rows.order_by().values_list("commitment")
    counted = keyed.annotate(
        count=Count("pk"), done=Count("pk", filter=Q(status__in=[ItemStatus.DONE, ItemStatus.VERIFIED]))
    )
    return {key: (count, done) for key, count, done in counted}


def _suggested(other: CommitmentAccount | None, tasks: tuple[int, int] | None) -> Suggestion | None:
    """An end that another text names counts most, then that all work under it is done."""
    is_worked_off = bool(tasks and tasks[0] == tasks[1])
    if other and (other.outcome in CLOSED or (other.outcome == Outcome.KEPT and not is_worked_off)):
        words = _("“%(outcome)s” was said of it in: %(text)s")
        return Suggestion(other.outcome, words % {"outcome": other.get_outcome_display(), "text": other.statement})
    if tasks and is_worked_off:
        words = ngettext("Its action item is done.", "All %(count)s action items under it are done.", tasks[0])
        return Suggestion(Outcome.DONE, words % {"count": tasks[0]})
    return None
