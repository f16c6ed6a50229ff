"""What a follow-up pack says of the operational cell: under each heading its matters, each with its mark in brackets."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.core import times
from portal.core.texts import in_language
from workinggroup.gaps.states import Level
from workinggroup.handling.papers import mark_words
from workinggroup.pack.book import Block, Heading, Line, Table
from workinggroup.pack.cell import Cell, Entry, Topic
from workinggroup.plans.states import Status as PlanStatus

HEADINGS = {
    Topic.CLAIMS: gettext_lazy("Gaps claimed as mended that wait for verification"),
    Topic.GAPS: gettext_lazy("Open gaps that are high or very high"),
    Topic.PLANS: gettext_lazy("Plans in force"),
    Topic.REQUESTS: gettext_lazy("Requests for information past their day"),
}
WAITS = {
    Topic.CLAIMS: gettext_lazy("Verified by"),
    Topic.GAPS: gettext_lazy("Mended by"),
    Topic.REQUESTS: gettext_lazy("Answered by"),
}
WIDTHS = [4.0, 7.4, 2.2, 3.2]


def say_cell(cell: Cell) -> Iterator[Block]:
    """The part of a pack on the operational cell, in the language that is on; nothing of an empty one."""
    if not cell.entries:
        return
    yield Heading(
        _("Operational cell"),
        1,
        _(
            "What your side reads of gaps, plans and requests. What is marked narrower than TLP:AMBER stands in no pack."
        ),
    )
    for topic in Topic:
        if entries := cell.under(topic):
            yield Heading(str(HEADINGS[topic]), 2)
            if topic is Topic.PLANS:
                for entry in entries:
                    yield from _plan(entry)
            else:
                rows = [[entry.reference, _matter(entry), ", ".join(entry.sides), _when(entry)] for entry in entries]
                yield Table([_("Ref."), _("Matter"), str(WAITS[topic]), _("By when")], rows, WIDTHS)


def _matter(entry: Entry) -> str:
    """Its mark, its title, and what is to be known of it."""
    facts = [entry.place, str(Level(entry.level).label) if entry.level else ""]
    facts += [_("no measure yet")] if entry.topic is Topic.GAPS and entry.lacks else []
    lines = [f"{mark_words(entry.marking, entry.readers)} {in_language(entry.title)}", " · ".join(filter(None, facts))]
    return "\n".join(filter(None, lines))


def _when(entry: Entry) -> str:
    return times.short_date(entry.due_on) if entry.due_on else "–"


def _plan(entry: Entry) -> Iterator[Block]:
    count = len(entry.late)
    words = ngettext("%(count)s task is late", "%(count)s tasks are late", count) % {"count": count}
    facts = [", ".join(entry.sides), str(PlanStatus(entry.status).label), words if count else _("no task is late")]
    title = f"{mark_words(entry.marking, entry.readers)} {in_language(entry.title)}"
    yield Line(f"{title} ({'; '.join(facts)})", lead=f"{entry.reference} ", is_followed=bool(count))
    for late in entry.late:
        due = _("due %(day)s") % {"day": times.short_date(late.due_on)}
        yield Line(f"{in_language(late.title)} ({late.side}, {due})", lead=f"{late.number} ", is_listed=True)
