"""What happens between numbers of a text and published figures: a side says which figure a number quotes, or lets it go."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.statements.models import Paragraph, Statement
from meetings.statements.present import read_present
from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.flows import rules
from workinggroup.flows.editions import EditionNumber
from workinggroup.flows.queries.editions import edition_of
from workinggroup.flows.queries.numbers import number_of
from workinggroup.flows.quoting import numbers_in


class NoEdition(Refused):
    """The texts of a meeting quote what is frozen for it."""

    sentence = _(
        "The secretariat has frozen no figures for this meeting. A text quotes the figures of its meeting’s edition."
    )


class NotInText(Refused):
    """A number that is tied is there."""

    sentence = _("This number does not stand in this paragraph, in no language of the text.")
    field = "value"


class NoSuchFigure(Refused):
    """An address has a figure that all who read the text may see."""

    sentence = _("No published figure has this address.")
    field = "citation"


class NotOfEdition(Refused):
    """A text speaks of the figures as of one day."""

    sentence = _("The edition for this meeting has the figures as of %(day)s; this one stands so since a later day.")
    field = "citation"


class QuotedAlready(Refused):
    """A number quotes one figure."""

    sentence = _("It is said already which figure this number quotes. Let it go first.")
    field = "value"


class LetGo(Refused):
    """Somebody else was faster."""

    sentence = _("This number quotes no figure any more.")


@transaction.atomic
def quote_number(
    *, statement: Statement, actor: Person, now: datetime, latest: date, anchor: str, value: int, citation: str
) -> EditionNumber:
    """Say which figure of the meeting's edition a number in a paragraph quotes; whether the two agree is told, not refused.

    `latest` is the last day of which figures may be. Refuses `NoEdition`, `NotInText`, `NoSuchFigure`, `NotOfEdition`,
    `QuotedAlready`.
    """
    ensure(rules.can_quote(actor, statement))
    lock_key(statement.pk)
    frozen = edition_of(actor, statement.meeting.slug)
    if frozen is None:
        raise NoEdition
    line = read_present(statement).line(anchor)
    if line is None or not any(value in numbers_in(text) for text in line.texts.values()):
        raise NotInText
    found = number_of(actor, citation, latest=latest)
    if found is None or not set(statement.releasable_to) <= set(found.dataset.releasable_to):
        raise NoSuchFigure
    if found.citation.as_of > frozen.as_of:
        raise NotOfEdition(day=times.dated(frozen.as_of))
    paragraph = Paragraph.objects.get(pk=line.paragraph)
    if EditionNumber.objects.filter(paragraph=paragraph, value=value, let_go_at__isnull=True).exists():
        raise QuotedAlready
    number = EditionNumber(
        edition=frozen.edition,
        paragraph=paragraph,
        value=value,
        citation=found.stand.address,
        delegation_id=actor.code,
        by_name=actor.name,
        at=now,
        releasable_to=statement.releasable_to,
        editable_by=statement.releasable_to,
    )
    number.save(force_insert=True)
    record("workinggroup.number.quoted", statement, actor=actor, number=value, figure=number.citation)
    return number


@transaction.atomic
def let_number_go(*, statement: Statement, number: EditionNumber, actor: Person, now: datetime) -> None:
    """Say no more which figure a number quotes. Refuses `LetGo`."""
    ensure(rules.can_quote(actor, statement))
    number = EditionNumber.objects.select_for_update(of=("self",)).get(pk=number.pk, paragraph__statement=statement)
    if number.let_go_at is not None:
        raise LetGo
    number.let_go_at, number.let_go_by_name = now, actor.name
    number.save(update_fields=["let_go_at", "let_go_by_name"])
    record("workinggroup.number.let_go", statement, actor=actor, number=number.value, figure=number.citation)
