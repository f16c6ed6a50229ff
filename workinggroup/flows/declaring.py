"""What a delegation declares of its files, as a person writes it: a line for each, `label = code`. Pure."""

from collections.abc import Mapping, Sequence

from workinggroup.flows.codes import all_codes
from workinggroup.flows.importing.known import TEMPLATE
from workinggroup.flows.importing.layouts import COUNTRY_CODES, DIMENSIONS, TOLD, Labels, Meaning, of_codes
from workinggroup.flows.importing.words import fold

SIGN = "="
# What an empty cell may mean is told of these, by the headings of the portal's own template in either language.
COLUMNS = {
    heading: each
    for each in TEMPLATE.columns
    if each.meaning in DIMENSIONS and each.meaning not in TOLD
    for heading in each.headings
}


class Unclear(ValueError):
    """A line that says nothing, by what was written."""


def labels_in(written: str) -> dict[str, str]:
    """Further labels of citizenships with their codes. Raises `Unclear`."""
    return {label: _code(code, COUNTRY_CODES, line) for label, code, line in _parted(written)}


def groups_in(written: str) -> dict[str, str]:
    """Further labels of groups with their codes, of those that the structure of the files lists. Raises `Unclear`."""
    listed = of_codes(all_codes(Meaning.GROUP))
    return {label: _code(code, listed, line) for label, code, line in _parted(written)}


def blanks_in(written: str) -> dict[str, str]:
    """What an empty cell of each dimension means. Raises `Unclear`."""
    found = {}
    for heading, code, line in _parted(written):
        column = COLUMNS.get(fold(heading))
        if column is None:
            raise Unclear(line)
        found[column.meaning.value] = _code(code, column.labels, line)
    return found


def as_written(declared: Mapping[str, str] | Sequence[str]) -> str:
    """The lines in which they are written, or the signs."""
    if not isinstance(declared, Mapping):
        return " ".join(declared)
    return "\n".join(f"{label} {SIGN} {code}" for label, code in declared.items())


def _parted(written: str) -> list[tuple[str, str, str]]:
    found = []
    for line in filter(None, map(str.strip, written.splitlines())):
        label, sign, code = (part.strip() for part in line.rpartition(SIGN))
        if not (label and sign and code):
            raise Unclear(line)
        found.append((label, code, line))
    return found


def _code(written: str, labels: Labels, line: str) -> str:
    code = labels.read(written)
    if code is None:
        raise Unclear(line)
    return code
