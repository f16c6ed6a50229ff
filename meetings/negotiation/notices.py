"""What those concerned are told of a negotiation: its stages at once, and what moves, gathered by the half hour."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from meetings.negotiation.queries.waiting import Moves, moves_since
from meetings.statements.models import Statement
from meetings.statements.naming import GONE, in_sentence, places_in_words
from meetings.statements.notices import STAGES, TEXTS, concerned
from meetings.statements.queries import labels_in
from meetings.statements.states import PartyStatus
from portal.audit.models import Entry
from portal.audit.operations import detail_of
from portal.audit.words import told
from portal.core import texts
from portal.core.people import Person
from portal.notifications.kinds import Ways, describe_kind
from portal.notifications.news import Occasion, describe_news, tell_news
from portal.people.models import Delegation

# What happens within so many minutes is told in one mail, at their end.
GATHERED = timedelta(minutes=30)
MOVED = "meetings.statement.moved"
MOVES = describe_kind(
    "moves", _("What moves in these texts: proposals, answers, changed words"), usual=Ways(bell=True, mail=True)
)
# So many acts of one kind are told one by one.
FEW = 6
TABLED = "meetings.statement.tabled"
ANSWERED = ["meetings.statement.proposal_consent", "meetings.statement.proposal_decline"]


def tell_moved(statement: Statement, *, actor: Person, now: datetime) -> None:
    """Tell those concerned of proposals, answers and changed words: one mail for each half hour, at its end."""
    tell_news(MOVED, statement, concerned(statement, actor), now=now, gather=GATHERED)


def _moved(occasion: Occasion) -> list[str]:
    """What others tabled, answered and changed since, as far as it still stands; nothing where nothing does. Who did what, where
    it is little; else how much."""
    moves = moves_since(occasion.subject, occasion.person, occasion.since)
    lines = (
        _sentences(moves, occasion) if max(len(moves.tabled), len(moves.changed), len(moves.answered)) <= FEW else []
    )
    lines = lines or _numbers(moves)
    if lines and any(moves.waiting):
        lines.append(
            gettext("What waits for your delegation: %(places)s.") % {"places": places_in_words(moves.waiting)}
        )
    return lines


def _sentences(moves: Moves, occasion: Occasion) -> list[str]:
    """Each act by who did it, as the trail tells it, then the paragraphs that changed. Six SQL queries."""
    told_of = Q(action=TABLED, subject_id__in=[str(key) for key in moves.tabled])
    told_of |= Q(action__in=ANSWERED, subject_id__in=[str(key) for key in moves.answered])
    entries = Entry.objects.visible_to(occasion.person).filter(told_of).exclude(delegation=occasion.person.code)
    entries = entries.order_by("delegation", "subject_id", "-at").distinct("delegation", "subject_id")
    acts = sorted(entries, key=lambda each: each.at)
    rows = Delegation.objects.filter(pk__in={each.delegation for each in acts})
    sides = {each.code: capfirst(texts.in_sentence(str(each))) for each in rows}
    lines = [
        gettext("%(side)s %(act)s.") % {"side": sides.get(entry.delegation, entry.delegation), "act": act}
        for entry, act in zip(acts, told(acts, occasion.person, detail_of), strict=True)
    ]
    if moves.changed:
        labels = labels_in([occasion.subject.pk])
        there = [in_sentence(label) for key, label in labels.items() if key in moves.changed]
        gone = [str(GONE)] if moves.changed - labels.keys() else []
        lines.append(gettext("The words of %(paragraphs)s changed.") % {"paragraphs": ", ".join(there + gone)})
    return lines


def _numbers(moves: Moves) -> list[str]:
    lines = []
    if count := len(moves.tabled):
        words = ngettext("%(count)s proposal was tabled.", "%(count)s proposals were tabled.", count)
        lines.append(words % {"count": count})
    if count := len(moves.changed):
        words = ngettext(
            "The words of %(count)s paragraph changed.", "The words of %(count)s paragraphs changed.", count
        )
        lines.append(words % {"count": count})
    if count := len(moves.answered):
        words = ngettext(
            "%(count)s of your delegation's proposals was answered.",
            "%(count)s of your delegation's proposals were answered.",
            count,
        )
        lines.append(words % {"count": count})
    return lines


def _opted_out(occasion: Occasion) -> list[str]:
    """Who opted out then."""
    gone = occasion.subject.sides.filter(status=PartyStatus.OPTED_OUT, opted_out_at=occasion.since)
    sides = ", ".join(str(each.delegation) for each in gone.select_related("delegation"))
    return [gettext("%(sides)s opted out of a text.") % {"sides": sides}] if sides else []


def _table(statement: Statement) -> str:
    return reverse("negotiation:statement", args=[statement.slug])


def _stage(statement: Statement) -> str:
    return reverse("negotiation:stage", args=[statement.slug])


for verb, said, acted, page in (
    ("begun", _("The negotiation of a text is open."), _("%(side)s has opened the negotiation of a text."), _table),
    (
        "suspended",
        _("The negotiation of a text is suspended."),
        _("%(side)s has suspended the negotiation of a text."),
        _stage,
    ),
    ("resumed", _("A text is negotiated again."), _("%(side)s has taken up the negotiation of a text again."), _table),
):
    describe_news(f"meetings.statement.{verb}", TEXTS, STAGES, words=said, acted=acted, address=page)
describe_news(
    "meetings.statement.abandoned", TEXTS, STAGES, words=_("The negotiation has ended without a text."), address=_stage
)
for verb, said, acted in (
    (
        "ending_proposed",
        _("The chair proposes to end a text without an agreement. It ends when the head of every party has consented."),
        _("%(side)s, in the chair, proposes to end a text without an agreement. It ends when the head of every party has "
          "consented."),
    ),
    (
        "ending_consent",
        _("A party has consented to ending a text without an agreement."),
        _("%(side)s has consented to ending a text without an agreement."),
    ),
    (
        "ending_decline",
        _("A party does not consent to ending a text without an agreement."),
        _("%(side)s does not consent to ending a text without an agreement."),
    ),
    (
        "ending_withdrawn",
        _("The chair has withdrawn the proposal to end a text without an agreement."),
        _("%(side)s, in the chair, has withdrawn the proposal to end a text without an agreement."),
    ),
):  # fmt: skip
    describe_news(f"meetings.statement.{verb}", TEXTS, STAGES, words=said, acted=acted, address=_stage)
describe_news(
    "meetings.statement.opted_out",
    TEXTS,
    STAGES,
    words=_opted_out,
    address=_stage,
    brief=_("A party has opted out of a text."),
)
describe_news(
    MOVED, TEXTS, MOVES, words=_moved, address=_table, title=_("A text has moved"), brief=_("A text has moved.")
)
