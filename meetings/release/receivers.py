"""What the release does before anything else is done to a text, and answers when a page below lists texts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from meetings.release.operations.releasing import release_first
from meetings.release.queries.closing import Step, steps_by_text
from meetings.signals import statement_due, texts_coming
from meetings.statements.models import Statement
from portal.core.clock import Clock


@receiver(texts_coming)
def tell_steps(*, statements: Sequence[Statement], **_signal: Any) -> dict[UUID, Step]:
    """What each final text waits for, of whom, and until when. Two SQL queries at most, none where no text is on its way."""
    return steps_by_text(statements)


@receiver(statement_due)
def carry_out(*, statement: Statement, clock: Clock, **_signal: Any) -> None:
    """Release a text whose instant has come before somebody changes what it stands on."""
    release_first(statement, clock)
