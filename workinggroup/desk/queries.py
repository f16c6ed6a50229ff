"""What waits on a person: the desk shows it, the digest mails it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.agendas.models import Answer as ProposalAnswer
from meetings.agendas.models import Proposal
from meetings.agendas.states import ProposalStatus
from meetings.negotiation.queries.waiting import waiting_texts
from meetings.participants.models import Participant
from meetings.participants.states import Answer
from meetings.rounds.calendars import DayEvent, MeetingEvent
from meetings.rounds.models import Deadline as MeetingDeadline
from meetings.rounds.models import Meeting
from meetings.rounds.notices import event_of
from meetings.rounds.queries import follow_up_for
from meetings.rounds.states import COMING
from meetings.statements.models import Statement
from meetings.statements.states import Status as StatementStatus
from portal.audit.models import Entry
from portal.audit.words import sentence
from portal.core import times
from portal.core.people import Person
from portal.people.rules import coordinates, coordinates_across
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.queries import items_visible_to
from workinggroup.actionitems.states import Status
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.states import Status as CommitmentStatus

# So many lines of a list that continues on its own page; so many items without owner before they share one line.
SHORT = 6
SINGLE = 3
MOST_WAITS = 25
HELD_SHOWN = timedelta(days=90)


@dataclass(frozen=True)
class Wait:
    """One thing that waits on somebody: the verb, the thing, where to do it, by when, and one more sentence.

    `days` counts from today; below 0 it is late; None has no date. `discreet` is what a mail may say of the thing: never
    the words or the title of a statement.
    """

    act: str
    thing: str
    discreet: str
    address: str
    due: date | None
    days: int | None
    why: str


@dataclass(frozen=True)
class Deadline:
    """A point on the line of deadlines. `place` runs from 0 (today) to 1000 (the last)."""

    day: date
    label: str
    second: str
    is_ours: bool
    place: int

    @property
    def x(self) -> int:
        """Where the dot lies on a drawing 1184 wide."""
        return 8 + self.place * 1168 // 1000

    @property
    def anchor(self) -> str:
        return {0: "start", 1000: "end"}.get(self.place, "middle")

    @property
    def text_x(self) -> int:
        return {0: 0, 1000: 1184}.get(self.place, self.x)


@dataclass(frozen=True)
class Desk:
    """Everything on one person's desk."""

    ministerial: Meeting | None
    days: int | None
    deadlines: list[Deadline]
    weekends: list[tuple[int, int]]
    waits: list[Wait]
    colleagues: list[Any]
    attention: list[Any]
    standing: list[dict[str, Any]]
    news: list[dict[str, Any]]

    @property
    def shown(self) -> list[Wait]:
        return self.waits[:MOST_WAITS]

    @property
    def hidden(self) -> int:
        return len(self.waits) - len(self.shown)

    @property
    def weekends_drawn(self) -> list[tuple[int, int]]:
        """Weekends as (x, width) on a drawing 1184 wide."""
        return [(8 + start * 1168 // 1000, max(width * 1168 // 1000, 1)) for start, width in self.weekends]


def waiting_on(user: Person, *, now: datetime) -> list[Wait]:
    """What waits on this person, nearest date first, undated last. At most nine SQL queries.

    Members: their open items, and meetings whose list they are on and have not answered. Negotiators: texts with paragraphs
    on which their delegation has not spoken. Coordinators also: items proposed for an agenda that their delegation has not
    answered, commitments their delegation leads that have no item, and items without owner. The secretariat's coordinators
    also: statements to go through, commitments without a lead.
    """
    today = times.local(now, user.zone).date()
    waits = [_report(item, today) for item in items_visible_to(user).filter(assignee_id=user.pk, status=Status.OPEN)]
    waits += _unanswered(user, today)
    waits += _texts(user, today)
    if coordinates(user):
        waits += _proposals(user, now, today)
        waits += _assignments(user, today)
    if coordinates_across(user):
        waits += _secretariat(user)
    return sorted(waits, key=lambda wait: (wait.due is None, wait.due or today, wait.thing))


def late_on_side(user: Person, *, now: datetime) -> list[Any]:
    """Items of colleagues that are late, for those who coordinate the side; with `due`, the longest late first."""
    if not coordinates(user):
        return []
    today = times.local(now, user.zone).date()
    rows = items_visible_to(user).filter(delegation_id=user.code, status=Status.OPEN, due__lt=today)
    return list(rows.filter(assignee__isnull=False).exclude(assignee_id=user.pk).order_by("due", "number"))


def desk_of(user: Person, *, now: datetime) -> Desk:
    """The whole desk, in a constant number of SQL queries."""
    today = times.local(now, user.zone).date()
    ministerial = follow_up_for(user, now=now)
    ours = items_visible_to(user).filter(delegation_id=user.code, status=Status.OPEN).order_by("due", "number")
    deadlines = _deadlines(ministerial, ours, user, today)
    span = (deadlines[-1].day - today).days if deadlines else 0
    return Desk(
        ministerial=ministerial,
        days=times.days_until(ministerial.starts_at, now, user.zone) if ministerial else None,
        deadlines=deadlines,
        weekends=_weekends(today, span),
        waits=waiting_on(user, now=now),
        colleagues=list(ours.filter(assignee__isnull=False).exclude(assignee_id=user.pk)[:SHORT]),
        attention=[
            {"item": item, "days": (item.due - today).days}
            for item in ours.filter(Q(due__lt=today) | Q(assignee__isnull=True))[:SHORT]
        ],
        standing=_standing(user, today),
        news=[{"entry": entry, "words": sentence(entry)} for entry in _news(user)],
    )


def _report(item: ActionItem, today: date) -> Wait:
    due = item.due  # type: ignore[attr-defined]
    why = _("%(reference)s, from commitment %(commitment)s.") % {
        "reference": item.reference,
        "commitment": item.commitment.reference,
    }
    return Wait(_("Report progress:"), item.title, item.title, item.get_absolute_url(), due, (due - today).days, why)


def _unanswered(user: Person, today: date) -> list[Wait]:
    listed = Participant.objects.visible_to(user).filter(person_id=user.pk, answer=Answer.NONE)
    coming = listed.filter(meeting__status__in=COMING, meeting__starts_on__gte=today).select_related("meeting")
    return [
        Wait(
            _("Say whether you come:"),
            str(entry.meeting),
            str(entry.meeting),
            reverse("participants:list", args=[entry.meeting.slug]),
            entry.meeting.starts_on,
            (entry.meeting.starts_on - today).days,
            _("You are on your delegation's list."),
        )
        for entry in coming.order_by("meeting__starts_at")
    ]


def _texts(user: Person, today: date) -> list[Wait]:
    waits = []
    for each in waiting_texts(user):
        words = ngettext("%(count)s paragraph", "%(count)s paragraphs", each.paragraphs) % {"count": each.paragraphs}
        dated = each.statement.dated
        waits.append(
            Wait(
                _("Speak on the text:"),
                f"{each.statement} ({words})",
                _("a statement (%(paragraphs)s)") % {"paragraphs": words},
                each.statement.get_absolute_url() + "?show=waits",
                dated,
                (dated - today).days,
                _("Your delegation has not said what it thinks of them as they stand now."),
            )
        )
    return waits


def _proposals(user: Person, now: datetime, today: date) -> list[Wait]:
    answered = ProposalAnswer.objects.filter(proposal=OuterRef("pk"), delegation_id=user.code)
    rows = Proposal.objects.visible_to(user).filter(status=ProposalStatus.PROPOSED, answer_by__gt=now)
    rows = rows.filter(agenda__meeting__delegations__contains=[user.code]).exclude(delegation_id=user.code)
    waits = []
    for proposal in rows.filter(~Exists(answered)).select_related("agenda__meeting").order_by("answer_by"):
        meeting, last = proposal.agenda.meeting, times.local(proposal.answer_by, user.zone).date()
        why = _("%(delegation)s proposed it for %(meeting)s. Silence counts as no objection.")
        waits.append(
            Wait(
                _("Answer the proposal:"),
                str(proposal),
                _("an item proposed for %(meeting)s") % {"meeting": meeting},
                reverse("agendas:proposals", args=[meeting.slug]),
                last,
                (last - today).days,
                why % {"delegation": proposal.delegation_id, "meeting": meeting},
            )
        )
    return waits


def _assignments(user: Person, today: date) -> list[Wait]:
    own_items = ActionItem.objects.filter(commitment=OuterRef("pk"), delegation_id=user.code)
    led = Commitment.objects.visible_to(user).filter(status=CommitmentStatus.CONFIRMED, lead_id=user.code)
    waits = [
        Wait(
            _("Assign an action item:"),
            str(commitment),
            _("commitment %(reference)s") % {"reference": commitment.reference},
            reverse("actionitems:assign", args=[commitment.pk]),
            commitment.due_on,
            (commitment.due_on - today).days if commitment.due_on else None,
            _("Your delegation leads commitment %(reference)s and has no action item for it.")
            % {"reference": commitment.reference},
        )
        for commitment in led.filter(~Exists(own_items)).select_related("statement").order_by("number")
    ]
    unowned = list(
        items_visible_to(user)
        .filter(delegation_id=user.code, assignee__isnull=True, status=Status.OPEN)
        .order_by("due", "number")
    )
    if len(unowned) > SINGLE:
        return [*waits, _owners(unowned, user, today)]
    waits += [
        Wait(
            _("Name an owner:"),
            item.title,
            item.title,
            reverse("actionitems:change", args=[item.pk]),
            item.due,
            (item.due - today).days,
            _("%(reference)s has nobody who does it.") % {"reference": item.reference},
        )
        for item in unowned
    ]
    return waits


def _owners(unowned: list[Any], user: Person, today: date) -> Wait:
    """Many items without owner as one thing to do, due when the first of them is."""
    words = ngettext("%(count)s action item", "%(count)s action items", len(unowned)) % {"count": len(unowned)}
    address = reverse("actionitems:list") + f"?show=unowned&lead={user.code}"
    first = unowned[0].due
    why = _("Nobody does them yet; the first is due on %(day)s.") % {"day": times.long_day(first)}
    return Wait(_("Name owners:"), words, words, address, first, (first - today).days, why)


def _secretariat(user: Person) -> list[Wait]:
    on_record = Statement.objects.visible_to(user).filter(status=StatementStatus.RECORDED)
    undecided = on_record.annotate(decided=Count("commitments")).filter(decided=0)
    waits = [
        Wait(
            _("Confirm the commitments of:"),
            str(statement),
            _("a statement"),
            reverse("commitments:review", args=[statement.slug]),
            None,
            None,
            _("Nobody has gone through the suggested passages yet."),
        )
        for statement in undecided
    ]
    leaderless = Commitment.objects.visible_to(user).filter(status=CommitmentStatus.CONFIRMED, lead__isnull=True)
    rows = leaderless.values("statement__slug", "statement__title").annotate(count=Count("pk"))
    for row in rows.order_by("statement__slug"):
        count = row["count"]
        words = ngettext("%(count)s commitment without a lead", "%(count)s commitments without a lead", count)
        words = words % {"count": count}
        address = reverse("commitments:list") + f"?show=leaderless&statement={row['statement__slug']}"
        why = _("Until a delegation leads, nobody is reminded.")
        waits.append(Wait(_("Name who leads:"), words, words, address, None, None, why))
    return waits


def _deadlines(ministerial: Meeting | None, ours: Any, user: Person, today: date) -> list[Deadline]:
    """The next due days of our items up to the ministerial, at most four, and the ministerial itself."""
    if ministerial is None or ministerial.starts_on <= today:
        return []
    last = ministerial.starts_on
    between = ours.filter(due__gt=today, due__lt=last).order_by().values_list("due")
    by_day = {
        day: (count, mine)
        for day, count, mine in between.annotate(Count("pk"), mine=Count("pk", filter=Q(assignee_id=user.pk)))
    }
    span = (last - today).days
    points = [Deadline(today, _("Today"), "", is_ours=True, place=0)]
    for day in _apart(sorted(by_day), today, span):
        count, mine = by_day[day]
        label = ngettext("%(count)s item due", "%(count)s items due", count) % {"count": count}
        second = _("yours among them") if mine else ""
        points.append(Deadline(day, label, second, bool(mine), (day - today).days * 1000 // span))
    return [*points, Deadline(last, _("Ministerial"), "", is_ours=True, place=1000)]


def _apart(days: list[date], today: date, span: int) -> list[date]:
    """Days whose labels do not touch: at least a seventh of the line between neighbours and from both ends."""
    chosen: list[date] = []
    room = max(span / 7, 1)
    for day in days:
        before = chosen[-1] if chosen else today
        if (day - before).days >= room and span - (day - today).days >= room:
            chosen.append(day)
    return chosen


def _weekends(today: date, span: int) -> list[tuple[int, int]]:
    """Saturdays and Sundays on the line as (from, width) in thousandths."""
    if span <= 0 or span > 120:
        return []
    days = [offset for offset in range(span) if date.fromordinal(today.toordinal() + offset).weekday() >= 5]
    return [(offset * 1000 // span, 1000 // span) for offset in days]


def _standing(user: Person, today: date) -> list[dict[str, Any]]:
    """How many items each delegation has open and late, as far as the user may see."""
    rows = ActionItem.objects.visible_to(user).with_due().filter(status=Status.OPEN).order_by().values("delegation_id")
    return list(
        rows.annotate(
            open=Count("pk"),
            late=Count("pk", filter=Q(due__lt=today)),
            unowned=Count("pk", filter=Q(assignee__isnull=True)),
        ).order_by("delegation__order", "delegation_id")
    )


def _news(user: Person) -> list[Entry]:
    """The last acts by others that concern the user's side."""
    acts = Entry.objects.visible_to(user).filter(administration=False).exclude(actor=str(user.pk))
    return list(acts.order_by("-seq")[:5])


def calendar_of(user: Person, *, now: datetime) -> list[MeetingEvent | DayEvent]:
    """What a person's calendar shows: meetings, their deadlines, and the due days of the person's open items.

    Meetings held are shown for ninety days. Three SQL queries.
    """
    meetings = Meeting.objects.visible_to(user).filter(ends_at__gt=now - HELD_SHOWN).order_by("starts_at")
    events: list[MeetingEvent | DayEvent] = [event_of(meeting, stamp=now) for meeting in meetings]
    portal = settings.PORTAL_ADDRESS
    deadlines = MeetingDeadline.objects.visible_to(user).filter(meeting__in=[meeting.pk for meeting in meetings])
    for line in deadlines.select_related("meeting"):
        address = portal + line.meeting.get_absolute_url()
        title = f"{line}: {line.meeting}"
        if line.meeting.is_coming:
            events.append(DayEvent(f"{line.pk}@{settings.MAIL_DOMAIN}", now, line.day, title, address))
    for item in items_visible_to(user).filter(assignee_id=user.pk, status=Status.OPEN).order_by("due"):
        address = portal + item.get_absolute_url()
        events.append(
            DayEvent(f"{item.pk}@{settings.MAIL_DOMAIN}", now, item.due, f"{item.reference} {item.title}", address)
        )
    return events
