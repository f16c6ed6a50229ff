"""What a follow-up pack says in one language: its contents as the parts of a paper."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from textwrap import shorten
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from meetings.promises.states import Due as DueKind
from meetings.rounds.models import Meeting
from meetings.rounds.telling import facts_of
from meetings.texts.canonical import short_hash
from portal.core import times
from portal.core.texts import in_language, name_of_language
from workinggroup.actionitems.states import Status as ItemStatus
from workinggroup.commitments.saying import due_words
from workinggroup.pack.book import Block, Book, Heading, Line, Quote, Table
from workinggroup.pack.contents import Ask, Contents, Frame, Matter, Note, Point, Task, in_groups, notes_on
from workinggroup.pack.saying_cell import say_cell
from workinggroup.progress.forecasting import forecast
from workinggroup.progress.standing import Rule, stand
from workinggroup.progress.states import Completion

# A part of a pack, said in the language that is on.
Part = Callable[[Contents], Iterator[Block]]
# So many assessment sheets go into a volume: setting a longer one takes too much memory.
SHEETS = 100
# Of a commitment's words, where its sheet has the rest.
LONGEST = 90
# Kinds of time that are said in words by the day that follows from them.
TOLD_BY_DAY = frozenset({DueKind.MONTH, DueKind.YEAR_END})
POINTS = {
    Frame.OPENING: gettext_lazy("Opening and adoption of the agenda"),
    Rule.DISPUTED: gettext_lazy("Commitments on which views differ"),
    Rule.LATE: gettext_lazy("Commitments that are late"),
    Rule.LEADERLESS: gettext_lazy("Commitments that nobody leads"),
    Rule.MISSING: gettext_lazy("Commitments without the report that was owed"),
    Rule.UNREPORTED: gettext_lazy("Commitments not reported on yet"),
    Rule.SHARED: gettext_lazy("Commitments reported on and not yet assessed together"),
    Rule.AGREED: gettext_lazy("Commitments that all parties rate alike and that are not complete"),
    Frame.CLOSING: gettext_lazy("Decisions and closing"),
}
# What a computed standing is by.
RULES = {
    Rule.SETTLED: gettext_lazy("all parties agreed that nothing more is to be done"),
    Rule.LATE: gettext_lazy("it is past its day, and no report says complete"),
    Rule.AGREED: gettext_lazy("what all parties agreed on counts"),
    Rule.DISPUTED: gettext_lazy("views differ, and all of them stand"),
    Rule.SHARED: gettext_lazy("the lead's report counts where nobody says otherwise"),
    Rule.MISSING: gettext_lazy("a report was owed and did not come"),
    Rule.LEADERLESS: gettext_lazy("nobody leads it"),
    Rule.UNREPORTED: gettext_lazy("no report is there yet"),
}
ASKS = {
    Ask.LEAD: gettext_lazy("Name the delegation that leads it."),
    Ask.DATE: gettext_lazy("Set a new day, or say that it is no longer relevant: it was due on %(due)s."),
    Ask.CONSENT: gettext_lazy("Agree on the joint rating “%(proposed)s”; it waits for %(waits)s."),
    Ask.RATE: gettext_lazy("Agree on one rating: %(lead)s says “%(reported)s”; %(others)s."),
    Ask.UNBLOCK: gettext_lazy("Remove what blocks %(tasks)s."),
}


def say(contents: Contents, meeting: Meeting, *, language: str, sha256: str) -> Iterator[Book]:
    """The pack in one language, volume by volume. The number of SQL queries does not depend on what is in it."""
    volumes = volumes_of(contents)
    for number, parts in enumerate(volumes, start=1):
        with translation.override(language):
            label, title = _("Follow-up pack"), in_language(meeting.title)
            if len(volumes) > 1:
                label = _("Follow-up pack, volume %(number)s of %(count)s") % {"number": number, "count": len(volumes)}
            handled = _cell in parts
            releasable = _("Releasable to %(codes)s") % {"codes": contents.occasion.side}
            yield Book(
                language=language,
                volume=number,
                label=label,
                title=title,
                facts=_facts(contents, meeting, language, sha256),
                marking=f"TLP:{contents.cell.marking} · {releasable}" if handled else releasable,
                footer=f"{title} · {label} · {short_hash(sha256)}",
                blocks=[block for part in parts for block in part(contents)],
                watermark=_watermark(contents, sha256) if handled else "",
            )


def volumes_of(contents: Contents) -> list[list[Part]]:
    """The parts of each volume: all in one where the sheets are few; else the scorecard has one and the sheets have several."""
    first: list[Part] = [_agenda, _annotated, _decisions]
    first += [_cell] if contents.cell.entries else []
    sheets = contents.sheets
    if len(sheets) <= SHEETS:
        return [[*first, _scorecard, partial(_sheets, sheets)]]
    volumes: list[list[Part]] = [first, [_scorecard]]
    for start in range(0, len(sheets), SHEETS):
        volumes.append([partial(_sheets, sheets[start : start + SHEETS])])
    return volumes


def _cell(contents: Contents) -> Iterator[Block]:
    yield from say_cell(contents.cell)


def _watermark(contents: Contents, sha256: str) -> str:
    """Whose copy it is, and of which pack: the side's, whoever of it asked for it and whoever takes it out."""
    occasion = contents.occasion
    made = times.local(occasion.made_at, occasion.zone)
    return f"{occasion.side} · {made:%Y-%m-%d %H:%M} · {short_hash(sha256)}"


