"""The last second of a silence on two real connections: two workers that close it, and an objection against its end."""

from collections import Counter
from functools import partial
from typing import Any

from meetings.adoption.models import Silence
from meetings.adoption.states import SilenceStatus
from meetings.statements.states import Status
from portal.audit.models import Entry
from portal.core.errors import Refused
from portal.core.reader import reading_as
from tests.factories.people import make_world
from tests.factories.racing import met
from tests.factories.silences import ENDS, SECOND, close, deliver, make_final, now_of, open_silence, run


def object_to(statement: Any, head: Any) -> Any:
    return run(head, "break_silence", statement, ENDS - SECOND, objection="Not without a date.")


def test_two_workers_close_it_once_and_an_objection_and_the_end_have_one_outcome(committed, pair, attack):
    world, orders = make_world(), Counter()
    office = world.sec.coordinator
    for number in range(max(attack.rounds // 3, 3)):
        text = make_final(world)
        silence = open_silence(world, text)
        deliver()
        if number % 2:
            pair.race(partial(close, silence, ENDS), partial(close, silence, ENDS))
        else:
            found = pair.race(partial(object_to, text, world.usa.head), partial(close, silence, ENDS))
            orders["refused" if isinstance(found[0], Refused) else "broken"] += 1
        with reading_as(office.reader):
            status = Silence.objects.get(pk=silence.pk).status
            acts = Entry.objects.filter(subject_id=str(text.pk), action__contains="silence")
            ended = [each.action for each in acts if not each.action.endswith("silence_opened")]
        adopted = (SilenceStatus.ADOPTED, Status.SIGN_OFF), (SilenceStatus.BROKEN, Status.NEGOTIATING)
        assert (status, now_of(office, text).status) in adopted
        assert len(ended) == 1
    met(attack, "an objection in the last second", orders) if attack.is_full else attack.tell(f"silence: {orders}")
