"""Forms about participants: shapes only."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.participants.bringing import LARGEST_NOTE, NoteTooLarge
from meetings.participants.listing import WANTED
from meetings.participants.models import Participant
from meetings.participants.states import Answer, Kind
from portal.core.forms import PortalForm, RewritingForm
from portal.people.lists.forms import ListForm
from portal.people.models import User


class ParticipantForm(PortalForm):
    """One entry of a list."""

    person = forms.ModelChoiceField(
        label=_("Member of the delegation"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("somebody without account"),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        required=False,
        help_text=_("As it stands on the list and the badge. Empty: the member's name."),
    )
    title = forms.CharField(label=_("Function"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Comes as"), choices=Kind.choices, initial=Kind.MEMBER)
    rank = forms.IntegerField(
        label=_("Place in the delegation"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_("Empty: after those already listed."),
        widget=forms.NumberInput(attrs={"class": "usa-input--short"}),
    )
    answer = forms.ChoiceField(label=_("Answer"), choices=Answer.choices, initial=Answer.NONE)
    dietary = forms.CharField(label=_("Dietary needs"), max_length=300, required=False)
    access = forms.CharField(label=_("Access needs"), max_length=300, required=False)

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["person"]
        choice.queryset = members
        self.one_of("person", "name")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("person") or cleaned.get("name")):
            raise ValidationError({"name": _("Choose a member or write a name.")})
        return cleaned


class ChangeForm(RewritingForm, ParticipantForm):
    """An entry, written anew."""

    @classmethod
    def of(cls, participant: Participant, data: Any, *, members: Any) -> "ChangeForm":
        held = participant.written()
        return cls(data, initial=held | {"answer": participant.answer_now}, held=held, members=members)


class AnswerForm(PortalForm):
    """Whether somebody comes."""

    answer = forms.ChoiceField(choices=Answer.choices)


class ImportForm(ListForm):
    """A list, pasted or as a file."""

    wanted = WANTED

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].help_text = _(
            "One person a line, with headings as your list has them; or name, function, and what they come as. The last two "
            "may be left out."
        )


class CredentialsForm(RewritingForm):
    """A note verbale, in the place of the one that was sent before."""

    file = forms.FileField(label=_("Note verbale"), help_text=_("PDF, at most 5 MB."))

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST_NOTE:
            raise ValidationError(str(NoteTooLarge()))
        return upload
