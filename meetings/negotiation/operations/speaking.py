"""Positions on a paragraph, and comments."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.negotiation import rules
from meetings.negotiation.models import Comment, Position
from meetings.negotiation.states import PositionValue
from meetings.statements.gate import OptedOut, enter, require_present
from meetings.statements.models import Paragraph, ParagraphVersion
from meetings.statements.states import Status
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure


class NothingSaid(Refused):
    """A comment needs words."""

    sentence = _("Write the comment.")
    field = "text"


@transaction.atomic
def take_position(*, version: ParagraphVersion, actor: Person, now: datetime, value: str, note: str = "") -> Position:
    """Record the position of the actor's delegation on the version that it saw; the latest counts, all parties see it.

    Refuses `NotInThisStage` (also after alignment), `OptedOut`, `VersionIsOutdated`.
    """
    statement = version.paragraph.statement
    ensure(rules.can_negotiate(actor, statement))
    statement = enter(statement, actor, Status.NEGOTIATING, Status.ALIGNMENT)
    paragraph = version.paragraph
    require_present(paragraph, version.pk)
    taken = Position(version=version, delegation_id=actor.code, value=PositionValue(value), note=note.strip(), at=now)
    taken.number = Position.objects.filter(version=version, delegation=actor.code).count() + 1
    taken.by_name, taken.releasable_to, taken.editable_by = actor.name, statement.releasable_to, [actor.code]
    taken.save(force_insert=True)
    record("meetings.statement.position", taken, actor=actor, value=value, paragraph=paragraph.anchor)
    return taken


@transaction.atomic
def write_comment(*, paragraph: Paragraph, actor: Person, now: datetime, text: str, is_shared: bool) -> Comment:
    """Remark on a paragraph, to all parties or inside one's delegation, which alone then knows of it.

    Refuses `NothingSaid`, and `OptedOut` to speak to those one has left.
    """
    statement = paragraph.statement
    ensure(rules.can_draft(actor, statement) or (is_shared and rules.can_assist(actor, statement)))
    if not text.strip():
        raise NothingSaid
    if is_shared and actor.code in set(statement.parties) - set(statement.active_parties):
        raise OptedOut
    readers = statement.releasable_to if is_shared else [actor.code]
    said = Comment(paragraph=paragraph, delegation_id=actor.code, author_name=actor.name, text=text.strip(), at=now)
    said.releasable_to, said.editable_by = readers, [actor.code]
    said.save(force_insert=True)
    record("meetings.statement.commented", said, actor=actor, paragraph=paragraph.anchor, shared=is_shared)
    return said
