"""Forms of the alignment."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.negotiation.models import TextProposal
from meetings.negotiation.states import ProposalKind, Reply
from meetings.statements.forms import BIG
from meetings.statements.models import ParagraphVersion, Reviewer
from portal.core.forms import PortalForm, RowChoiceForm
from portal.core.people import Person
from portal.core.texts import name_of_language
from portal.people.models import User
from portal.people.states import Role


class EditForm(RowChoiceForm):
    """The edit of a language that is answered or withdrawn."""

    def __init__(self, *args: Any, statement: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = TextProposal.objects.filter(statement=statement, kind=ProposalKind.REPLACE)
        self.choose("edit", rows.select_related("statement__meeting", "base", "paragraph"))


class AnswerEditForm(EditForm):
    """Yes or no to an edit of a language."""

    reply = forms.ChoiceField(choices=Reply.choices)
    note = forms.CharField(required=False, max_length=1000)


class ReviewerPick(RowChoiceForm):
    """The reviewer who is removed."""

    def __init__(self, *args: Any, statement: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("reviewer", Reviewer.objects.filter(statement=statement).select_related("statement__meeting"))


class ReviewerForm(PortalForm):
    """A person of one's own delegation and the language they are trusted with."""

    person = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none(), empty_label=_("choose"))
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, statement: Any, user: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["person"]
        ours = User.objects.filter(membership__delegation=user.code, is_active=True)
        people.queryset = ours.exclude(membership__role=Role.OBSERVER).select_related("membership").order_by("name")
        languages: Any = self.fields["language"]
        languages.choices = [(code, name_of_language(code)) for code in statement.languages]


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