def _facts(contents: Contents, meeting: Meeting, language: str, sha256: str) -> list[str]:
    """What the first page says: the meeting, whose pack it is, as of when, how much is in it, and its hash."""
    occasion = contents.occasion
    made = {
        "day": times.long_day(occasion.today),
        "clock": times.clock(occasion.made_at, occasion.zone),
        "code": occasion.side,
    }
    count, sheets = len(contents.matters), len(contents.sheets)
    return [
        *facts_of(meeting, language)[1:],
        _("For %(code)s, as of %(day)s, %(clock)s at the venue") % made,
        ngettext("%(count)s commitment", "%(count)s commitments", count) % {"count": count},
        ngettext("%(count)s with an assessment sheet", "%(count)s with an assessment sheet", sheets)
        % {"count": sheets},
        _("Not yet assessed by all parties: %(count)s") % {"count": contents.unassessed},
        _("SHA-256 of the contents: %(hash)s") % {"hash": in_groups(sha256)},
    ]


def _agenda(contents: Contents) -> Iterator[Block]:
    zone = contents.occasion.zone
    yield Heading(_("Draft agenda"), 1, _("Proposed for the next round; clocks are those of the venue."))
    rows, above = list[list[str]](), 0
    for number, point in enumerate(contents.points, start=1):
        if len(contents.occasion.days) > 1 and point.day != above:
            above = point.day
            rows.append([times.long_day(contents.occasion.days[above - 1].date)])
        rows.append(
            [str(number), times.clock(point.starts_at, zone), _point(contents, point), times.length(point.minutes)]
        )
    yield Table([_("No."), _("Time"), _("Item"), _("Length")], rows, [1.2, 1.8, 11.4, 2.4])
    if contents.over:
        words = _("This runs %(length)s past the end of the meeting. Give it more time, or take up less.")
        yield Line(words % {"length": times.length(contents.over)})


def _point(contents: Contents, point: Point) -> str:
    """An item's title, and the references of what is taken up under it."""
    references = [contents.by_key[key].reference for key in point.matters]
    return "\n".join([str(POINTS[point.about]), *([", ".join(references)] if references else [])])


def _annotated(contents: Contents) -> Iterator[Block]:
    by_key = contents.by_key
    for side in contents.occasion.noted:
        yield Heading(_("Annotated agenda for %(code)s") % {"code": side}, 1)
        for number, point in enumerate(contents.points, start=1):
            yield Heading(f"{number}. {POINTS[point.about]}", 2)
            noted = [line for key in point.matters for line in _noted(by_key[key], side, contents)]
            yield from noted
            if not noted:
                yield Line(_("Nothing here waits for %(code)s.") % {"code": side}, is_quiet=True)
    yield from _own_notes(contents)


