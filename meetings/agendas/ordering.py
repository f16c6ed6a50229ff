"""Ranks with gaps: moving one row writes one row. Pure."""

# Room between neighbours.
STEP = 1 << 20


def rank_between(before: int | None, after: int | None) -> int | None:
    """A rank between two neighbours' ranks, either of which may be missing; None if the gap is used up."""
    if before is None:
        return STEP if after is None else after - STEP
    if after is None:
        return before + STEP
    return (before + after) // 2 if after - before > 1 else None
