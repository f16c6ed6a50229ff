"""What stands between a text and its next stage, in a shape that all stages share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Blocker:
    """One thing that the final text still lacks, as a sentence, and where to do it."""

    sentence: str
    url: str
