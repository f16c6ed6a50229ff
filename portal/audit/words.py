"""What each act is called, in the reader's language. Packages above add their own sentences."""

from typing import Any

from django.utils.functional import Promise

SENTENCES: dict[str, Promise | str] = {}


def describe(sentences: dict[str, Promise | str]) -> None:
    """Add sentences for acts: `package.subject.verb` to words such as "changed the date of"."""
    SENTENCES.update(sentences)


def sentence(entry: Any) -> str:
    """The words for an entry's act; the act's own name where a later version no longer knows it."""
    return str(SENTENCES.get(entry.action, entry.action))
