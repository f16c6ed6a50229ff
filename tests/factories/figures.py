"""Files of figures, as texts and as workbooks."""

from collections.abc import Sequence

from tests.factories.lists import xlsx
from workinggroup.flows.importing.faults import Code, Reason
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.importing.reading import Reading

# What a dataset says of tables that tell neither.
CONSTANTS = {Meaning.INDICATOR: "EVT_IRR", Meaning.REPORTING: "PA"}


def text(*rows: Sequence[str], separator: str = ",", end: str = "\n") -> str:
    """The rows as a text, quoted where they must be."""
    return "".join(separator.join(f'"{cell}"' if separator in cell else cell for cell in row) + end for row in rows)


def written(kind: str, *rows: Sequence[str]) -> bytes:
    """The rows as a text, or as a workbook whose numbers are numbers."""
    if kind == "csv":
        return text(*rows).encode()
    cells = [
        [int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 16 else cell or None for cell in row]
        for row in rows
    ]
    return xlsx(*cells)


def told(reading: Reading) -> list[tuple[Code, str, Reason | None]]:
    """What is wrong, by its place and why."""
    return [(fault.code, fault.place, fault.reason) for fault in (*reading.faults, *reading.warnings)]