def _own_notes(contents: Contents) -> Iterator[Block]:
    """What the side whose pack it is noted on the agenda as it stands; nothing where it noted nothing."""
    if not contents.own_notes:
        return
    yield Heading(_("Our notes on the agenda as it stands"), 2)
    yield Line(_("Only %(code)s reads these notes.") % {"code": contents.occasion.side}, is_quiet=True)
    for note in contents.own_notes:
        yield Heading(in_language(note.title), 3)
        for words, text in (
            (_("Briefing: "), note.briefing),
            (_("Position: "), note.position),
            (_("Red lines: "), note.red_lines),
            (_("Talking points: "), note.talking_points),
        ):
            if text:
                yield Line(text, lead=words)


def _noted(matter: Matter, side: str, contents: Contents) -> Iterator[Line]:
    notes = [_note(note, fact) for note, fact in notes_on(matter, side, contents.occasion.today)]
    if notes:
        yield Line(" ".join([_short(matter), *notes]), lead=f"{matter.reference} ", is_listed=True)


def _note(note: Note, fact: Any) -> str:
    if note is Note.OWES:
        return _("Owes a report by %(day)s.") % {"day": times.long_day(fact)} if fact else _("Has not reported yet.")
    if note is Note.TASKS:
        count, late = fact
        words = ngettext("%(count)s open action item", "%(count)s open action items", count) % {"count": count}
        behind = ngettext("%(count)s of them late", "%(count)s of them late", late) % {"count": late}
        return f"{words}, {behind}." if late else f"{words}."
    words = {
        Note.REPORTS: _("Leads it and reports “%(completion)s”."),
        Note.SAYS: _("Says “%(completion)s”."),
        Note.RATES: _("Has said nothing to the report “%(completion)s” yet."),
        Note.ANSWERS: _("Has not consented to the joint rating “%(completion)s”."),
    }[note]
    return words % {"completion": _completion(fact)}


def _decisions(contents: Contents) -> Iterator[Block]:
    by_key = contents.by_key
    yield Heading(_("Decisions needed from ministers"), 1)
    rows = [
        [str(number), matter.reference, f"{_short(matter)}\n{_asked(matter, each.ask, each.tasks)}"]
        for number, each in enumerate(contents.decisions, start=1)
        if (matter := by_key[each.matter])
    ]
    if rows:
        yield Table([_("No."), _("Ref."), _("Decision")], rows, [1.2, 3.2, 12.4])
    else:
        yield Line(_("None is needed."))


def _asked(matter: Matter, ask: Ask, tasks: Iterable[str]) -> str:
    said = matter.said
    others = [
        _("%(side)s says “%(completion)s”") % {"side": side, "completion": _completion(completion)}
        for side, completion in said.differing
    ]
    return str(ASKS[ask]) % {
        "due": times.long_day(said.due_on) if said.due_on else "",
        "proposed": _completion(matter.proposed),
        "waits": ", ".join(matter.waits_for),
        "lead": said.lead,
        "reported": _completion(said.reported),
        "others": ", ".join(others),
        "tasks": ", ".join(tasks),
    }


def _scorecard(contents: Contents) -> Iterator[Block]:
    sides = contents.occasion.sides
    yield Heading(
        pgettext("part of a pack", "Scorecard"),
        1,
        _("Where the sides disagree, every view stands; nothing is averaged."),
    )
    if not contents.matters:
        yield Line(_("No commitment was made before this meeting that all its delegations know."))
        return
    rows, above = list[list[str]](), None
    for matter in contents.matters:
        if matter.text != above:
            above = matter.text
            rows.append([in_language(contents.occasion.texts[above])])
        said = matter.said
        views = {said.lead: said.reported, **dict(said.partners)}
        due = times.short_date(said.due_on) if said.due_on else ""
        rows.append(
            [matter.reference, said.lead, due, *(_completion(views.get(side, "")) for side in sides), _completion(said.agreed)]
        )  # fmt: skip
    heads = [_("%(side)s says") % {"side": side} for side in sides]
    each = round(10.2 / (len(sides) + 1), 1)
    yield Table(
        [_("Ref."), _("Lead"), _("Due"), *heads, _("Jointly agreed")], rows, [2.7, 1.6, 2.4, *[each] * (len(sides) + 1)]
    )
    missed = [
        (matter, words) for matter in contents.matters if (words := forecast(matter.said, contents.outlook(matter)))
    ]
    if missed:
        yield Heading(_("What will miss the meeting, and why"), 2)
        for matter, words in missed:
            yield Line(words, lead=f"{matter.reference} ", is_listed=True)


