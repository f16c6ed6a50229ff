"""Numbers by which matters are called: drawn, not counted. Of a running number each reader could tell how many others there are
that he does not read."""

from secrets import randbelow
from typing import Any

FIRST, LAST = 1000, 9999


def draw_number(rows: Any, field: str = "number") -> int:
    """A number of four digits that none of these rows has; of five and more where nearly all of four are taken.

    For a caller who holds the lock under which rows of this kind are numbered. One SQL query.
    """
    taken = set(rows.exclude(**{field: None}).values_list(field, flat=True))
    last = LAST
    while len(taken) > (last - FIRST) * 0.8:
        last = last * 10 + 9
    while True:
        number = FIRST + randbelow(last - FIRST + 1)
        if number not in taken:
            return number
