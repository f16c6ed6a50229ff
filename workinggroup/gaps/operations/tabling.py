"""A gap is put on the agenda of a meeting to come: a proposal in words that all who come may read."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from meetings.agendas.models import Proposal
from meetings.agendas.operations import propose_item
from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.gaps import rules
from workinggroup.gaps.models import Gap
from workinggroup.gaps.operations.drafting import said_title
from workinggroup.gaps.operations.gate import enter, lock, not_now
from workinggroup.gaps.states import OPEN, Act
from workinggroup.handling.checking import RepeatsWithheld, known_words
from workinggroup.handling.operations import tie_thing
from workinggroup.handling.queries import passages_of
from workinggroup.handling.sanitising import Kind, Shown, fold, survivors

# By the clock of the place where it meets.
ANSWERED_BY = "18:00"


@transaction.atomic
def put_on_agenda(
    *, gap: Gap, actor: Person, now: datetime, meeting: Meeting, title: Mapping[str, str], minutes: int, answer_by: date
) -> Proposal:
    """Propose an item for a meeting to come. Its title says neither reference nor title nor words of the gap that not all
    who come may read; that it is of this gap is read by those who read both.

    Refuses `NotNow`, `NoTitle`, `IdentifiesPerson`, `RepeatsWithheld`, and what the agenda refuses.
    """
    gap = lock(gap)
    ensure(rules.can_put_on_agenda(actor, gap))
    if gap.status not in OPEN:
        raise not_now(gap)
    said = said_title(title)
    parties = set(meeting.parties)
    hidden = [each.text for each in passages_of(gap) if not parties <= set(each.releasable_to)]
    if not parties <= set(gap.releasable_to):
        # That there is such a gap, too, is read by its readers alone.
        names = [*gap.title.values(), gap.reference]
        if told := next((name for name in names for text in said.values() if fold(name) in fold(text)), None):
            raise RepeatsWithheld(words=told)
        hidden.append({**gap.title, "": gap.reference})
    shown = [Shown(Kind.WHOLE, "#", "", said, "CLEAR", frozenset(), ())]
    if found := survivors(hidden, shown, known_words()):
        raise RepeatsWithheld(words=found[0].words)
    ends = times.instant(answer_by, ANSWERED_BY, meeting.time_zone)
    proposal = propose_item(meeting=meeting, actor=actor, now=now, title=said, minutes=minutes, answer_by=ends)
    tie_thing(thing=gap, spot=proposal, actor=actor, now=now)
    enter(Act.TABLED, gap, actor, now)
    return proposal
