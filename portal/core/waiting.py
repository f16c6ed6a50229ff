"""What waits on a person: each slice says what of its own does, the desk shows all of it, the digest mails it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Wait:
    """One thing that waits on somebody: the verb, the thing, where to do it, by when, and one more sentence.

    `days` counts from today; below 0 it is late; None has no date. `discreet` is what a mail may say of the thing: never
    the words or the title of a statement.
    """

    act: str
    thing: str
    discreet: str
    address: str
    due: date | None
    days: int | None
    why: str
