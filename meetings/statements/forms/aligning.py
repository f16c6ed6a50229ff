"""Forms about concordance, alignment and the glossary: shapes only."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from meetings.statements.models import ParagraphVersion, Reviewer, TextProposal, Waiver
from meetings.statements.models.glossary import LONGEST
from meetings.statements.splitting import tidy
from meetings.statements.states import ProposalKind, Reply, Strength
from portal.core.forms import PortalForm
from portal.people.models import User
from portal.people.states import Role

BIG = {"class": "usa-textarea--tall usa-textarea--text"}


class WaiveForm(PortalForm):
    """A warning to let stand, and why."""

    place = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(label=_("Why it may stand"), max_length=1000)


class OneOf(PortalForm):
    """One row of a statement, named by its key. Subclasses say which rows there are."""

    missing = _("It is not there any more.")

    def choose(self, name: str, rows: Any) -> None:
        field = forms.ModelChoiceField(rows, widget=forms.HiddenInput)
        field.error_messages["invalid_choice"] = field.error_messages["required"] = self.missing
        self.fields[name] = field


class WaiverForm(OneOf):
    """The waiver that is seconded or taken back."""

    def __init__(self, *args: Any, statement: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("waiver", Waiver.objects.filter(statement=statement).select_related("statement__meeting"))


class EditForm(OneOf):
    """The edit of a language that is answered or withdrawn."""

    def __init__(self, *args: Any, statement: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = TextProposal.objects.filter(statement=statement, kind=ProposalKind.REPLACE)
        self.choose("edit", rows.select_related("statement__meeting", "base", "paragraph"))


class AnswerEditForm(EditForm):
    """Yes or no to an edit of a language."""

    reply = forms.ChoiceField(choices=Reply.choices)
    note = forms.CharField(required=False, max_length=1000)


class ReviewerPick(OneOf):
    """The reviewer who is removed."""

    def __init__(self, *args: Any, statement: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("reviewer", Reviewer.objects.filter(statement=statement).select_related("statement__meeting"))


class ReviewerForm(PortalForm):
    """A person of one's own delegation and the language they are trusted with."""

    person = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none(), empty_label=_("choose"))
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, statement: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["person"]
        ours = User.objects.filter(membership__delegation=user.code, is_active=True)
        people.queryset = ours.exclude(membership__role=Role.OBSERVER).select_related("membership").order_by("name")
        languages: Any = self.fields["language"]
        languages.choices = [(code, dict(settings.LANGUAGES).get(code, code)) for code in statement.languages]


class LanguageEditForm(PortalForm):
    """Other words for a paragraph in one language, and why; `seen` is the version that stood in the form."""

    seen = forms.ModelChoiceField(ParagraphVersion.objects.none(), widget=forms.HiddenInput)
    text = forms.CharField(label=_("The text"), strip=False, widget=forms.Textarea(attrs=BIG))
    reason = forms.CharField(label=_("Why"), max_length=1000)

    def __init__(self, *args: Any, line: Any, paragraph: Any, language: str, **kwargs: Any) -> None:
        initial = {"seen": line.version, "text": line.texts.get(language, "")} if line else {}
        super().__init__(*args, initial=initial, **kwargs)
        seen: Any = self.fields["seen"]
        seen.queryset = ParagraphVersion.objects.filter(paragraph=paragraph)

    def see(self, line: Any) -> None:
        """Take the text as it stands for seen: it is shown beside the words that were refused."""
        if line:
            self.data = {**self.data.dict(), "seen": str(line.version)}  # type: ignore[attr-defined]


class ReviewedForm(PortalForm):
    """Paragraphs, as they were seen, whose text in one language is as it should be."""

    language = forms.CharField(max_length=8)
    versions = forms.ModelMultipleChoiceField(
        ParagraphVersion.objects.none(), error_messages={"required": _("Choose the paragraphs that you have read.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions: Any = self.fields["versions"]
        versions.queryset = ParagraphVersion.objects.all()

    def clean_versions(self) -> list[uuid.UUID]:
        return [version.pk for version in self.cleaned_data["versions"]]


class CertifyForm(PortalForm):
    """The hash of the whole text that the person read."""

    seen = forms.CharField(max_length=64)


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
