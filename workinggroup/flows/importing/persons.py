"""Whether a file looks like rows about persons, who have no place here. It quotes nothing of them. Pure.

Three things show it: what columns are called, numbers by which a state knows one person, and rows that count one by one.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from workinggroup.flows.importing.words import fold

WORDS = (
    "name|names|nombre|nombres|full name|first name|middle name|last name|family name|given name|surname|alias|apellido|apellidos"
    "|primer apellido|segundo apellido|apellido paterno|apellido materno|nombre completo|nombre y apellido|nombre y apellidos"
    "|nombres y apellidos|birth|birthdate|birth date|nacimiento|cui|dpi|dni|cedula|ssn|nss|rfc|social security number"
    "|identity number|número de identificación|phone|telephone|teléfono|email|e-mail|correo|correo electrónico|home address"
    "|domicilio|fingerprint|huella|event number|case number|número de expediente"
)
HEADINGS = frozenset(fold(word) for word in WORDS.split("|"))
INSIDE = re.compile(
    r"\b(curp|a[- ]?number|alien (?:registration )?(?:number|no)|passport|pasaporte|date of birth|dob"
    r"|fecha (?:de )?nac(?:imiento)?|apellidos?|surname|(?:first|last|full|given) name|nombre completo)\b"
)
NUMBER = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
# Numbers of one person, each a whole cell: population registers of Mexico and Guatemala, tax and social security numbers, numbers
# of aliens and passports (a letter and eight or nine figures; areas have two letters, or fewer figures).
IDENTITIES = re.compile(
    r"[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d"
    r"|[A-ZÑ&][AEIOUX][A-ZÑ&]{2}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[A-Z0-9]{3}"
    r"|A[-\s]?\d{3}[-\s]?\d{3}[-\s]?\d{2,3}|[A-Z]\d{8,9}|\d{3}-\d{2}-\d{4}"
)
CUI = re.compile(r"(\d{4})[ -]?(\d{4})(\d)[ -]?(\d{2})(\d{2})")
DEPARTMENTS = range(1, 23)
# So many rows that nearly all count one are no table of figures.
MOST_ROWS, MOST_ONES = 1000, 0.95


def about_persons(cells: Sequence[str]) -> str:
    """The word by which a row of headings shows that the table is of persons, "" where none does. Our word, not the file's.

    A row with a number in it heads nothing: its cells may be codes that look like such words.
    """
    if sum(bool(cell.strip()) for cell in cells) < 2 or any(NUMBER.fullmatch(cell.strip()) for cell in cells):
        return ""
    for cell in cells:
        heading = fold(cell)
        if heading in HEADINGS:
            return heading
        if found := INSIDE.search(heading):
            return found[1]
    return ""


class OfPersons(Exception):
    """The file looks like rows about persons: nothing more of it is read. `word` is ours, and says why where a word does."""

    def __init__(self, word: str = "") -> None:
        super().__init__()
        self.word = word


@lru_cache(maxsize=65536)
def identifies(cell: str) -> bool:
    """Whether a cell is a number by which a state knows one person."""
    written = cell.strip().upper()
    if len(written) < 9:
        return False
    return bool(IDENTITIES.fullmatch(written)) or _is_cui(written)


def _is_cui(written: str) -> bool:
    """Whether it is a number of Guatemala's register: eight figures, their check figure, a department and a municipality."""
    found = CUI.fullmatch(written)
    if not found or int(found[4]) not in DEPARTMENTS:
        return False
    weighed = sum(int(figure) * weight for weight, figure in enumerate(found[1] + found[2], 2))
    return weighed % 11 == int(found[3])


def require_no_persons(cells: Iterable[str]) -> None:
    """Refuse `OfPersons` where one of these cells identifies somebody."""
    if any(map(identifies, cells)):
        raise OfPersons


def counts_persons(rows: int, ones: int) -> bool:
    """Whether counts are a list of persons one by one: over a thousand rows, of which more than 95 % count 1."""
    return rows > MOST_ROWS and ones > rows * MOST_ONES
