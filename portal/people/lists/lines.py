"""What a page will do with each line of a list, and the lines as they travel from the preview to the confirmation."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from portal.core.characters import UNREADABLE
from portal.people.lists.columns import Column
from portal.people.lists.headings import Meaning
from portal.people.lists.names import is_name
from portal.people.lists.reading import Entry, Fault, Reading
from portal.people.lists.tables import clean

LONGEST_NAME = 150


@dataclass(frozen=True)
class Line:
    """One line: what will be written, or the sentence that says what to correct, or why it is skipped."""

    number: int
    name: str = ""
    function: str = ""
    kind: str = ""
    email: str = ""
    language: str = ""
    problem: str = ""
    skip: str = ""

    @property
    def is_ready(self) -> bool:
        return not self.problem and not self.skip


def line_of(entry: Entry) -> Line:
    """The line of an entry, with what is wrong on every page: a formula without a value, no name, a hidden row."""
    line = Line(entry.number, entry.name, entry.function, entry.kind, entry.email, entry.language)
    place = {"number": entry.number, "name": entry.name, "cell": entry.cell}
    if entry.is_hidden:
        words = _("Line %(number)s is hidden in the sheet: %(name)s") % place
        return replace(line, skip=words)
    if entry.fault:
        return replace(line, problem=say_fault(entry.fault) % place)
    if not entry.name:
        return replace(line, problem=_("Line %(number)s: there is no name") % place)
    if not is_name(entry.name):
        return replace(line, problem=_("Line %(number)s: “%(name)s” is not a name") % place)
    if len(entry.name) > LONGEST_NAME:
        return replace(line, problem=_("Line %(number)s: the name is longer than 150 letters") % place)
    return line


def say_fault(fault: Fault) -> str:
    """The sentence of a fault, with places for the line's number and the cell's address."""
    if fault == Fault.FORMULA:
        return _("Line %(number)s: cell %(cell)s holds a formula without a value. Write the value there")
    if fault == Fault.UNSTORABLE:
        return _("Line %(number)s: cell %(cell)s holds a sign that cannot be stored. Type it again")
    return _("Line %(number)s: there are two e-mail addresses. Leave one")


def say_why_left_out(column: Column) -> str:
    """Why nothing is taken of a column."""
    if column.meaning == Meaning.TELEPHONE:
        return _("the portal keeps no telephone numbers")
    if column.meaning == Meaning.UNKNOWN:
        return _("not understood")
    return _("not kept here")


def say_meaning(column: Column, kind: str) -> str:
    """What a kept column is taken for; `kind` is what the page calls what people come as."""
    words = {
        Meaning.FUNCTION: _("function"),
        Meaning.KIND: kind,
        Meaning.EMAIL: _("e-mail address"),
        Meaning.LANGUAGE: _("language"),
        Meaning.GIVEN: _("given names"),
        Meaning.FAMILY: _("family names"),
        Meaning.FAMILY_FIRST: _("family names, given names"),
        Meaning.NAME_AND_FUNCTION: _("name, function"),
    }
    return words.get(column.meaning, _("name"))


def confirmed(lines: Iterable[Line]) -> str:
    """The lines that are ready, for the form that confirms them: exactly what was shown is what is written."""
    rows = [
        [each.number, each.name, each.function, each.kind, each.email, each.language] for each in lines if each.is_ready
    ]
    return json.dumps(rows, ensure_ascii=False)


def read_confirmed(text: str) -> Reading:
    """The entries of lines that were shown. Raises `ValueError` for what `confirmed` has not made."""
    rows = json.loads(text)
    if not isinstance(rows, list):
        raise ValueError
    return Reading(tuple(map(_entry, rows)))


def _entry(row: Sequence[object]) -> Entry:
    if not isinstance(row, list) or len(row) != 6:
        raise ValueError
    number, *words = row
    if not isinstance(number, int) or not all(isinstance(word, str) for word in words):
        raise ValueError
    if any(UNREADABLE.search(word) or clean(word) != word for word in words):
        raise ValueError
    name, function, kind, email, language = words
    return Entry(number, name, function, kind, email, language)
