"""What documents may be about besides their meeting. Slices above register their things; this one knows none of them."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class SubjectKind:
    """A kind of thing that documents are about: its model, the lookups of which one leads from it to its meeting, and its
    name."""

    model: type[Any]
    meeting_of: tuple[str, ...]
    label: Promise


REGISTERED: dict[str, SubjectKind] = {}


def register(kind: str, model: type[Any], meeting_of: str | tuple[str, ...], label: Promise) -> str:
    """Let documents be about things of this kind; returns the kind, as documents keep it."""
    if kind in REGISTERED:
        raise LookupError(f"Documents can be about a thing of the kind {kind} already.")
    lookups = (meeting_of,) if isinstance(meeting_of, str) else meeting_of
    REGISTERED[kind] = SubjectKind(model, lookups, label)
    return kind
