"""The list of messages the portal can send. Each slice registers its own in its `notices` module."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet

from portal.notifications.models import OutgoingMail


class NoLongerWanted(Exception):
    """The mail must not go: its recipient lost access, or what it asks for is done. The text says which."""


# What is fetched at once for several mails of one side: the mails and the instant in, anything out.
Gather = Callable[..., Any]
# What is said of a context, by the names under which templates print it.
LayOut = Callable[[dict[str, Any]], dict[str, str]]


class NotYet(Exception):
    """The mail goes later, not before `at`."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


class Prepare(Protocol):
    """How a message's context is fetched: of which mail, and at which instant it leaves; with what was gathered for it."""

    def __call__(self, mail: OutgoingMail, *, now: datetime, **gathered: Any) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Message:
    """A message: its template folder `emails/<name>/`, and how its context is fetched at the moment of sending.

    `prepare` runs in the recipient's reader context and language, reads no clock but `now`, and raises `NoLongerWanted`
    where nothing may go, `NotYet` where it goes later. Where there is `gather`, it fetches for many mails of one side at once, in
    that side's reader context, and `prepare` asks the database nothing: it is given what was gathered as `gathered`. With
    `calendar` (bytes) and `method` in its context the mail carries an invitation; with `stop`, the address that switches off such
    mails. Where there is `lay_out`, it makes of the context the words that the templates are filled with (`stencils`).
    """

    name: str
    prepare: Prepare
    gather: Gather | None = None
    lay_out: LayOut | None = None


REGISTERED: dict[str, Message] = {}


def message(name: str, gather: Gather | None = None, lay_out: LayOut | None = None) -> Callable[[Any], Any]:
    """Register the decorated function as the preparation of the message `name` (`package/slice/message`)."""

    def register(prepare: Any) -> Any:
        REGISTERED[name] = Message(name, prepare, gather, lay_out)
        return prepare

    return register


def subject_among(mail: OutgoingMail, rows: QuerySet[Any], *, gone: str) -> Any:
    """The mail's subject among the rows that its recipient may see; raises `NoLongerWanted` with `gone` if it is not."""
    found = rows.filter(pk=mail.subject_id).first()
    if found is None:
        raise NoLongerWanted(gone)
    return found
