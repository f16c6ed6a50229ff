"""What of the operational cell has to do with a place in the thread, and to which places a matter belongs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.agendas.models import Item, Proposal
from meetings.agendas.states import ItemKind, ItemStatus
from meetings.rounds.models import Meeting
from meetings.signals import Hanging
from meetings.statements.models import Paragraph, Statement
from meetings.statements.present import label_of, marked_label, not_in_text
from meetings.statements.queries import labels_in, text_of
from portal.core.people import Person
from portal.core.texts import in_language
from workinggroup.commitments.models import Commitment
from workinggroup.handling import rules
from workinggroup.handling.shown import is_restricted
from workinggroup.handling.things import kind_of, kinds_handled
from workinggroup.handling.ties import SPOTS, THINGS, ThreadTie, spot_name

# What of each place is read with it.
BESIDE = {
    "paragraph": ("paragraph__statement",),
    "item": ("item__agenda__meeting",),
    "proposal": ("proposal__agenda__meeting",),
    "report": ("report__commitment__statement", "report__round__meeting"),
}


@dataclass(frozen=True)
class Spot:
    """A place in the thread as a page names it: in words, with its address."""

    words: str
    address: str


@dataclass(frozen=True)
class Tied:
    """One matter that has to do with a place, or one place to which a matter belongs. `tie` is the tie that says so, None where
    it follows from the commitment `promise`; `then` how the matter stood when it was tied, "" where it stands so still."""

    thing: Any
    spot: Spot | None
    tie: ThreadTie | None
    promise: Commitment | None
    then: str
    is_ours: bool

    @property
    def title(self) -> str:
        """What lists call it beside its reference: nothing of what is narrowly marked."""
        return "" if is_restricted(self.thing) else in_language(self.thing.title)


def tied_to(spots: Sequence[Any], user: Person) -> dict[UUID, list[Tied]]:
    """What has to do with each of these places, all of one kind, by its key; with a paragraph also what stands under a commitment
    that quotes it. One SQL query, for paragraphs four."""
    found: dict[UUID, list[Tied]] = {}
    if not spots:
        return found
    name, keys = spot_name(spots[0]), [spot.pk for spot in spots]
    rows: Any = ThreadTie.objects.visible_to(user).filter(**{f"{name}__in": keys}).select_related(*THINGS, "side")
    for tie in rows.order_by("at", "pk"):
        found.setdefault(getattr(tie, f"{name}_id"), []).append(_tied(tie, user))
    if name != "paragraph":
        return found
    for kind in kinds_handled():
        if not kind.promise:
            continue
        under = f"{kind.promise}__paragraph"
        promised = kind.model.objects.visible_to(user).filter(**{f"{under}__in": keys})
        for thing in promised.select_related(kind.promise).order_by("pk"):
            promise = getattr(thing, kind.promise)
            there = found.setdefault(promise.paragraph_id, [])
            if all(each.thing != thing for each in there):
                there.append(Tied(thing, None, None, promise, "", is_ours=False))
    return found


def hanging(rows: Sequence[Any], user: Person) -> dict[UUID, list[Hanging]]:
    """The same for pages of the packages below."""
    return {
        key: [
            Hanging(
                str(each.thing),
                each.title,
                each.thing.get_absolute_url(),
                each.thing.get_status_display(),
                each.tie.side_id if each.tie else "",
            )
            for each in there
        ]
        for key, there in tied_to(rows, user).items()
    }


def places_of(thing: Any, user: Person) -> list[Tied]:
    """The places in the thread to which a matter belongs: first the paragraph that its commitment quotes, then what sides say.
    Four SQL queries at most."""
    kind = kind_of(thing)
    related = [name for names in BESIDE.values() for name in names]
    rows = ThreadTie.objects.visible_to(user).filter(**{kind.key: thing}).select_related("side", *related)
    ties = list(rows.order_by("at", "pk"))
    quoted = _quoted(thing, kind.promise, user) if kind.promise else None
    texts = {tie.paragraph.statement_id for tie in ties if tie.paragraph}
    labels = labels_in({*texts, quoted.statement_id} if quoted else texts)
    found = [Tied(thing, _paragraph(quoted.paragraph, labels), None, quoted, "", is_ours=False)] if quoted else []
    for tie in ties:
        setattr(tie, kind.key, thing)
        found.append(_tied(tie, user, spot_in_words(tie.spot, labels)))
    return found


def _quoted(thing: Any, name: str, user: Person) -> Commitment | None:
    """The commitment that a matter names, if the reader sees it. No SQL query where it was read with the matter."""
    key = getattr(thing, f"{name}_id")
    if name in thing._state.fields_cache:
        held: Commitment | None = getattr(thing, name)
        return held
    rows: Any = Commitment.objects.visible_to(user).select_related("paragraph__statement")
    found: Commitment | None = rows.filter(pk=key).first() if key else None
    return found


def find_spot(user: Person, name: str, pk: Any) -> Any:
    """A place by what the foreign key to it is called and its key, with what it is read with; None where it is not seen."""
    if name not in SPOTS:
        return None
    related = [each.removeprefix(f"{name}__") for each in BESIDE[name]]
    return SPOTS[name].objects.visible_to(user).select_related(*related).filter(pk=pk).first()


def spot_in_words(spot: Any, labels: dict[UUID, int | str] | None = None) -> Spot:
    """What a page calls a place. One SQL query for a paragraph without `labels`, none else."""
    if isinstance(spot, Paragraph):
        return _paragraph(spot, labels_in([spot.statement_id]) if labels is None else labels)
    if isinstance(spot, Item):
        facts = {"title": in_language(spot.title), "meeting": spot.agenda.meeting}
        words = _("“%(title)s” on the agenda: %(meeting)s") % facts
        return Spot(words, reverse("agendas:meeting", args=[spot.agenda.meeting.slug]))
    if isinstance(spot, Proposal):
        facts = {"title": in_language(spot.title), "meeting": spot.agenda.meeting, "status": spot.get_status_display()}
        words = _("“%(title)s” proposed for the agenda: %(meeting)s (%(status)s)") % facts
        return Spot(words, f"{reverse('agendas:proposals', args=[spot.agenda.meeting.slug])}#p-{spot.pk}")
    facts = {"reference": spot.commitment.reference, "number": spot.number, "meeting": spot.round.meeting}
    words = _("Progress report on %(reference)s, version %(number)s: %(meeting)s") % facts
    return Spot(words, reverse("progress:commitment", args=[spot.commitment_id]))


def _paragraph(paragraph: Paragraph, labels: dict[UUID, int | str]) -> Spot:
    text = paragraph.statement
    words = _("%(paragraph)s: %(text)s") % {
        "paragraph": marked_label(labels.get(paragraph.pk, not_in_text()), begins=True),
        "text": text,
    }
    if text.is_negotiated:
        return Spot(words, reverse("negotiation:paragraph", args=[text.slug, paragraph.anchor]))
    return Spot(words, f"{text.get_absolute_url()}#{paragraph.anchor}")


def _tied(tie: ThreadTie, user: Person, spot: Spot | None = None) -> Tied:
    thing = tie.thing
    states = dict(thing._meta.get_field("status").choices)
    then = str(states.get(tie.stood, "")) if tie.stood != thing.status else ""
    return Tied(thing, spot, tie, None, then, is_ours=rules.can_untie(user, tie))


@dataclass(frozen=True)
class Row:
    """A row or a proposal of an agenda, with what has to do with it."""

    kind: str
    spot: Any
    title: str
    tied: Sequence[Tied]


def on_agenda(meeting: Meeting, user: Person) -> list[Row]:
    """The rows of a meeting's agenda in order, then what is proposed for it, each with what has to do with it. Four SQL
    queries."""
    items: Any = Item.objects.visible_to(user).filter(agenda__meeting=meeting, status=ItemStatus.ON, kind=ItemKind.ITEM)
    proposals: Any = Proposal.objects.visible_to(user).filter(agenda__meeting=meeting)
    rows: list[Row] = []
    for kind, those in (("item", list(items.order_by("rank"))), ("proposal", list(proposals.order_by("created_at")))):
        tied = tied_to(those, user)
        rows += [Row(kind, each, in_language(each.title), tied.get(each.pk, [])) for each in those]
    return rows


def in_text(statement: Statement, user: Person) -> list[Row]:
    """The numbered paragraphs of a text in order, each with what has to do with it. Seven SQL queries at most."""
    lines = text_of(statement)
    there = {each.pk: each for each in Paragraph.objects.filter(statement=statement)}
    tied = tied_to(list(there.values()), user)
    rows = []
    for line in lines:
        if line.number is None:
            continue
        label = marked_label(label_of(line.number, line.kind))
        words = next((line.texts[code] for code in statement.languages if line.texts.get(code)), "")
        rows.append(Row("paragraph", there[line.id], f"{label} {words}", tied.get(line.id, [])))
    return rows


def things_to_tie(user: Person) -> list[tuple[str, list[tuple[str, str]]]]:
    """The matters that somebody's side reads, as choices by their kind. One SQL query for each kind."""
    found = []
    for kind in kinds_handled():
        if kind.key in THINGS:
            rows = kind.model.objects.visible_to(user).order_by("pk")
            named = sorted(
                (str(row), str(row.pk), "" if is_restricted(row) else in_language(row.title)) for row in rows
            )
            found.append(
                (str(kind.name), [(f"{kind.key}:{pk}", f"{name} {title}".strip()) for name, pk, title in named])
            )
    return [(name, choices) for name, choices in found if choices]
