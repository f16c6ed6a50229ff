"""Gaps brought in from a list as drafts of the own side: all of them, or none; never shared."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people.lists.named import Line
from portal.people.lists.names import fold
from portal.people.models import Delegation
from workinggroup.gaps import rules
from workinggroup.gaps.importing import MOST_ROWS, codes_said, kind_said
from workinggroup.gaps.models import Gap, Place
from workinggroup.gaps.operations.drafting import draft_gap
from workinggroup.gaps.states import Kind, Part
from workinggroup.handling.checking import refuse_identifiers
from workinggroup.handling.operations import write_passage

NAMED = 40
LONGEST_TITLE, LONGEST_REFERENCE, LONGEST_TEXT = 200, 60, 8000


class BadRows(Refused):
    """Nothing is written while a line is wrong."""

    sentence = gettext_lazy("Nothing was brought in. These lines are wrong: %(lines)s.")


class TooManyGaps(Refused):
    """As many as somebody looks through."""

    sentence = gettext_lazy("A list has at most %(most)s gaps. Send it in parts.")
    field = "file"


@dataclass
class Checked:
    """A line with what it comes to, and what is wrong with it."""

    number: int
    cells: dict[str, str]
    kind: str = ""
    place: Place | None = None
    owners: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def title(self) -> dict[str, str]:
        return {"en": self.cells.get("title", ""), "es": self.cells.get("title_es", "")}

    @property
    def text(self) -> dict[str, str]:
        return {"en": self.cells.get("description", ""), "es": self.cells.get("description_es", "")}


def check_gaps(*, lines: Sequence[Line], actor: Person) -> list[Checked]:
    """What each line comes to, and all that is wrong with it; nothing is written. Three SQL queries. Refuses `TooManyGaps`.

    What a cell with an identifier of a person says is repeated nowhere: the cell is shown empty.
    """
    ensure(rules.can_draft(actor))
    if len(lines) > MOST_ROWS:
        raise TooManyGaps(most=MOST_ROWS)
    known = _Known(actor, lines)
    return [known.check(line) for line in lines]


@transaction.atomic
def import_gaps(*, lines: Sequence[Line], actor: Person, now: datetime) -> list[Gap]:
    """Draft a gap of the actor's side for each line, which that side alone reads.

    Refuses `TooManyGaps`, and `BadRows` where anything is wrong with one of them: then nothing is written.
    """
    lock_key(f"gaps of {actor.code} from lists")
    checked = check_gaps(lines=lines, actor=actor)
    bad = [str(each.number) for each in checked if each.problems]
    if bad or not checked:
        raise BadRows(lines=", ".join([*bad[:NAMED], *(["…"] if len(bad) > NAMED else [])]))
    made = []
    for each in checked:
        gap = draft_gap(
            actor=actor,
            now=now,
            title=each.title,
            kind=each.kind,
            place=each.place,
            owners=each.owners,
            external_ref=each.cells.get("reference", ""),
        )
        write_passage(whole=gap, actor=actor, now=now, part=Part.DESCRIPTION, text=each.text)
        made.append(gap)
    return made


class _Known:
    """What lines are checked against, read at once."""

    def __init__(self, actor: Person, lines: Sequence[Line]) -> None:
        self.sides = set(Delegation.objects.filter(kind="delegation").values_list("code", flat=True))
        self.places: dict[str, Place] = {}
        for place in Place.objects.all():
            for name in (place.code, str(place), *place.names.values()):
                self.places.setdefault(fold(name), place)
        wanted = [line.cells.get("reference", "") for line in lines]
        self.twice = {each for each, count in Counter(filter(None, wanted)).items() if count > 1}
        rows = Gap.objects.filter(raised_by=actor.code, external_ref__in=filter(None, wanted))
        self.there = set(rows.values_list("external_ref", flat=True))
        self.kinds: dict[str, str] = {}
        for language in ("en", "es"):
            with translation.override(language):
                self.kinds |= {fold(str(kind.label)): kind.value for kind in Kind}

    def check(self, line: Line) -> Checked:
        found = Checked(line.number, dict(line.cells))
        wrong, cells = found.problems.append, found.cells
        for name in line.formulas:
            wrong(_("A cell holds a formula without a value: %(column)s.") % {"column": name})
        for name, words in list(cells.items()):
            try:
                refuse_identifiers([words])
            except Refused as refusal:
                wrong(str(refusal))
                cells[name] = ""
        if not cells.get("title") and not cells.get("title_es"):
            wrong(_("It has no title."))
        if max(len(words) for words in found.title.values()) > LONGEST_TITLE:
            wrong(_("Its title is longer than %(most)s characters.") % {"most": LONGEST_TITLE})
        if max(len(words) for words in found.text.values()) > LONGEST_TEXT:
            wrong(_("What is weak is told in more than %(most)s characters.") % {"most": LONGEST_TEXT})
        if not any(found.text.values()):
            wrong(_("It does not say what is weak."))
        kind = kind_said(cells.get("kind", ""), self.kinds)
        if kind is None:
            wrong(_("No kind of gap is called “%(words)s”.") % {"words": cells["kind"]})
        found.kind = kind or ""
        if cells.get("place"):
            found.place = self.places.get(fold(cells["place"]))
            if found.place is None:
                wrong(_("No place is called “%(words)s”.") % {"words": cells["place"]})
        found.owners = codes_said(cells.get("owners", ""))
        if outside := [code for code in found.owners if code not in self.sides]:
            wrong(_("No delegation has the code %(codes)s.") % {"codes": ", ".join(outside)})
        self._check_reference(cells.get("reference", ""), wrong)
        return found

    def _check_reference(self, reference: str, say: Callable[[str], None]) -> None:
        if len(reference) > LONGEST_REFERENCE:
            say(_("Its reference is longer than %(most)s characters.") % {"most": LONGEST_REFERENCE})
        if reference in self.twice:
            say(_("Two lines have the reference %(reference)s.") % {"reference": reference})
        if reference in self.there:
            say(_("Your delegation has brought in %(reference)s already.") % {"reference": reference})
