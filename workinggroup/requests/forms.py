"""Forms of requests for information: shapes only."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.documents.states import Marking
from portal.core.forms import InEachLanguage, PortalForm, RewritingForm
from portal.people.models import Delegation
from workinggroup.commitments.models import Commitment
from workinggroup.handling.forms import NobodyNamed
from workinggroup.requests.states import Accuracy, AnswerPart, Ground, Part, Source, Urgency, Use

LONGEST = 6000
MARK = _("Handling of this passage")


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RequestForm(NobodyNamed, RewritingForm):
    """Whom to ask what, what for, and how soon."""

    recipient = forms.ModelChoiceField(Delegation.objects.none(), label=_("Whom to ask"), to_field_name="code")
    title = InEachLanguage(
        _("In a line, in %(language)s"),
        max_length=200,
        help_text=_("Neutral: no place, no method. It stands in lists."),
    )
    question = InEachLanguage(_("Question, in %(language)s"), required=False, max_length=LONGEST, widget=_area())
    question_marking = forms.ChoiceField(label=MARK, choices=Marking.choices, initial=Marking.AMBER)
    background = InEachLanguage(_("Background, in %(language)s"), required=False, max_length=LONGEST, widget=_area())
    background_marking = forms.ChoiceField(label=MARK, choices=Marking.choices, initial=Marking.AMBER)
    purpose = InEachLanguage(_("What the answer is for, in %(language)s"), max_length=1000, widget=_area(2))
    use = forms.ChoiceField(label=_("What your side may do with the answer"), choices=Use.choices, initial=Use.H0)
    conditions = forms.CharField(
        label=_("Other conditions"), help_text=_("Needed for H3."), required=False, max_length=500, widget=_area(2)
    )
    urgency = forms.ChoiceField(
        label=_("How soon"),
        choices=Urgency.choices,
        initial=Urgency.ROUTINE,
        help_text=_("Working days of the side that answers. The clock stands still while it asks what is meant."),
    )
    about = forms.ModelChoiceField(
        Commitment.objects.none(), label=_("The commitment it is about"), required=False, empty_label=_("none")
    )

    def __init__(
        self, *args: Any, sides: Iterable[Delegation], commitments: Sequence[Commitment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        recipient: Any = self.fields["recipient"]
        recipient.queryset = sides
        about: Any = self.fields["about"]
        about.queryset = Commitment.objects.filter(pk__in=[each.pk for each in commitments])
        about.choices = [
            ("", about.empty_label),
            *((each.pk, f"{each.reference} {_beginning(each)}") for each in commitments),
        ]
        self.one_of(*self.names_of(Part.QUESTION))


class AnswerForm(NobodyNamed, RewritingForm):
    """What is answered, how sure it is, and whether more is to come."""

    answer = InEachLanguage(_("Answer, in %(language)s"), required=False, max_length=LONGEST, widget=_area(5))
    answer_marking = forms.ChoiceField(label=MARK, choices=Marking.choices, initial=Marking.AMBER)
    limits = InEachLanguage(
        _("What it does not cover, in %(language)s"), required=False, max_length=LONGEST, widget=_area(2)
    )
    limits_marking = forms.ChoiceField(label=MARK, choices=Marking.choices, initial=Marking.AMBER)
    source = forms.ChoiceField(label=_("Source"), choices=Source.choices, initial=Source.X)
    accuracy = forms.TypedChoiceField(
        label=_("Accuracy"), choices=Accuracy.choices, coerce=int, initial=Accuracy.NOT_BORNE_OUT
    )
    is_whole = forms.TypedChoiceField(
        label=_("This answer is"),
        choices=[("yes", _("the whole answer")), ("", _("a part: more is to come"))],
        coerce=bool,
        required=False,
        widget=forms.RadioSelect,
        initial="yes",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.one_of(*self.names_of(AnswerPart.ANSWER))


class WordsForm(PortalForm):
    """What one side says to the other. Both read it, and so its words name no person."""

    words = forms.CharField(label=_("For the other side to read"), max_length=2000, widget=_area(3))


class RefusalForm(PortalForm):
    """Why nothing is answered."""

    ground = forms.ChoiceField(label=_("Ground"), choices=Ground.choices)
    words = forms.CharField(
        label=_("More, for the other side to read"), required=False, max_length=2000, widget=_area(2)
    )


def _beginning(commitment: Commitment) -> str:
    words = str(commitment)
    return words if len(words) <= 60 else f"{words[:60].rsplit(' ', 1)[0]} …"
