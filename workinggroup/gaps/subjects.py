"""Gaps are handled: their originators say who reads them, and the sides on whose ground they lie control them, too."""

from django.utils.translation import gettext_lazy as _

from workinggroup.gaps.composing import compose
from workinggroup.gaps.models import Gap, GapPassage, Place
from workinggroup.gaps.states import Part, Status
from workinggroup.handling.checking import know_words
from workinggroup.handling.things import ThingKind, handle_things

GAP = handle_things(
    ThingKind(
        "gap",
        Gap,
        GapPassage,
        _("a security gap"),
        ground=lambda gap: list(gap.owners),
        parts=Part.choices,
        # A draft is shared by being raised.
        may_share=lambda gap: gap.raised_at is not None,
        may_write=lambda gap: gap.status not in {Status.CLOSED, Status.DROPPED},
        compose=compose,
        promise="commitment",
    )
)
# The names of places are told to everybody.
know_words(lambda: [name for names in Place.objects.values_list("names", flat=True) for name in names.values()])
