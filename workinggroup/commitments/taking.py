"""Taking what was marked in a text over as suggested commitments, when it is released."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from meetings.promises.passages import counterpart, place_of
from meetings.promises.queries import PromiseLine, promises_of, reckoned
from meetings.promises.states import Due
from meetings.promises.suggesting.dues import find_length
from meetings.statements.models import Statement
from meetings.statements.present import PresentText, read_present
from portal.audit.operations import record_each
from portal.core import times
from portal.core.locks import lock_key
from portal.people.rules import SECRETARIAT
from workinggroup.commitments.models import Commitment, reference_of
from workinggroup.commitments.operations import mark_of
from workinggroup.commitments.states import Status


@transaction.atomic
def take_promises(*, statement: Statement, now: datetime) -> list[Commitment]:
    """Make a suggested commitment of each marked passage that stands in a text as it is released, in every language of it.

    The portal acts itself, as the secretariat. Safe to run any number of times: a mark becomes one commitment. What no longer
    stands, or was taken back, stays in the list of marks. Seven SQL queries, whatever the number of marks.
    """
    lock_key(f"commitments of {statement.pk}")
    present = read_present(statement)
    earlier = Commitment.objects.filter(statement=statement)
    taken = set(earlier.filter(promise__isnull=False).values_list("promise_id", flat=True))
    standing = [
        line
        for line in promises_of(present, SECRETARIAT)
        if line.stands and not line.is_withdrawn and line.promise.pk not in taken
    ]
    if not standing:
        return []
    last, mark = earlier.aggregate(last=Max("number"))["last"] or 0, mark_of(statement, earlier)
    released_on = times.local(now, statement.meeting.time_zone).date()
    made = []
    for number, line in enumerate(standing, start=last + 1):
        row = _row(line, present, released_on)
        row.number, row.reference = number, reference_of(statement.dated.year, mark, number)
        row.decided_by, row.decided_at = line.promise.by_name, now
        row.releasable_to, row.editable_by = statement.releasable_to, [SECRETARIAT]
        made.append(row)
    Commitment.objects.bulk_create(made)
    facts = [(row, {"lead": row.lead_id or "", "paragraph": row.paragraph.anchor}) for row in made]
    record_each("workinggroup.commitment.suggested", facts, actor=None)
    return made


def _row(line: PromiseLine, present: PresentText, released_on: date) -> Commitment:
    """A commitment with the words, the lead and the day of a mark, as far as they hold today."""
    promise, paragraph, statement = line.promise, line.promise.paragraph, present.statement
    assert line.line
    texts = {code: marked.plain for code, marked in line.line.marked.items()}
    spans = _spans(promise.quotes, texts, statement.drafted_in)
    above = present.line(line.line.parent_anchor)
    # In the language that was negotiated no two marks share a word; in another the same sentence may stand for both.
    drafted = statement.drafted_in
    place = place_of({drafted: spans[drafted]})
    row = Commitment(statement=statement, paragraph=paragraph, promise=promise, place=place)
    row.spans = {code: list(span) for code, span in spans.items()}
    row.quote = {code: texts[code][start:end] for code, (start, end) in spans.items()}
    row.chapeau = {code: marked.plain for code, marked in above.marked.items()} if above else {}
    row.strength, row.status, row.asks_acceptance = promise.strength, Status.SUGGESTED, True
    row.due_text = promise.due_text
    day = promise.due_on or reckoned(promise, statement.dated, released_on)
    row.due, row.due_on = promise.due if promise.due != Due.NONE or not day else Due.DATE, day
    lengths = (find_length(words, code) for code, words in promise.due_text.items())
    if promise.due == Due.RELATIVE and (length := next(filter(None, lengths), None)):
        row.due_count, row.due_unit = length
    row.basis = promise.basis
    parties = statement.active_parties
    row.lead_id = promise.lead_id if promise.lead_id in parties else None
    row.supporting = [code for code in promise.supporting if code in parties]
    return row


def _spans(quotes: Mapping[str, str], texts: Mapping[str, str], drafted_in: str) -> dict[str, tuple[int, int]]:
    """Where the marked words stand in each language; in one in which nothing was marked, the same sentence or all of it."""
    start = texts[drafted_in].index(quotes[drafted_in])
    first = (start, start + len(quotes[drafted_in]))
    found = {}
    for code, text in texts.items():
        if words := quotes.get(code):
            found[code] = (text.index(words), text.index(words) + len(words))
        elif text:
            found[code] = counterpart(texts[drafted_in], first, text)
    return found
