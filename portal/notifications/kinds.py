"""Kinds of news: what a person may choose for each of them, and what nobody can switch off.

Each slice describes the kinds of its events in its `notices` module, in the order in which the page of choices shows them.
"""

from dataclasses import dataclass, fields

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Ways:
    """By which ways news reaches a person: the bell, a mail at once, the daily digest."""

    bell: bool = False
    mail: bool = False
    digest: bool = False

    def __or__(self, other: "Ways") -> "Ways":
        return Ways(self.bell or other.bell, self.mail or other.mail, self.digest or other.digest)


WAYS = tuple(each.name for each in fields(Ways))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of news. `usual` holds where nobody has chosen; `always` whatever is chosen, and `reason` says why."""

    name: str
    words: Promise
    usual: Ways
    always: Ways
    reason: Promise | str

    @property
    def always_each(self) -> list[bool]:
        """Whether it comes each way whatever is chosen, in the order of `WAYS`."""
        return [getattr(self.always, way) for way in WAYS]

    @property
    def is_mandatory(self) -> bool:
        return self.always != Ways()


KINDS: dict[str, Kind] = {}


def describe_kind(name: str, words: Promise, *, usual: Ways) -> Kind:
    """A kind whose ways everybody chooses."""
    return KINDS.setdefault(name, Kind(name, words, usual, Ways(), ""))


def describe_mandatory(name: str, words: Promise, *, always: Ways, reason: Promise) -> Kind:
    """A kind that nobody can switch off, with the reason why."""
    return KINDS.setdefault(name, Kind(name, words, always, always, reason))
