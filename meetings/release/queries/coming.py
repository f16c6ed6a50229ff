"""Texts on their way to the public, and what comes of each at which instant."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from meetings.adoption.models import Silence
from meetings.adoption.states import SilenceStatus
from meetings.release.models import ReleasePlan
from meetings.statements.blocking import Coming
from meetings.statements.models import Statement
from meetings.statements.states import CLOSING, Status
from portal.audit.remembered import Moment, Remembered


@dataclass(frozen=True)
class ClosingText:
    """A final text that is not public yet, and what comes of it, where its instant is known."""

    statement: Statement
    coming: Coming | None


def coming_of(statements: Iterable[Statement]) -> dict[UUID, Coming]:
    """What comes of each of these texts at an instant: the end of the silence, the release as it is planned. One SQL query for
    those in silence, one for those that all have signed, none where there are none."""
    texts = list(statements)
    silent = [each.pk for each in texts if each.status == Status.SILENCE]
    signed = {each.pk: each.signed_at for each in texts if each.status in (Status.SIGNED, Status.SCHEDULED)}
    found: dict[UUID, Coming] = {}
    running = Silence.objects.filter(statement__in=silent, status=SilenceStatus.RUNNING) if silent else ()
    for silence in running:
        found[silence.statement_id] = Coming(_("Silence ends"), silence.deadline_at)
    plans = (
        ReleasePlan.objects.filter(statement__in=signed, withdrawn_at__isnull=True, at__isnull=False) if signed else ()
    )
    for plan in plans:
        if plan.signed_at == signed[plan.statement_id] and plan.at:
            words = _("Release, if all confirm") if _status(texts, plan.statement_id) == Status.SIGNED else _("Release")
            found[plan.statement_id] = Coming(words, plan.at)
    return found


def closing_texts(moment: Moment) -> list[ClosingText]:
    """Every final text that the reader sees and that is not public yet. One SQL query where there are some and those of
    `coming_of`, and one more when their keys are not remembered."""
    keys = CLOSING_KEYS(moment)
    if not keys:
        return []
    texts = list(Statement.objects.filter(pk__in=keys).select_related("meeting").order_by("dated", "created_at"))
    coming = coming_of(texts)
    return [ClosingText(text, coming.get(text.pk)) for text in texts]


def _status(texts: Iterable[Statement], key: UUID) -> str:
    return next(str(each.status) for each in texts if each.pk == key)


def _closing_keys() -> tuple[UUID, ...]:
    return tuple(Statement.objects.filter(status__in=CLOSING).values_list("pk", flat=True))


CLOSING_KEYS: Remembered[tuple[UUID, ...]] = Remembered(_closing_keys)
