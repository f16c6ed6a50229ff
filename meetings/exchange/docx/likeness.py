"""How far the words of paragraphs are those of others that were parted, joined and edited. Pure."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import chain

from meetings.texts.docx.marks import settled

# What share of a part's words must stand on the other side, and how many at least.
SHARE, FEW = 0.5, 3


def holds_each(whole: str, parts: Sequence[str]) -> bool:
    """Whether each part is for the greater share in the whole, in this order."""
    words = [settled(part).casefold().split() for part in parts]
    matcher = SequenceMatcher(None, settled(whole).casefold().split(), list(chain(*words)), autojunk=False)
    met: list[int] = []
    for block in matcher.get_matching_blocks():
        met += range(block.b, block.b + block.size)
    start = 0
    for part in words:
        found = sum(start <= index < start + len(part) for index in met)
        if found < max(FEW, SHARE * len(part)):
            return False
        start += len(part)
    return True
