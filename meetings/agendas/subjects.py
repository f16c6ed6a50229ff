"""Documents may be about an agenda item."""

from django.utils.translation import gettext_lazy as _

from meetings.agendas.models import Item
from meetings.documents.subjects import register

ITEM = register("item", Item, "agenda__meeting", _("Agenda item"))
