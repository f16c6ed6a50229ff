"""Forms about records: shapes only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.records.states import AmendmentStatus, OutcomeKind
from portal.core.forms import InEachLanguage, PortalForm, RewritingForm

LONGEST = 10_000


def _words(**options: Any) -> forms.CharField:
    return forms.CharField(required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **options)


class SpokenForm(PortalForm):
    """A text in one of the content languages, or in several."""

    text = InEachLanguage(_("In %(language)s"), _words)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.one_of(*self.names_of("text"))


class OutcomeForm(SpokenForm):
    """What came out of an item."""

    kind = forms.ChoiceField(label=_("Kind"), choices=OutcomeKind.choices)
    field_order = ("kind", "text")


class ReadoutForm(RewritingForm, SpokenForm):
    """A delegation's own words."""

    is_shared = forms.BooleanField(label=_("Share it with all parties"), required=False)


class AmendmentForm(PortalForm):
    """A change that is asked for."""

    text = forms.CharField(
        label=_("What should the records say instead?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )


class AnswerForm(PortalForm):
    """What becomes of an amendment, and what is said to who asked for it."""

    status = forms.ChoiceField(
        choices=[(each, each.label) for each in (AmendmentStatus.TAKEN, AmendmentStatus.DECLINED)]
    )
    answer = forms.CharField(label=_("Answer"), required=False, max_length=1000)
