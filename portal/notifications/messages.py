"""The list of messages the portal can send. Each slice registers its own in its `notices` module."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.notifications.models import OutgoingMail


class NoLongerWanted(Exception):
    """The mail must not go: its recipient lost access, or what it asks for is done. The text says which."""


Prepare = Callable[[OutgoingMail], dict[str, Any]]


@dataclass(frozen=True)
class Message:
    """A message: its template folder `emails/<name>/`, and how its context is fetched at the moment of sending.

    `prepare` runs in the recipient's reader context and language, and raises `NoLongerWanted` where nothing may go. With
    `calendar` (bytes) and `method` in its context the mail carries an invitation.
    """

    name: str
    prepare: Prepare


REGISTERED: dict[str, Message] = {}


def message(name: str) -> Callable[[Prepare], Prepare]:
    """Register the decorated function as the preparation of the message `name` (`package/slice/message`)."""

    def register(prepare: Prepare) -> Prepare:
        REGISTERED[name] = Message(name, prepare)
        return prepare

    return register
