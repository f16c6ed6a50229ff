"""Kinds of agenda rows."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ItemKind(TextChoices):
    """Only items are numbered."""

    ITEM = "item", _("Item")
    BREAK = "break", _("Break")
