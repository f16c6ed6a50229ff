"""What stands between a text and its next stage, in a shape that all stages share."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Blocker:
    """One thing that a text still lacks, as a sentence, and where to do it.

    On a page that says who does what by when: its `title`, whom it waits for, by which instant, and what the one `action` is
    called; `sends` says that the address takes it as a form of one button, `mine` that the reader is the one to do it.
    """

    sentence: str
    url: str
    title: str = ""
    who: tuple[str, ...] = ()
    by: datetime | None = None
    action: str = ""
    sends: bool = False
    mine: bool = False
