"""What somebody saw when a form was opened, so that nobody writes over what another wrote meanwhile."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Refused


class ChangedMeanwhile(Refused):
    """Somebody else was faster; neither text is lost."""

    sentence = _(
        "Somebody changed this while you were writing. What is there now stands below your words; save again to replace it."
    )


def values_of(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """What a row holds under these names."""
    return {name: getattr(row, name) for name in names}


def digest(values: Mapping[str, Any]) -> str:
    """A short name for values: equal for equal ones, whatever their order."""
    written = json.dumps(dict(values), sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def require_seen(seen: str | None, values: Mapping[str, Any]) -> None:
    """Refuse `ChangedMeanwhile` unless what was seen is what is there; None looks at nothing.

    Called on values of locked rows. `seen` is the `digest` of what the form was opened with.
    """
    if seen is not None and seen != digest(values):
        raise ChangedMeanwhile
