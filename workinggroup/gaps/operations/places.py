"""The list of places, kept by the secretariat."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people.models import Delegation
from workinggroup.gaps import rules
from workinggroup.gaps.models import Place


class PlaceIsThere(Refused):
    """A code names one place."""

    sentence = _("There is a place with the code %(code)s already.")
    field = "code"


class NobodysPlace(Refused):
    """Ground is somebody's."""

    sentence = _("Say on whose ground it lies, and what each of these delegations calls it.")
    field = "sides"


@transaction.atomic
def add_place(
    *,
    actor: Person,
    code: str,
    kind: str,
    sides: Sequence[str],
    names: Mapping[str, str],
    parent: Place | None = None,
    pair: Place | None = None,
) -> Place:
    """Add a place; `names` are what each side on whose ground it lies calls it. Refuses `PlaceIsThere`, `NobodysPlace`."""
    ensure(rules.can_keep_places(actor))
    if Place.objects.filter(code=code).exists():
        raise PlaceIsThere(code=code)
    called = {side: names.get(side, "").strip() for side in sides if names.get(side, "").strip()}
    if not sides or set(called) != set(sides):
        raise NobodysPlace
    rank = (Place.objects.aggregate(last=Max("rank"))["last"] or 0) + 1
    place = Place.objects.create(
        code=code, kind=kind, sides=list(sides), names=called, parent=parent, pair=pair, rank=rank
    )
    everyone = Delegation.objects.exclude(kind="guests").values_list("code", flat=True)
    record("workinggroup.place.added", place, actor=actor, releasable_to=list(everyone))
    return place
