"""What the preview of a list shows, before anything is written."""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.people.lists.columns import Column
from portal.people.lists.lines import Line, confirmed, say_meaning, say_why_left_out
from portal.people.lists.reading import Reading

# Beyond as many the preview says how many more there are.
MOST_LEFT_OUT = 20
# Encodings that were guessed.
GUESSED = {"cp1252": "Windows-1252", "mac_roman": "Mac OS Roman", "cp850": "MS-DOS 850"}


def previewed(
    reading: Reading | None,
    lines: Sequence[Line],
    kinds: Sequence[tuple[str, str | Promise]],
    *,
    called: str,
    **facts: Any,
) -> dict[str, Any]:
    """A page's facts about a list: its lines, how it was read, and `confirmed`, the fields of the form that confirms it.

    `kinds` are what people may come as, with its words, and `called` is what the page calls it; `facts` are further fields
    of that form.
    """
    ready = sum(line.is_ready for line in lines)
    shown = {"lines": lines, "ready": ready, "confirmed": facts | {"lines": confirmed(lines)} if ready else {}}
    if not reading:
        return shown
    left = [(each.number, quoted(each.text)) for each in reading.left_out]
    return shown | {
        "kinds": {kind: str(words) for kind, words in kinds},
        "reading": reading,
        "sheet": quoted(reading.sheet) if reading.sheet else "",
        "other_sheets": list(map(quoted, reading.other_sheets)),
        "encoding": GUESSED.get(reading.encoding, ""),
        "taken": [(_name(column), say_meaning(column, called)) for column in reading.columns if column.is_kept],
        "not_taken": [(_name(column), say_why_left_out(column)) for column in reading.not_kept],
        "left_out": left[:MOST_LEFT_OUT],
        "more_left_out": len(left) - len(left[:MOST_LEFT_OUT]),
    }


def quoted(words: str) -> str:
    """Words of the list, in the quotation marks of the reader's language."""
    return _("“%(words)s”") % {"words": words}


def _name(column: Column) -> str:
    """A column by its heading, or by its letter where it has none."""
    return quoted(column.heading) if column.heading else _("column %(letter)s") % {"letter": column.letter}
