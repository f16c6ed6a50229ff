"""What must be settled elsewhere before a final text goes to its adoption: those above answer, in the asking person's context."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.signals import statement_closing
from meetings.statements.blocking import Blocker
from meetings.statements.models import Statement
from portal.core.errors import Refused
from portal.core.people import Person


class NotAccountedFor(Refused):
    """Something promised earlier has no outcome yet. `blockers` say how much, and lead to where it is settled."""

    sentence = _("%(missing)s Say of each, on the page “Accounting” of this text, what became of it; then go on.")

    def __init__(self, blockers: list[Blocker]) -> None:
        super().__init__(missing=" ".join(blocker.sentence for blocker in blockers))
        self.blockers = blockers


def closing_blockers(statement: Statement, user: Person) -> list[Blocker]:
    """What those above still want settled before this text goes to silence or sign-off, as far as the person sees it."""
    answers: list[Any] = statement_closing.send(sender=Statement, statement=statement, user=user)
    return [blocker for _receiver, answer in answers for blocker in answer]


def require_accounted(statement: Statement, actor: Person) -> None:
    """Refuse `NotAccountedFor` while commitments of earlier statements have no outcome. Asked of a locked statement, before
    it leaves the final text: for the silence procedure, or for sign-off."""
    if found := closing_blockers(statement, actor):
        raise NotAccountedFor(found)
