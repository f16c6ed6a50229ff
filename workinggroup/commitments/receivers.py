"""What becomes of the commitments that were marked in a text when it is released."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from meetings.signals import statement_released
from meetings.statements.models import Statement
from workinggroup.commitments.taking import take_promises


@receiver(statement_released)
def take(sender: Any, statement: Statement, now: datetime, **_: Any) -> None:
    """In the transaction of the release: all of them, or no release."""
    take_promises(statement=statement, now=now)
