"""What a paper of a gap says beside its passages, from rows that the whole audience reads."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from portal.core import times
from portal.core.people import Person
from portal.core.texts import in_language
from workinggroup.gaps.joint import GapJointRating
from workinggroup.gaps.models import Gap, GapPassage, Measure, Rating
from workinggroup.gaps.saying import standing_of
from workinggroup.gaps.states import Confidence, Level, Moment
from workinggroup.handling.things import Matter


def compose(gap: Gap, actor: Person, audience: Sequence[str]) -> Matter:
    """Its title and facts, the ratings and the measures. Four SQL queries.

    A rating stands in it only once its round is blind for nobody, by the sides that rated: who takes the paper has perhaps
    rated, and who gets it has not.
    """
    readers = list(audience)
    rows = Rating.objects.filter(gap=gap, releasable_to__contains=readers).select_related("round")
    ratings = [each for each in rows.order_by("-round__opened_at", "side") if not each.round.missing]
    agreed = GapJointRating.objects.filter(gap=gap, ended_at=None, yes__contains=F("parties")).select_related("round")
    together = {
        each.round_id: each for each in agreed.filter(releasable_to__contains=readers) if not each.round.missing
    }
    measures = measures_for(gap, readers).select_related("item").order_by("at")
    facts = [
        (_("Ref."), gap.reference),
        (_("What is weak"), gap.get_kind_display()),
        (_("Place"), str(gap.place or "–")),
        (_("Raised by"), gap.raised_by_id),
        (_("Mended by"), ", ".join(gap.owners)),
        (_("State"), f"{gap.get_status_display()}: {standing_of(gap).words}"),
    ]
    tables: list[tuple[str, Sequence[Sequence[str]]]] = []
    if ratings:
        rows_said = [_rated(each) for each in ratings] + [_agreed(each) for each in together.values()]
        tables.append((_("Ratings"), [_heads(), *rows_said]))
    if measures:
        heads = [_("Action item"), _("Delegation"), _("Due"), _("Status")]
        tables.append((_("Measures"), [heads, *map(_measured, measures)]))
    return Matter(in_language(gap.title), facts, tables)


def measures_for(gap: Gap, readers: Sequence[str]) -> Any:
    """The measures that all of these sides see, as the wall has it: each with its item and the part that it mends."""
    parts = GapPassage.objects.filter(gap=gap, releasable_to__contains=readers).values("anchor")
    rows = Measure.objects.filter(Q(threat_part="") | Q(threat_part__in=parts), gap=gap)
    return rows.filter(
        releasable_to__contains=readers,
        item__releasable_to__contains=readers,
        item__commitment__releasable_to__contains=readers,
    )


def _heads() -> list[str]:
    return [_("Rated by"), _("Moment"), _("Likelihood"), _("Impact"), _("Level"), _("How sure")]


def _rated(rating: Rating) -> list[str]:
    steps = [str(rating.likelihood), str(rating.impact), Level(rating.level).letter]
    return [rating.side_id, rating.get_moment_display(), *steps, str(Confidence(rating.confidence).label)]


def _agreed(joint: GapJointRating) -> list[str]:
    steps = [str(joint.likelihood), str(joint.impact), Level(joint.level).letter]
    return [", ".join(joint.parties), str(Moment(joint.round.moment).label), *steps, _("agreed by all")]


def _measured(measure: Measure) -> list[str]:
    item = measure.item
    due = times.short_date(item.due_on)
    return [f"{item.reference} {item.title}", item.delegation_id, due, str(item.get_status_display())]
