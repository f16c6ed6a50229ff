"""What a delegation notes on an action item for itself alone."""

from datetime import datetime

from django.db import transaction

from portal.audit.operations import record
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen, values_of
from workinggroup.actionitems import rules
from workinggroup.actionitems.models import NOTE, ActionItem, ItemNote


@transaction.atomic
def note_item(*, item: ActionItem, actor: Person, now: datetime, text: str, seen: str | None = None) -> ItemNote:
    """Write what the actor's delegation notes on an item, of whomever it is; nobody else reads it or knows of it.

    `seen` is the digest of its `NOTE` as the form was opened with. Refuses `ChangedMeanwhile`.
    """
    ensure(rules.can_note(actor, item))
    lock_key(f"note of {actor.code} on {item.pk}")
    own = [actor.code]
    found = ItemNote.objects.filter(item=item, delegation=actor.code).first()
    note = found or ItemNote(item=item, delegation_id=actor.code, releasable_to=own, editable_by=own)
    require_seen(seen, values_of(note, NOTE))
    note.text, note.author_name, note.at = text, actor.name, now
    note.save()
    record("workinggroup.actionitem.noted", item, actor=actor, releasable_to=own)
    return note
