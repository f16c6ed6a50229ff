"""What the meetings package tells those above it, and asks them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.dispatch import Signal

# Sent inside the transaction that moved a meeting or changed its state. Arguments: meeting, actor, now.
meeting_moved = Signal()

# Asked before a meeting moves; receivers answer with a list of `meetings.rounds.moving.Move`.
# Arguments: meeting, user, starts_on (the day it would be on), hours (what `Meeting.place` takes), now.
meeting_moving = Signal()

# Asked when a pack is printed as one PDF, and again before it is given out; receivers answer with what stands before its
# papers, a `meetings.documents.packing.Leaf`. Arguments: meeting, user, now.
pack_opening = Signal()

# Asked when a final text is about to leave for silence or sign-off, and by the pages that show what it lacks; receivers answer
# with what must be settled first, a list of `meetings.statements.blocking.Blocker`, as far as the user sees it.
# Arguments: statement, user.
statement_closing = Signal()

# Sent under the lock of a text that is scheduled for release, before anything is done to it: whoever releases does what is due.
# Arguments: statement (locked; as it is now when the receivers have been), clock.
statement_due = Signal()

# Sent inside the transaction in which a text becomes public. Arguments: statement, released (the `ReleasedText`), now.
statement_released = Signal()

# Sent inside the transaction in which a party dissociates itself from a released text. Arguments: statement, delegation (its
# code), anchors (of the paragraphs it means; none for the whole text), now.
statement_dissociated = Signal()

# Asked when a page lists texts; receivers answer with what the final ones wait for, a dict of
# `meetings.release.queries.closing.Step` by the texts' keys. Arguments: statements.
texts_coming = Signal()

# Asked by a page that shows paragraphs of a text, or proposals for an agenda; receivers answer with what of theirs has to do with
# them, a dict of sequences of `Hanging` by the rows' keys, as far as the user reads it. Arguments: rows (all of one model), user.
things_hanging = Signal()


@dataclass(frozen=True)
class Hanging:
    """What has to do with a paragraph or a proposal: how it is called, its `title` ("" where a list does not say it), where it
    stands, how it stands, and the side that says so, "" where that follows from what was promised."""

    reference: str
    title: str
    address: str
    state: str
    side: str


def hanging_on(rows: Sequence[Any], user: Any) -> Mapping[Any, Sequence[Hanging]]:
    """What has to do with each of these, by its key, as those above say. As many SQL queries as they ask."""
    found: dict[Any, list[Hanging]] = {}
    answers: list[Any] = things_hanging.send(sender=None, rows=rows, user=user) if rows else []
    for _receiver, answer in answers:
        for key, each in answer.items():
            found.setdefault(key, []).extend(each)
    return found


def coming_of(statements: Sequence[Any]) -> dict[Any, Any]:
    """What each of these texts waits for, by its key, as those above say. As many SQL queries as they ask."""
    answers: list[Any] = texts_coming.send(sender=None, statements=statements) if statements else []
    return {key: step for _receiver, answer in answers for key, step in answer.items()}
