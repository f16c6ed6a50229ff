"""Forms for files."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.exchange.exporting import Form
from meetings.exchange.looks import Look
from meetings.exchange.source import PRESENT
from meetings.statements.forms import LanguageForm
from meetings.texts.docx.reading import read
from meetings.texts.limits import LARGEST_FILE, LargeFile
from portal.core.errors import Refused
from portal.core.printing import BOTH
from portal.people.models import Delegation


class ExportForm(LanguageForm):
    """A file of the text: which look, which language, which format; what is not said is as the form offers it."""

    look = forms.ChoiceField(label=_("What it shows"), choices=Look.choices, required=False)
    against = forms.TypedChoiceField(
        label=_("Changes since"), coerce=int, empty_value=None, required=False, help_text=_("For tracked changes only.")
    )
    apart = forms.BooleanField(
        label=_("Moved paragraphs as deleted and inserted, for programs that show no moves"), required=False
    )
    revision = forms.TypedChoiceField(label=_("Which text"), coerce=int, empty_value=None, required=False)
    original = forms.ChoiceField(
        label=_("Original of"),
        required=False,
        help_text=_("It names that party first, with its own lead-in and lists."),
    )
    form = forms.ChoiceField(label=_("File"), choices=Form.choices, required=False)
    field_order = ("look", "against", "apart", "revision", "original", "language", "form")

    def __init__(self, *args: Any, statement: Any, **kwargs: Any) -> None:
        super().__init__(*args, statement=statement, **kwargs)
        language: Any = self.fields["language"]
        language.required = False
        all_of = _("Both, side by side (PDF)") if len(statement.languages) < 3 else _("All, side by side (PDF)")
        language.choices = [*language.choices, (BOTH, all_of)]
        issued = [(each.number, each.label) for each in statement.revisions.order_by("-number")]
        against: Any = self.fields["against"]
        against.choices = [("", _("choose")), *issued]
        revision: Any = self.fields["revision"]
        revision.choices = [("", _("The text as it stands")), *issued]
        original: Any = self.fields["original"]
        names = Delegation.objects.filter(code__in=statement.active_parties).order_by("order", "code")
        original.choices = [("", _("nobody: the text for all parties")), *((each.code, str(each)) for each in names)]
        self.one_of("look", "against", "revision", "original", "language", "form")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        offered = {"look": Look.BRACKETS, "form": Form.DOCX, "language": self.initial["language"]}
        return cleaned | {name: cleaned.get(name) or value for name, value in offered.items()}


class ReturnForm(LanguageForm):
    """A Word file that comes back."""

    file = forms.FileField(label=_("The edited file (.docx)"), allow_empty_file=True, help_text=_("Up to 10 MB."))
    revision = forms.ChoiceField(
        label=_("Which text it was exported from"),
        required=False,
        help_text=_("Only needed where a program took this out of the file."),
    )
    field_order = ("file", "language", "revision")

    def __init__(self, *args: Any, statement: Any, **kwargs: Any) -> None:
        super().__init__(*args, statement=statement, **kwargs)
        issued = [(str(each.number), each.label) for each in statement.revisions.order_by("-number")]
        choice: Any = self.fields["revision"]
        choice.choices = [("", _("The file says it")), (PRESENT, _("The text as it stands")), *issued]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if upload := cleaned.get("file"):
            try:
                if upload.size > LARGEST_FILE:
                    raise LargeFile
                cleaned["returned"] = read(upload.read(), upload.name)
            except Refused as refusal:
                self.add_error("file", str(refusal))
        return cleaned
