"""Where a paragraph stands, from what was said about it. Pure."""

from collections.abc import Mapping, Sequence

from meetings.negotiation.states import Agreement, PositionValue
from meetings.statements.states import FINAL, Status

AFTERWARDS = {Status.ALIGNMENT, *FINAL}


def agreement_on(
    open_brackets: int,
    positions_by_party: Mapping[str, str],
    parties: Sequence[str],
    has_tabled: bool,
    stage: str = Status.NEGOTIATING,
) -> Agreement:
    """The first that applies: bracketed, objected to, reserved, open (somebody silent, or a proposal tabled), agreed ad
    ref, agreed. `positions_by_party` are the latest on the present version; only those of active `parties` count.

    Words on which nobody has spoken after the negotiation are those of the alignment: what it edited was agreed before.
    """
    if stage in AFTERWARDS and not positions_by_party:
        return Agreement.AGREED
    said = {positions_by_party.get(code, "") for code in parties}
    if open_brackets:
        return Agreement.BRACKETED
    if PositionValue.OBJECT in said:
        return Agreement.OBJECTED
    if PositionValue.RESERVE in said:
        return Agreement.RESERVED
    if "" in said or has_tabled or not parties:
        return Agreement.OPEN
    return Agreement.AD_REF if PositionValue.AD_REF in said else Agreement.AGREED
