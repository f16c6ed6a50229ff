"""The form about working days: its shape only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import DayInput, PortalForm

OFF, WORKED = "off", "worked"


class WorkdayForm(PortalForm):
    """One day of the own delegation."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    kind = forms.ChoiceField(
        label=_("On this day"), choices=[(OFF, _("we do not work")), (WORKED, _("we work"))],
        widget=forms.RadioSelect, initial=OFF,
    )  # fmt: skip
    note = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_("Such as the order or agreement it comes from. All delegations read it."),
    )
