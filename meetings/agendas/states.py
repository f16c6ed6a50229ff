"""Kinds of agenda rows, and the lives of agendas, rows and proposals."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ItemKind(TextChoices):
    """Only items are numbered."""

    ITEM = "item", _("Item")
    BREAK = "break", _("Break")


class AgendaStatus(TextChoices):
    """What is put on an adopted agenda is late."""

    OPEN = "open", pgettext_lazy("agenda", "Provisional")
    ADOPTED = "adopted", pgettext_lazy("agenda", "Adopted")


class ItemStatus(TextChoices):
    """A row that left the agenda keeps its place, so that it can come back."""

    ON = "on", pgettext_lazy("agenda item", "On the agenda")
    DEFERRED = "deferred", pgettext_lazy("agenda item", "Deferred")
    REMOVED = "removed", pgettext_lazy("agenda item", "Removed")


class ProposalStatus(TextChoices):
    """Objected is not a state: it is what the answers say."""

    PROPOSED = "proposed", pgettext_lazy("proposal", "Proposed")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "Accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Withdrawn")


class View(TextChoices):
    """What another delegation says of a proposal."""

    NO_OBJECTION = "none", _("No objection")
    OBJECTION = "objection", _("Objection")


NEXT: dict[Any, set[Any]] = {
    AgendaStatus.OPEN: {AgendaStatus.ADOPTED},
    AgendaStatus.ADOPTED: set(),
    ItemStatus.ON: {ItemStatus.DEFERRED, ItemStatus.REMOVED},
    ItemStatus.DEFERRED: {ItemStatus.ON},
    ItemStatus.REMOVED: {ItemStatus.ON},
    ProposalStatus.PROPOSED: {ProposalStatus.ACCEPTED, ProposalStatus.WITHDRAWN},
    ProposalStatus.ACCEPTED: set(),
    ProposalStatus.WITHDRAWN: set(),
}
