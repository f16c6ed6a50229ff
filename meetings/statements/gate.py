"""Coming to a text for an act: it is locked, and its stage, its parties and its present words are asked."""

from django.utils.translation import gettext_lazy as _

from meetings.signals import statement_due
from meetings.statements.models import Paragraph, ParagraphVersion, Statement
from meetings.statements.states import Status
from portal.core.clock import Clock, database_now
from portal.core.errors import Refused
from portal.core.people import Person


class NoText(Refused):
    """There is no chair's text."""

    sentence = _("The text has no paragraph yet.")


class ReasonNeeded(Refused):
    """A step back needs words."""

    sentence = _("Say why, in a sentence; all parties read it.")
    field = "reason"


class OptedOut(Refused):
    """A delegation that left the text speaks on it no more."""

    sentence = _("Your delegation has opted out of this text.")


class NotInThisStage(Refused):
    """The act belongs to another stage of the text."""

    sentence = _("The text is in the stage “%(status)s” now; this is done in “%(wanted)s”.")


class StaysAsReleased(NotInThisStage):
    """A released text never changes; what governments need afterwards is added beside it."""

    sentence = _(
        "This text is released and stays as it is. Three things can follow, on its page “After the release”: a corrigendum that"
        " every party signs, a later endorsement, or the dissociation of a party."
    )


class VersionIsOutdated(Refused):
    """Somebody changed the paragraph since this person opened it."""

    sentence = _("The paragraph has changed since you opened it. See what changed, then decide again.")


def lock_statement(statement: Statement, clock: Clock = database_now) -> Statement:
    """The statement as it is now, held until the transaction ends: everything done to a text stands in one line. A release whose
    instant has come by the `clock` is carried out first: who comes after it comes to a released text.
    """
    found = lock_row(statement)
    if found.status == Status.SCHEDULED:
        statement_due.send(sender=Statement, statement=found, clock=clock)
    return found


def lock_row(statement: Statement) -> Statement:
    """As `lock_statement`, for whoever carries a release out."""
    rows = Statement.objects.select_for_update(of=("self",)).select_related("meeting")
    found: Statement = rows.get(pk=statement.pk)
    return found


def enter_stage(statement: Statement, *stages: Status, clock: Clock = database_now) -> Statement:
    """The statement locked and as it is now, for an act in one of `stages`. Refuses `NotInThisStage`."""
    statement = lock_statement(statement, clock)
    require_stage(statement, *stages)
    return statement


def enter(statement: Statement, actor: Person, *stages: Status, clock: Clock = database_now) -> Statement:
    """The statement locked and as it is now, for an act of one party on it in one of `stages`.

    Refuses `NotInThisStage`, and `OptedOut` where the actor's delegation is a party no more. Two SQL queries.
    """
    statement = enter_stage(statement, *stages, clock=clock)
    require_party(statement, actor)
    return statement


def require_stage(statement: Statement, *stages: Status) -> None:
    """Refuse `NotInThisStage` unless the statement is in one of `stages`; `StaysAsReleased` where it is released."""
    if statement.status not in stages:
        if statement.status == Status.RELEASED:
            raise StaysAsReleased
        wanted = " / ".join(str(stage.label) for stage in stages)
        raise NotInThisStage(status=Status(statement.status).label, wanted=wanted)


def require_party(statement: Statement, actor: Person) -> None:
    """Refuse `OptedOut` unless the actor's delegation is an active party. One SQL query at most."""
    if actor.code not in statement.active_parties:
        raise OptedOut


def require_reason(reason: str) -> str:
    """The reason without spaces around it. Refuses `ReasonNeeded` where there is none."""
    if not reason.strip():
        raise ReasonNeeded
    return reason.strip()


def latest_of(paragraph: Paragraph) -> ParagraphVersion:
    """The paragraph's present version. One SQL query."""
    found: ParagraphVersion = ParagraphVersion.objects.filter(paragraph=paragraph).latest("seq")
    return found


def present_version(paragraph: Paragraph) -> ParagraphVersion | None:
    """The paragraph's present version; None if the paragraph has left the text. One SQL query."""
    rows = ParagraphVersion.objects.filter(paragraph=paragraph, paragraph__withdrawn_at__isnull=True)
    found: ParagraphVersion | None = rows.order_by("-seq").first()
    return found


def require_present(paragraph: Paragraph, version: object) -> None:
    """Refuse `VersionIsOutdated` unless the version with this key is the paragraph's present one. One SQL query."""
    present = present_version(paragraph)
    if present is None or present.pk != version:
        raise VersionIsOutdated(anchor=paragraph.anchor)


def next_in_text(paragraph: Paragraph) -> Paragraph | None:
    """The paragraph after this one. One SQL query."""
    rows = Paragraph.objects.filter(statement=paragraph.statement_id, withdrawn_at__isnull=True)
    found: Paragraph | None = rows.filter(rank__gt=paragraph.rank).order_by("rank").first()
    return found