def _sheets(sheets: Sequence[UUID], contents: Contents) -> Iterator[Block]:
    by_key, above = contents.by_key, None
    yield Heading(_("Assessment sheets"), 1)
    if not sheets:
        yield Line(_("Nothing is open."))
    for key in sheets:
        matter = by_key[key]
        if matter.text != above:
            above = matter.text
            yield Heading(in_language(contents.occasion.texts[above]), 2)
        yield from _sheet(matter, contents)


def _sheet(matter: Matter, contents: Contents) -> Iterator[Block]:
    said, report = matter.said, matter.report
    standing = stand(said, contents.occasion.today)
    yield Heading(matter.reference, 3)
    yield Quote([(code, name_of_language(code), words) for code, words in matter.quote.items() if words])
    lead = said.lead or _("nobody")
    with_others = _("%(lead)s, with %(others)s") % {"lead": lead, "others": ", ".join(matter.supporting)}
    yield Line(with_others if matter.supporting else lead, lead=_("Lead: "))
    yield Line(_due(matter), lead=_("Due: "))
    rule = _("By the rule: %(rule)s.") % {"rule": RULES[standing.rule]}
    yield Line(f"{standing.words} {rule}", lead=_("Standing: "))
    yield Line(_ratings(matter, contents), lead=_("Ratings: "))
    if report:
        said_on = _("“%(completion)s”, %(day)s.") % {
            "completion": _completion(report.completion),
            "day": times.long_day(report.on),
        }
        yield Line(f"{said_on} {report.text}", lead=_("Last report: "))
        for words, pairs in ((_("Evidence: "), report.evidence), (_("Figures: "), report.figures)):
            if pairs:
                yield Line("; ".join(" ".join(filter(None, pair)) for pair in pairs), lead=words)
    else:
        yield Line(_("None."), lead=_("Last report: "))
    yield Line("" if matter.tasks else _("None."), lead=_("Open action items: "), is_followed=bool(matter.tasks))
    for task in matter.tasks:
        yield Line(_task(task, contents), lead=f"{task.reference} ", is_listed=True)


def _due(matter: Matter) -> str:
    """What is said of when, the day that follows from it, and what the text itself says."""
    day = matter.said.due_on
    # Where the words do not say the day, it stands beside them.
    said = due_words(matter.due, day if matter.due.kind in TOLD_BY_DAY else None, in_language(matter.event or {}))
    more = [times.long_day(day) if day else "", in_language(matter.due_text or {})]
    first, *rest = [each for each in (said, *more) if each] or [_("no day is named")]
    return f"{first} ({'; '.join(rest)})" if rest else first


def _ratings(matter: Matter, contents: Contents) -> str:
    """What each side says, the lead first, then what all agreed on."""
    said = matter.said
    views: Mapping[str, str] = {said.lead: said.reported, **dict(said.partners)}
    sides = dict.fromkeys([*([said.lead] if said.lead else []), *contents.occasion.sides])
    nothing, agreed = _("nothing said"), _completion(said.agreed) or _("not yet agreed")
    words = [f"{side}: {_completion(views.get(side, '')) or nothing}" for side in sides]
    return "; ".join([*words, _("jointly agreed: %(completion)s") % {"completion": agreed}])


def _task(task: Task, contents: Contents) -> str:
    facts = [task.side, times.short_day(task.due_on), str(ItemStatus(task.status).label)]
    facts += [pgettext("action item", "late")] if task.due_on < contents.occasion.today else []
    words = f"{task.title} ({', '.join(facts)})"
    return f"{words}: {task.reason}" if task.reason else words


def _short(matter: Matter) -> str:
    """The first words of a commitment, between quotation marks."""
    return _("“%(words)s”") % {"words": shorten(in_language(matter.quote), LONGEST, placeholder="…")}


def _completion(completion: str) -> str:
    return str(Completion(completion).label) if completion else ""
