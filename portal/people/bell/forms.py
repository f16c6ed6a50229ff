"""The forms about notices: their shape only."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core.forms import PortalForm, RewritingForm
from portal.notifications.kinds import KINDS, WAYS, Kind, Ways
from portal.people.bell.operations import held_ways
from portal.people.bell.queries import MOST_SEEN, read_keys

LABELS = {"bell": _("At the bell"), "mail": _("By mail at once"), "digest": _("In the daily digest")}


class SeenForm(PortalForm):
    """Which notices a page showed as unread."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24 * MOST_SEEN)

    def clean_seen(self) -> list[UUID]:
        keys = read_keys(self.cleaned_data["seen"])
        if keys is None:
            raise ValidationError(_("Open the page again and mark the notices from there."))
        return keys


class WaysForm(RewritingForm):
    """By which ways news of each kind reaches a person."""

    def __init__(self, *args: Any, held: Mapping[str, Ways], **kwargs: Any) -> None:
        initial = {f"{name}_{way}": getattr(ways, way) for name, ways in held.items() for way in WAYS}
        super().__init__(*args, held=held_ways(held), initial=initial, **kwargs)
        for kind in self.kinds:
            for way in WAYS:
                label = f"{kind.words}: {LABELS[way]}"
                self.fields[f"{kind.name}_{way}"] = forms.BooleanField(label=label, required=False)

    @property
    def kinds(self) -> list[Kind]:
        return [kind for kind in KINDS.values() if not kind.is_mandatory]

    @property
    def rows(self) -> Iterator[tuple[Kind, list[forms.BoundField]]]:
        for kind in self.kinds:
            yield kind, [self[f"{kind.name}_{way}"] for way in WAYS]

    @property
    def chosen(self) -> dict[str, Ways]:
        said = self.cleaned_data
        return {kind.name: Ways(*(said[f"{kind.name}_{way}"] for way in WAYS)) for kind in self.kinds}
