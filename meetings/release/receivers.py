"""What the release answers when a page below lists texts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from meetings.release.queries.closing import Step, steps_by_text
from meetings.signals import texts_coming
from meetings.statements.models import Statement


@receiver(texts_coming)
def tell_steps(*, statements: Sequence[Statement], **_signal: Any) -> dict[UUID, Step]:
    """What each final text waits for, of whom, and until when. Two SQL queries at most, none where no text is on its way."""
    return steps_by_text(statements)
