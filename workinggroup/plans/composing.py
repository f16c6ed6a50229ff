"""What a paper of a plan says beside its sections: one version, from rows that the whole audience reads."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.core import times
from portal.core.people import Person
from portal.core.texts import in_language, word_for_language
from portal.people.models import Delegation
from workinggroup.handling.things import Matter
from workinggroup.plans.content import PARTS, Work, bound_words, work_of
from workinggroup.plans.models import Plan, PlanVersion
from workinggroup.plans.queries import said_of
from workinggroup.plans.states import Stage
from workinggroup.plans.wording import floats, lasts

Rows = list[list[str]]


def compose(version: PlanVersion, actor: Person, audience: Sequence[str]) -> Matter:
    """Its facts, its objectives, tasks and means; for parties also its stage, its hash, and what each said to it and when by its
    own clock. What all parties agree on or are to agree on is known to each of them. 22 SQL queries at most."""
    plan, readers = version.plan, list(audience)
    among_parties = set(readers) <= set(plan.parties)
    facts = [
        (_("Ref."), plan.reference or str(plan)),
        (_("Commitment"), plan.commitment.reference),
        (_("Parties"), ", ".join(plan.parties)),
        (_("Period"), times.short_span(version.starts_on, version.ends_on)),
        (_("Status"), str(plan.get_status_display())),
        (_("Version"), f"{version.number}, {version.get_stage_display()}" if among_parties else str(version.number)),
    ]
    facts += [("SHA-256", version.sha256)] if version.sha256 and among_parties else []
    facts += [(_("What the public may be told"), in_language(version.summary))] if version.summary else []
    parts = {
        kind: list(model.objects.filter(version=version, releasable_to__contains=readers))
        for kind, (model, _fields) in PARTS.items()
    }
    work = work_of(version)
    numbers = work.numbers
    tables = [
        (_("Consent"), _consents(plan, version) if among_parties else []),
        (_("Objectives"), _objectives(parts["objective"])),
        (_("Tasks"), _tasks(work, version, readers)),
        (_("Resources"), _resources(parts["resource"], numbers)),
        (_("Each side’s legal basis"), _bases(parts["basis"])),
        (_("Safeguards"), _safeguards(parts["safeguard"])),
        (_("Functions that are reached"), _posts(parts["post"])),
        (_("Rhythm of reports"), _rhythms(parts["rhythm"])),
    ]
    known = bound_words(version) if among_parties else []
    return Matter(in_language(plan.title), facts, [(name, rows) for name, rows in tables if len(rows) > 1], known)


def _tasks(work: Work, version: PlanVersion, readers: Sequence[str]) -> Rows:
    """The tasks in their order with the days that follow from their links, and how much each may move."""
    spans = work.spans(within=version.ends_on.toordinal() + 1)
    numbers, links = work.numbers, work.written_links()
    heads = [_("No."), _("Task"), _("Lead"), _("Begins"), _("Ends"), _("Takes"), _("To spare"), _("After")]
    return [heads] + [
        [
            numbers[task.pk],
            str(task),
            task.lead_id,
            times.short_date(date.fromordinal(spans[task.pk].start)),
            times.short_date(date.fromordinal(max(spans[task.pk].finish - 1, spans[task.pk].start))),
            lasts(task.days, milestone=task.milestone),
            floats(spans[task.pk].slack, is_critical=spans[task.pk].is_critical),
            links.get(task.pk, ""),
        ]
        for task in work.tasks
        if set(readers) <= set(task.releasable_to)
    ]


def _consents(plan: Plan, version: PlanVersion) -> Rows:
    rows = [[_("Delegation"), _("What it says"), _("When")]]
    if version.stage == Stage.DRAFTING:
        return rows
    zones = dict(Delegation.objects.filter(code__in=plan.parties).values_list("code", "time_zone"))
    for each in said_of(plan, version):
        day = times.long_day(times.local(each.answer.at, zones[each.code]).date()) if each.answer else ""
        rows.append([each.code, str(each.look[2]), day])
    return rows


def _objectives(objectives: Sequence[Any]) -> Rows:
    ordered = sorted(objectives, key=lambda each: each.number)
    return [[_("No."), _("Objective")], *([str(each.number), in_language(each.text)] for each in ordered)]


def _resources(resources: Sequence[Any], numbers: Any) -> Rows:
    heads = [_("Side"), _("What"), _("How many"), _("For the task"), _("When")]
    rows = sorted(resources, key=lambda each: (each.side_id, each.kind, each.from_on))
    return [heads] + [
        [
            each.side_id,
            str(each.get_kind_display()),
            str(each.count),
            numbers.get(each.task_id, ""),
            times.short_span(each.from_on, each.to_on),
        ]
        for each in rows
    ]


def _bases(bases: Sequence[Any]) -> Rows:
    rows = sorted(bases, key=lambda each: (each.side_id, each.article))
    return [
        [_("Side"), _("Instrument"), _("Article")],
        *([each.side_id, in_language(each.instrument), each.article] for each in rows),
    ]


def _safeguards(safeguards: Sequence[Any]) -> Rows:
    rows = sorted(safeguards, key=lambda each: (each.side_id, str(each)))
    return [
        [_("Side"), _("Risk"), _("Measure")],
        *([each.side_id, in_language(each.risk), in_language(each.measure)] for each in rows),
    ]


def _posts(posts: Sequence[Any]) -> Rows:
    heads = [_("Side"), _("Function"), _("Level"), _("Hours"), _("Language"), _("Channel")]
    rows = sorted(posts, key=lambda each: (each.side_id, str(each)))
    return [heads] + [
        [
            each.side_id,
            str(each),
            str(each.get_level_display()),
            each.hours,
            word_for_language(each.language),
            each.channel,
        ]
        for each in rows
    ]


def _rhythms(rhythms: Sequence[Any]) -> Rows:
    rows = sorted(rhythms, key=lambda each: (each.side_id, each.to_side_id, each.every))
    return [[_("From"), _("To"), _("How often"), _("By")]] + [
        [
            each.side_id,
            each.to_side_id,
            str(each.get_every_display()),
            f"{each.by:%H:%M} {each.zone}".strip() if each.by else "",
        ]
        for each in rows
    ]
