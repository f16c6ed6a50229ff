"""What a full download of figures costs until its first byte, until its first figures, and whole; part of `--flowing`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.benchmarks.reminding import Effort
from tests.benchmarks.seeding import signed_in
from workinggroup.flows.exporting.shown import Shown
from workinggroup.flows.queries.leaving import all_figures
from workinggroup.flows.views import downloading


@dataclass(frozen=True)
class Sent:
    """Milliseconds of work, and how many figures were read, before the first byte, before the first figures, and in all; how many
    lines of figures came, and how many bytes the largest piece had."""

    first: float
    first_read: int
    figures: float
    figures_read: int
    whole: float
    read: int
    lines: int
    largest: int


def sent(effort: Effort, person: Any, indicator: str, form: str = "full.csv") -> Sent:
    """An indicator in full, asked for as a browser does and taken piece by piece."""
    key = signed_in(person, settings.AUTHENTICATION_BACKENDS[0])
    client = Client(SERVER_NAME="localhost", headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"})
    read = 0

    def counted(*asked: Any, **more: Any) -> Iterator[Shown]:
        nonlocal read
        for figure in all_figures(*asked, **more):
            read += 1
            yield figure

    with patch.object(downloading, "all_figures", counted):
        answer: Any = None
        pieces: Iterator[bytes] = iter(())

        def begin() -> bytes:
            nonlocal answer, pieces
            answer = client.get(reverse("flows:download", args=[indicator, form]))
            assert answer.status_code == 200, answer.status_code
            assert answer.streaming
            pieces = iter(answer)
            head: bytes = next(pieces)
            return head

        # The first request of a process loads what every page needs.
        begin()
        answer.close()
        first, head = effort.of(begin)
        first_read = read
        figures, piece = effort.of(lambda: next(pieces))
        figures_read = read
        lines, largest = piece.count(b"\r\n"), len(piece)

        def rest() -> None:
            nonlocal lines, largest
            for each in pieces:
                lines, largest = lines + each.count(b"\r\n"), max(largest, len(each))

        last, _none = effort.of(rest)
    assert head.count(b"\r\n") == 1, "the headings, and nothing else"
    return Sent(first, first_read, first + figures, figures_read, first + figures + last, read, lines, largest)
