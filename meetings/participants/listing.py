"""Reading a list of participants: one person a line, with a verdict on each before anything is written."""

import csv
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from meetings.participants.bringing import MOST_ROWS, ListTooLarge
from meetings.participants.states import Kind
from portal.people.listing import fold

LONGEST_NAME = 150
LONGEST_TITLE = 200
# What lists call the kinds, in both languages, without accents and in lower case.
KIND_WORDS = {
    "head": Kind.HEAD, "head of delegation": Kind.HEAD, "jefe de delegacion": Kind.HEAD,
    "jefa de delegacion": Kind.HEAD, "jefatura de delegacion": Kind.HEAD, "jefatura": Kind.HEAD,
    "member": Kind.MEMBER, "miembro": Kind.MEMBER, "delegate": Kind.MEMBER, "delegado": Kind.MEMBER,
    "delegada": Kind.MEMBER, "adviser": Kind.MEMBER, "asesor": Kind.MEMBER, "asesora": Kind.MEMBER,
    "interpreter": Kind.INTERPRETER, "interprete": Kind.INTERPRETER,
    "security": Kind.SECURITY, "seguridad": Kind.SECURITY,
    "press": Kind.PRESS, "prensa": Kind.PRESS,
    "guest": Kind.GUEST, "invitado": Kind.GUEST, "invitada": Kind.GUEST,
}  # fmt: skip
COLUMNS = {
    "name": "name", "nombre": "name", "full name": "name", "nombre completo": "name",
    "title": "title", "function": "title", "position": "title", "cargo": "title", "funcion": "title",
    "kind": "kind", "type": "kind", "role": "kind", "tipo": "kind", "calidad": "kind", "rol": "kind",
}  # fmt: skip
ORDER = ["name", "title", "kind"]


@dataclass(frozen=True)
class Line:
    """One line: what will be entered, or the sentence that says what to correct or why it is skipped."""

    number: int
    name: str = ""
    title: str = ""
    kind: str = Kind.MEMBER
    problem: str = ""
    skip: str = ""

    @property
    def is_ready(self) -> bool:
        return not self.problem and not self.skip

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label)


def read_list(text: str, *, listed: Collection[str] = (), has_head: bool = False) -> list[Line]:
    """Every line with its verdict. Columns are name, function, kind, in that order or as a first line names them.

    `listed` are names already on the list. Commas, semicolons or tabs part columns. Refuses `ListTooLarge`.
    """
    rows = _rows(text)
    if len(rows) > MOST_ROWS:
        raise ListTooLarge
    order = ORDER
    if rows and (named := _headings(rows[0][1])):
        order, rows = named, rows[1:]
    seen = {fold(name) for name in listed}
    lines: list[Line] = []
    for number, row in rows:
        line = _read(number, dict(zip(order, row, strict=False)))
        if line.is_ready and fold(line.name) in seen:
            line = replace(line, skip=_("%(name)s is on the list already") % {"name": line.name})
        elif line.is_ready and line.kind == Kind.HEAD and has_head:
            line = replace(line, problem=_("Line %(number)s: a delegation has one head") % {"number": number})
        if line.is_ready:
            seen.add(fold(line.name))
            has_head = has_head or line.kind == Kind.HEAD
        lines.append(line)
    return lines


def _rows(text: str) -> list[tuple[int, list[str]]]:
    text = text.lstrip("\ufeff")
    separator: str = max("\t;,", key=text.count)
    reader = csv.reader(text.splitlines(), delimiter=separator)
    cells = ((reader.line_num, [" ".join(cell.split()) for cell in row]) for row in reader)
    return [(number, row) for number, row in cells if any(row)]


def _headings(row: list[str]) -> list[str]:
    names = [COLUMNS.get(fold(cell), f"other {place}") for place, cell in enumerate(row)]
    return names if "name" in names else []


def _read(number: int, cells: dict[str, str]) -> Line:
    name, title, word = (cells.get(column, "") for column in ORDER)
    line = Line(number, name, title)
    if not name:
        return replace(line, problem=_("Line %(number)s: there is no name") % {"number": number})
    if len(name) > LONGEST_NAME or len(title) > LONGEST_TITLE:
        return replace(line, problem=_("Line %(number)s: the name or function is too long") % {"number": number})
    kind = KIND_WORDS.get(fold(word)) if word else Kind.MEMBER
    if kind is None:
        words = {"number": number, "word": word}
        return replace(line, problem=_("Line %(number)s: “%(word)s” is not a kind of participant we know") % words)
    return replace(line, kind=kind)
