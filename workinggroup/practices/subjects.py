"""Practices are handled: their origin says who reads them and each of their passages."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core import times
from portal.core.people import Person
from portal.core.texts import in_language
from workinggroup.handling.things import Matter, ThingKind, handle_things
from workinggroup.practices.models import Adoption, Practice, PracticePassage
from workinggroup.practices.notices import tell
from workinggroup.practices.queries import evidence_words
from workinggroup.practices.states import Part, worst_first


def compose_practice(practice: Practice, user: Person, audience: Sequence[str]) -> Matter:
    """What a paper says of a practice beside its passages, from rows that the whole audience reads."""
    confirmed = practice.evidence_words.filter(evidence=practice.evidence, releasable_to__contains=list(audience))
    facts = [
        (_("Ref."), practice.reference),
        (_("Origin"), str(practice.origin)),
        (_("Problem"), practice.get_problem_display()),
        (_("Evidence"), evidence_words(practice, sorted(confirmed.values_list("side_id", flat=True)))),
        *practice.needs,
    ]
    if practice.review_by:
        facts.append((_("To be reviewed by"), times.long_day(practice.review_by)))
    rows = Adoption.objects.filter(practice=practice, releasable_to__contains=list(audience)).select_related("side")
    used = [
        [
            str(each.side),
            str(each.get_status_display()),
            str(each.get_result_display()) if each.result else "",
            in_language(each.said),
        ]
        for each in sorted(rows, key=worst_first)
    ]
    heads = [_("Delegation"), _("Use"), _("Result"), _("What came of it")]
    tables = [(_("Elsewhere"), [heads, *used])] if used else []
    return Matter(in_language(practice.title), facts, tables)


PRACTICE = handle_things(
    ThingKind(
        "practice",
        Practice,
        PracticePassage,
        gettext_lazy("a practice"),
        parts=Part.choices,
        tell_readers=lambda practice, codes, actor, now: tell(practice, "shared", codes, now=now, actor=actor),
        compose=compose_practice,
        may_write=lambda practice: practice.is_draft or practice.is_live,
        may_share=lambda practice: practice.shared_at is not None,
    )
)
