"""Documents may be about an action item."""

from django.utils.translation import gettext_lazy as _

from meetings.documents.subjects import register
from workinggroup.actionitems.models import ActionItem

ACTION_ITEM = register(
    "action_item", ActionItem, ("commitment__statement__meeting", "agenda_item__agenda__meeting"), _("Action item")
)
