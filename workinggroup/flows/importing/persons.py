"""Whether a file looks like rows about persons, who have no place here. It quotes nothing of them. Pure."""

import re
from collections.abc import Sequence

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


def counts_persons(rows: int, ones: int) -> bool:
    """Whether counts are a list of persons one by one: over a thousand rows, of which more than 95 % count 1."""
    return rows > MOST_ROWS and ones > rows * MOST_ONES
