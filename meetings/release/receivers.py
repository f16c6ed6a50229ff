"""What the release answers when a meeting's page lists its texts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from meetings.release.queries.coming import coming_of
from meetings.signals import texts_coming
from meetings.statements.blocking import Coming
from meetings.statements.models import Statement


@receiver(texts_coming)
def tell_instants(*, statements: Sequence[Statement], **_signal: Any) -> dict[UUID, Coming]:
    """When a silence ends and when a text goes out. Two SQL queries at most, none where no text is on its way."""
    return coming_of(statements)
