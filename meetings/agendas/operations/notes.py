"""A delegation's own notes on agenda items."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.agendas import rules
from meetings.agendas.models import Annotation, Item
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure


class NotesChangedMeanwhile(Refused):
    """A colleague was faster; neither text is lost."""

    sentence = _("A colleague changed these notes meanwhile. Compare with the text on the page, then save again.")


@transaction.atomic
def annotate_item(*, item: Item, actor: Person, seen: int, **texts: str) -> Annotation:
    """Write the notes that only one's own delegation reads: briefing, position, red_lines, talking_points.

    `seen` is the version that the form was opened with, 0 for none. The trail tells the own delegation alone, without the
    words. Refuses `NotesChangedMeanwhile`.
    """
    ensure(rules.can_annotate(actor, item.agenda.meeting))
    lock_key(f"notes of {actor.code} on {item.pk}")
    notes = Annotation.objects.filter(item=item, delegation=actor.code).first()
    if (notes.version if notes else 0) != seen:
        raise NotesChangedMeanwhile
    notes = notes or Annotation(item=item, delegation_id=actor.code, version=0)
    for name in ("briefing", "position", "red_lines", "talking_points"):
        setattr(notes, name, texts.get(name, ""))
    notes.version += 1
    notes.releasable_to = notes.editable_by = [actor.code]
    notes.save()
    record("meetings.agenda.annotated", notes, actor=actor, releasable_to=[actor.code])
    return notes
