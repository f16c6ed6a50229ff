"""Forms of the concordance and the glossary."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.concordance.models import LONGEST, Waiver
from meetings.concordance.states import Strength
from meetings.texts.blocks import tidy
from portal.core.forms import InEachLanguage, PortalForm, RewritingForm, RowChoiceForm
from portal.core.seen import values_of


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

    parts_lines = True

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


class WordForm(PortalForm):
    """A row of the group's words; `facts` are its columns."""

    columns: tuple[str, ...] = ()

    def facts(self) -> dict[str, Any]:
        return {"words": self.in_languages("words")} | {name: self.cleaned_data[name] for name in self.columns}


class ChangeWordForm(RewritingForm, WordForm):
    """A row, written anew."""

    @classmethod
    def of(cls, word: Any, data: Any) -> "ChangeWordForm":
        plain = values_of(word, cls.columns)
        words = {f"words_{code}": words for code, words in word.words.items()}
        return cls(data, initial=words | plain, held={"words": word.words} | plain)


class TermForm(WordForm):
    """A row of the glossary."""

    columns = ("variants", "forbidden", "note")
    words = InEachLanguage(_("In %(language)s"), max_length=LONGEST)
    variants = WordsField(
        label=_("Variants"),
        required=False,
        help_text=_("Words of any language that depart from it, parted by commas."),
    )
    forbidden = WordsField(
        label=_("Forbidden"), required=False, help_text=_("Words that must not stand in a text, parted by commas.")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)


class ForceForm(WordForm):
    """A verb of force and its agreed renderings."""

    columns = ("strength",)
    words = InEachLanguage(
        _("In %(language)s"),
        WordsField,
        help_text=_("All agreed words as a dictionary has them, parted by commas; “future” stands for the tense."),
    )
    strength = forms.ChoiceField(label=_("What it promises"), choices=Strength.choices)


class ChangeTermForm(ChangeWordForm, TermForm):
    """A row of the glossary, written anew."""


class ChangeForceForm(ChangeWordForm, ForceForm):
    """A verb of force, written anew."""
