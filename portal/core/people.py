"""What rules, queries and operations ask of a person, whoever stores the account."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.utils.translation import gettext

# Begins the code that the guests of one meeting read with; the rest of it says nothing to anybody.
GUESTS = "GUESTS"


def said_codes(codes: Iterable[str]) -> str:
    """Codes as people read them: "USA, MEX, guests"."""
    return ", ".join(gettext("guests") if code.startswith(GUESTS) else code for code in codes)


class Person(Protocol):
    """Somebody who reads or acts: a signed-in account, or the one behind a mail or a calendar's address.

    `code` is what the person reads with: the delegation's, or "" for administrators and whoever has no membership.
    `zone` is the time zone in which the person is told the time.
    """

    @property
    def pk(self) -> Any: ...
    @property
    def name(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def zone(self) -> str: ...
    @property
    def delegation(self) -> Any: ...
    @property
    def is_guest(self) -> bool: ...
    @property
    def administers(self) -> bool: ...
