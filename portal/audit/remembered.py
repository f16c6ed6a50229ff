"""Numbers and keys that are remembered until the next act that their reader may know of.

How many things there are, and which of them stand on a page, takes longer to find the more of them there are. Every
operation leaves an entry that the readers of what it changed may see, so what a side counted stays right until its next
entry. Only numbers and keys are remembered, never words: rows are read by their keys through the wall each time, and what the
wall hides is not there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from django.db import connection

from portal.core.postgresql.plans import KeptStatement
from portal.core.reader import present_context

# Answers of each function; the longest are the keys of a page.
MOST = 512
# Whom the database takes for the reader; the last act that this side may know of, by the head over all that it may see, which
# never comes again, and by how many there were; whether this transaction has written nothing itself.
MOMENT = KeptStatement("""
SELECT portal_reader(), (
    SELECT COALESCE(head.hash, '') || int8send(version.acts)
    FROM audit_version AS version LEFT JOIN audit_head AS head ON head.reader = version.code
    WHERE version.code = (SELECT portal_reader()) AND version.thing = ''
), pg_current_xact_id_if_assigned() IS NULL
""")

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Moment:
    """Who reads, and the last act that the side may know of; good for nothing in any other reader's context.

    Beyond the moment itself nothing is remembered of a transaction that has written, because what it did is no act yet.
    """

    reader: str | None
    act: bytes | None
    may_remember: bool
    context: str
    found: dict[Any, Any] = field(default_factory=dict, compare=False)


def this_moment() -> Moment:
    """The moment in which this transaction reads, of whom the wall takes for its reader. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(MOMENT)
        reader, act, may_remember = cursor.fetchone()
    return Moment(reader, act, may_remember, present_context())


class AnotherReader(RuntimeError):
    """A moment of one reader was used where another reads."""


class Remembered(Generic[Found]):
    """A function from plain arguments to numbers and keys, asked once for each reader, arguments and act.

    What it finds must follow from the arguments and from what the reader's side sees: a person or a day is an argument.
    """

    def __init__(self, ask: Callable[..., Found]) -> None:
        self._ask = ask
        self._found: dict[tuple[Any, ...], tuple[bytes | None, Found]] = {}

    def __call__(self, moment: Moment, *arguments: Any) -> Found:
        """What is remembered of this moment, else what is found now."""
        if moment.context != present_context():
            raise AnotherReader(moment.reader)
        if not (moment.may_remember and moment.reader and moment.act):
            if (self, *arguments) not in moment.found:
                moment.found[self, *arguments] = self._ask(*arguments)
            return cast(Found, moment.found[self, *arguments])
        key = (moment.reader, *arguments)
        kept = self._found.get(key)
        if kept and kept[0] == moment.act:
            return kept[1]
        found = self._ask(*arguments)
        if not kept and len(self._found) >= MOST:
            self._found.pop(next(iter(self._found)), None)
        self._found[key] = moment.act, found
        return found
