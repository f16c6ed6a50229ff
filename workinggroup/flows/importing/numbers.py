"""Counts as files write them: whole, zero or more, in one unmistakable way. Pure."""

import re
from typing import NamedTuple

from workinggroup.flows.importing.faults import Reason

# What a spreadsheet makes of a whole number is still one: 9584.0. With three zeros it may be thousands.
WHOLE = re.compile(r"(\d{1,15})(?:\.0*)?", re.ASCII)
FRACTION = re.compile(r"\d+[.]\d+(?:[eE][+-]?\d+)?|[.]\d+", re.ASCII)
# 1,234 and 1.234 are a thousand here and one point two there.
SEPARATED = re.compile(r"\d{1,3}(?:([,. '’\u00a0\u2009\u202f])\d{3})(?:\1\d{3})*", re.ASCII)
DECIMAL_COMMA = re.compile(r"\d+,\d+", re.ASCII)
NEGATIVE = re.compile(r"[-−–(]\s*\d[\d.,]*\)?", re.ASCII)


class NotWhole(NamedTuple):
    """Why a cell is no count, and what may be meant."""

    reason: Reason
    fix: str = ""


def whole(written: str) -> int | NotWhole:
    """The count that a cell writes, or why it writes none. Nothing is guessed: "1,234" is refused, 1234 may be meant."""
    text = written.strip()
    is_separated = SEPARATED.fullmatch(text)
    found = WHOLE.fullmatch(text)
    if found and not is_separated:
        return int(found[1])
    if not text:
        return NotWhole(Reason.NO_VALUE)
    if NEGATIVE.fullmatch(text):
        return NotWhole(Reason.NEGATIVE)
    if is_separated:
        return NotWhole(Reason.SEPARATED, re.sub(r"\D", "", text))
    if FRACTION.fullmatch(text) or DECIMAL_COMMA.fullmatch(text):
        return NotWhole(Reason.FRACTION)
    return NotWhole(Reason.NO_NUMBER)
