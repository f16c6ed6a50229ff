"""Whether numbers that are quoted with their addresses are what is cited, and still stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.core.people import Person
from workinggroup.flows.charts.figures import Figure
from workinggroup.flows.queries.numbers import Number, numbers_of
from workinggroup.flows.quoting import Quoted, quoted_in


@dataclass(frozen=True)
class Checked:
    """A quoted number held against what is cited; `number` is None where the address gives no figure that the reader sees."""

    quoted: Quoted
    number: Number | None

    @property
    def figure(self) -> Figure | None:
        return self.number.stand.figure if self.number else None

    @property
    def written(self) -> Figure:
        """What stands beside the address."""
        return Figure(self.quoted.value)

    @property
    def is_right(self) -> bool:
        return self.figure is not None and self.quoted.value is not None and self.figure.value == self.quoted.value

    @property
    def is_wrong(self) -> bool:
        """Whether another number stands beside the address than the one that is cited."""
        return self.number is not None and self.quoted.value is not None and not self.is_right


def checked_all(quoted: Iterable[Quoted], user: Person, *, latest: date) -> list[Checked]:
    """Numbers that are tied to addresses, each held against what is cited. Three SQL queries; none where nothing is quoted."""
    known = list(quoted)
    numbers = numbers_of(user, [each.citation for each in known], latest=latest)
    return [Checked(each, numbers.get(each.citation)) for each in known]


def checked(texts: Iterable[str], user: Person, *, latest: date) -> list[Checked]:
    """What texts quote, each address with its number once. Three SQL queries; none where nothing is quoted."""
    return checked_all(dict.fromkeys(each for text in texts for each in quoted_in(text)), user, latest=latest)
