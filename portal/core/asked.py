"""Numbers and keys that somebody wrote into an address or a form. Pure."""

import re
from uuid import UUID

# Fewer digits than the largest number that PostgreSQL holds.
DIGITS = re.compile(r"[0-9]{1,18}")


def number_in(text: str | None) -> int | None:
    """The whole number that a text is; None for anything else, and for what no row could have."""
    return int(text) if text and DIGITS.fullmatch(text) else None


def key_in(text: str | None) -> UUID | None:
    """The key that a text is; None for anything else."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
