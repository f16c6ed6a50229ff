"""What is optional in a digest, and the link that switches exactly that off for one person (RFC 2369, RFC 8058).

Optional are a person's own reminders that neither the group nor the side made mandatory, by kind of deadline, and news of kinds
that people choose. A link holds their names; what has become mandatory meanwhile stays on all the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.core.mail_links import mail_link, read_mail_link
from portal.notifications.kinds import KINDS as NEWS
from portal.notifications.kinds import Kind as NewsKind
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.levels import Choices
from workinggroup.reminders.states import Level

ROUTE = "reminders:stop"
# Before the name of a kind of news; a kind of deadline stands alone.
OF_NEWS, BETWEEN = "news/", ","


@dataclass(frozen=True, slots=True)
class Stop:
    """What a link switches off for a person: their own optional reminders of these kinds, and these news in digests."""

    person: UUID
    kinds: list[str]
    news: list[NewsKind]


class Free:
    """Which rungs each person of a side may switch off."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices
        self._found: dict[tuple[str, UUID | None], set[str]] = {}

    def kinds(self, person: UUID, rungs: Iterable[tuple[str, str]]) -> list[str]:
        """The kinds of which one of these rungs, by kind and key, is optional for the person."""
        return sorted({kind for kind, rung in rungs if kind in KINDS and rung in self._keys(kind, person)})

    def _keys(self, kind: str, person: UUID) -> set[str]:
        whose = person if person in self._choices.people else None
        if (kind, whose) not in self._found:
            standing = self._choices.standing(Level.OWN, kind, whose)
            self._found[kind, whose] = {rung.key for rung in standing.free}
        return self._found[kind, whose]


def stop_link(person: UUID, kinds: Iterable[str], news: Iterable[str], *, today: date) -> str:
    """The address that switches off these reminders and these news in digests, without signing in; "" for none."""
    names = [*kinds, *(OF_NEWS + name for name in news)]
    return mail_link(ROUTE, person, BETWEEN.join(names), person, today) if names else ""


def read_stop(token: str, *, today: date) -> Stop | None:
    """What a link says; None where we did not sign it, or too long ago, or nothing of it can be switched off by anybody."""
    said = read_mail_link(ROUTE, token, today=today)
    names = said.act.split(BETWEEN) if said else []
    kinds = [name for name in names if name in KINDS]
    told: list[Any] = [NEWS.get(name.removeprefix(OF_NEWS)) for name in names if name.startswith(OF_NEWS)]
    news = [kind for kind in told if kind and not kind.is_mandatory]
    return Stop(said.person, kinds, news) if said and (kinds or news) else None
