"""Forms of the concordance and the glossary."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.concordance.models import LONGEST, Waiver
from meetings.concordance.states import Strength
from meetings.texts.blocks import tidy
from portal.core.forms import PortalForm, RowChoiceForm


class WaiveForm(PortalForm):
    """A warning to let stand, and why."""

    finding_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(label=_("Why it may stand"), max_length=1000)


class WaiverForm(RowChoiceForm):
    """The waiver that is seconded or taken back."""

    def __init__(self, *args: Any, statement: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("waiver", Waiver.objects.filter(statement=statement).select_related("statement__meeting"))


class WordsField(forms.CharField):
    """Several words or phrases, parted by commas or lines."""

    def to_python(self, value: Any) -> Any:
        words = [tidy(word) for line in (super().to_python(value) or "").splitlines() for word in line.split(",")]
        return list(dict.fromkeys(filter(None, words)))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if any(len(word) > LONGEST for word in value):
            raise forms.ValidationError(
                _("Each word or phrase has at most %(count)s characters."), params={"count": LONGEST}
            )

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


class TermForm(PortalForm):
    """A row of the glossary."""

    en = forms.CharField(label=_("English"), max_length=LONGEST)
    es = forms.CharField(label=_("Spanish"), max_length=LONGEST)
    variants = WordsField(
        label=_("Variants"),
        required=False,
        help_text=_("Words of either language that depart from it, parted by commas."),
    )
    forbidden = WordsField(
        label=_("Forbidden"), required=False, help_text=_("Words that must not stand in a text, parted by commas.")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    @staticmethod
    def facts_of(word: Any) -> dict[str, Any]:
        return {name: getattr(word, name) for name in ("en", "es", "variants", "forbidden", "note")}


class ForceForm(PortalForm):
    """An English verb of force and its agreed renderings."""

    en = forms.CharField(label=_("English"), max_length=LONGEST, help_text=_("As a dictionary has it: commit to."))
    es = WordsField(
        label=_("Spanish"), help_text=_("All agreed renderings, parted by commas; “future” stands for the tense.")
    )
    strength = forms.ChoiceField(label=_("What it promises"), choices=Strength.choices)

    @staticmethod
    def facts_of(word: Any) -> dict[str, Any]:
        return {name: getattr(word, name) for name in ("en", "es", "strength")}
