"""Reading a pasted or uploaded list of people: one person a line, in any order of columns people really use."""

import csv
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from portal.people.states import Role

LONGEST = 1000

# What people call the roles, in both languages, without accents and in lower case.
ROLE_WORDS = {
    "head": Role.HEAD, "head of delegation": Role.HEAD, "jefe de delegacion": Role.HEAD, "jefa de delegacion": Role.HEAD,
    "jefatura": Role.HEAD, "jefatura de delegacion": Role.HEAD,
    "coordinator": Role.COORDINATOR, "coordinador": Role.COORDINATOR, "coordinadora": Role.COORDINATOR,
    "coordinacion": Role.COORDINATOR, "focal point": Role.COORDINATOR, "punto focal": Role.COORDINATOR,
    "negotiator": Role.NEGOTIATOR, "negociador": Role.NEGOTIATOR, "negociadora": Role.NEGOTIATOR,
    "negociacion": Role.NEGOTIATOR,
    "member": Role.MEMBER, "miembro": Role.MEMBER, "expert": Role.MEMBER, "experto": Role.MEMBER, "experta": Role.MEMBER,
    "observer": Role.OBSERVER, "observador": Role.OBSERVER, "observadora": Role.OBSERVER, "observacion": Role.OBSERVER,
}  # fmt: skip
LANGUAGE_WORDS = {"en": "en", "english": "en", "ingles": "en", "es": "es", "spanish": "es", "espanol": "es"}
HEADINGS = {
    "name",
    "nombre",
    "mail",
    "email",
    "e-mail",
    "correo",
    "correo electronico",
    "role",
    "rol",
    "funcion",
    "cargo",
}


@dataclass(frozen=True)
class Line:
    """One line of the list: what will be done with it, or the sentence that says what to correct."""

    number: int
    name: str = ""
    email: str = ""
    role: str = ""
    language: str = ""
    problem: str = ""
    skip: str = ""

    @property
    def is_ready(self) -> bool:
        return not self.problem and not self.skip


class TooLong(ValueError):
    """More than `LONGEST` lines."""


def read_list(
    text: str,
    *,
    language: str,
    role: str = Role.MEMBER,
    has_account: Collection[str] = (),
    invited: Collection[str] = (),
) -> list[Line]:
    """Read a list of people; every line comes back, ready, skipped or with the sentence that says what is wrong.

    Commas, semicolons and tabs part the columns; the columns are told apart by what they hold. `language` and `role`
    stand in where a line names none. Lines without a person (empty, or headings) are left out. Raises `TooLong`.
    """
    rows = [(number, row) for number, row in _rows(text) if any(row) and not _is_heading(row)]
    if len(rows) > LONGEST:
        raise TooLong
    lines: list[Line] = []
    seen: set[str] = set()
    for number, row in rows:
        line = _read_line(number, row, language, role)
        if line.is_ready and line.email in seen:
            line = replace(line, skip=_("%(name)s stands in the list twice") % {"name": line.name})
        elif line.is_ready and line.email in has_account:
            line = replace(line, skip=_("%(name)s has an account already") % {"name": line.name})
        elif line.is_ready and line.email in invited:
            line = replace(line, skip=_("%(name)s was invited already") % {"name": line.name})
        seen.add(line.email)
        lines.append(line)
    return lines


def addresses(text: str) -> set[str]:
    """Every e-mail address a list names, for looking up which are known."""
    return {cell.lower() for _number, row in _rows(text) for cell in row if "@" in cell}


def _rows(text: str) -> list[tuple[int, list[str]]]:
    rows = []
    for number, raw in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        separator: str = max(",;\t", key=raw.count)
        cells = next(csv.reader([raw], delimiter=separator), [])
        bracketed = re.fullmatch(r"\s*(.+?)\s*<([^<>\s]+@[^<>\s]+)>\s*", cells[0]) if cells else None
        if bracketed:
            cells[:1] = [bracketed[1].strip('"'), bracketed[2]]
        rows.append((number, [" ".join(cell.split()) for cell in cells]))
    return rows


def _is_heading(row: list[str]) -> bool:
    return not any("@" in cell for cell in row) and sum(fold(cell) in HEADINGS for cell in row) >= 2


def _read_line(number: int, row: list[str], language: str, role: str) -> Line:
    place = _("Line %(number)s") % {"number": number}
    email = next((cell.lower() for cell in row if "@" in cell), "")
    others = [cell for cell in row if cell and "@" not in cell]
    found_role, others = _take(others, ROLE_WORDS)
    found_language, others = _take(others, LANGUAGE_WORDS)
    name = others[0] if others else ""
    line = Line(number, name, email, found_role or role, found_language or language)
    if not email:
        return replace(line, problem=_("%(place)s: there is no e-mail address") % {"place": place})
    try:
        validate_email(email)
    except ValidationError:
        return replace(
            line, problem=_("%(place)s: “%(email)s” is not an e-mail address") % {"place": place, "email": email}
        )
    if not name:
        return replace(line, problem=_("%(place)s: there is no name") % {"place": place})
    if len(name) > 150:
        return replace(line, problem=_("%(place)s: the name is longer than 150 letters") % {"place": place})
    if len(others) > 1:
        return replace(
            line, problem=_("%(place)s: “%(word)s” is not a role we know") % {"place": place, "word": others[1]}
        )
    return line


def _take(cells: list[str], words: Mapping[str, str]) -> tuple[str, list[str]]:
    """The first cell after the name that one of the word lists knows, and the cells without it."""
    known: Callable[[str], str] = lambda cell: words.get(fold(cell), "")  # noqa: E731
    for index, cell in enumerate(cells):
        if index and known(cell):
            return known(cell), cells[:index] + cells[index + 1 :]
    return "", cells


def fold(text: str) -> str:
    """Lower case without accents, for comparing what people type."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).strip()
