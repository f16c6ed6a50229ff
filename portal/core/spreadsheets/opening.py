"""Opening a workbook that a stranger sent, in a process of its own with bounded memory and time. Pure.

A workbook of a few bytes can claim to be gigantic, and a failed allocation in a compiled library ends its whole process.
"""

import json
import subprocess
import sys
from collections.abc import Generator
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Timer
from typing import NamedTuple

# The process knows nothing of its surroundings but where the portal is.
PROGRAM = (
    f"import sys; sys.path.insert(0, {str(Path(__file__).parents[3])!r}); "
    "from portal.core.spreadsheets.workbooks import main; main()"
)
# What workbooks begin with: zipped ones, and those of Excel 97 to 2003.
BEGINNINGS = (b"PK", b"\xd0\xcf\x11\xe0")
TOO_LARGE = 3
WAIT = 15


class TooLarge(ValueError):
    """More than the bounds allow."""


class NotAWorkbook(ValueError):
    """It cannot be opened: cut off, with a password, or something else."""


@dataclass(frozen=True)
class Bounds:
    """How much a workbook may hold: rows with something in them in a sheet, columns, cells that a sheet spans, bytes when
    unpacked; and what opening it may cost: bytes of memory, seconds of work.

    With `marks` the hidden rows and the formulas without a value are told, which costs more work.
    """

    rows: int
    columns: int
    cells: int = 2_000_000
    unpacked: int = 20 * 1024 * 1024
    memory: int = 768 * 1024 * 1024
    seconds: int = 5
    marks: bool = True


class Sheet(NamedTuple):
    """A sheet begins. `merged` are cells that are one: first row, first column, last row, last column, from 0."""

    name: str
    is_hidden: bool
    merged: list[tuple[int, int, int, int]]


class Line(NamedTuple):
    """A row of the sheet that began last: its number, its cells, and the places of its formulas without a value."""

    number: int
    cells: list[str]
    is_hidden: bool
    missing: list[int]


def lines_of(data: bytes, bounds: Bounds) -> Generator[Sheet | Line]:
    """The sheets of an Excel or OpenDocument workbook, each followed by its rows: values, where formulas stand.

    Raises `TooLarge` or `NotAWorkbook`, maybe only after some rows.
    """
    command = [sys.executable, "-I", "-c", PROGRAM, json.dumps(asdict(bounds))]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        assert process.stdin
        assert process.stdout
        timer = Timer(bounds.seconds + WAIT, process.kill)
        timer.start()
        try:
            try:
                process.stdin.write(data)
                process.stdin.close()
            except BrokenPipeError:
                pass
            for line in process.stdout:
                found = json.loads(line)
                yield (
                    Sheet(found["name"], found["hidden"], found["merged"]) if isinstance(found, dict) else Line(*found)
                )
            process.wait()
        finally:
            timer.cancel()
            process.kill()
    if process.returncode == TOO_LARGE:
        raise TooLarge
    if process.returncode:
        raise NotAWorkbook
