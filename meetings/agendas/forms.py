"""Forms about agendas: shapes only."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from meetings.agendas.models import LONGEST, Item, Proposal, Theme
from meetings.agendas.operations.proposals import ProposalIsSettled
from meetings.agendas.states import ItemKind, View
from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.forms import ClockInput, DayInput, InEachLanguage, PortalForm, RowChoiceForm
from portal.core.texts import in_language, in_sentence
from portal.people.models import Delegation

LONGEST_TITLE = 500


def _words(label: Any, **options: Any) -> InEachLanguage:
    def field(**more: Any) -> forms.CharField:
        return forms.CharField(max_length=LONGEST_TITLE, widget=forms.TextInput({"dir": "auto"}), **more)

    return InEachLanguage(label, field, **options)


def _long(label: Any) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    return forms.CharField(label=label, required=False, max_length=10_000, widget=box)


def see(form: Any, version: int) -> None:
    """After a refusal that showed a newer state: the next press of the form replaces that state."""
    data = form.data.copy()
    data["seen"] = str(version)
    form.data = data


class TitledForm(PortalForm):
    """A title in each content language."""

    title = _words(_("Title, in %(language)s"))


class ItemForm(TitledForm):
    """One row of an agenda."""

    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    kind = forms.ChoiceField(label=_("Kind"), choices=ItemKind.choices, initial=ItemKind.ITEM)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST, initial=30)
    fixed_at = forms.TimeField(
        label=_("Fixed time"),
        required=False,
        widget=ClockInput(),
    )
    day = forms.TypedChoiceField(
        label=_("Day"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("With a day, the item does not begin before it. Without one it follows the item above."),
    )
    lead = forms.ChoiceField(label=_("Lead"), required=False)
    supporting = forms.MultipleChoiceField(label=_("With"), required=False, widget=forms.CheckboxSelectMultiple)
    note = _words(_("Note, in %(language)s"), required=False)
    readers = forms.MultipleChoiceField(
        label=_("Who reads this item"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "The others read “Closed item” with the same length. Host and secretariat always read it. What somebody has "
            "read before stays read."
        ),
    )
    field_order = ("title", "kind", "minutes", "day", "fixed_at", "lead", "supporting", "note")

    def __init__(self, meeting: Meeting, data: Any = None, item: Item | None = None) -> None:
        super().__init__(data, initial=_facts_of(item, meeting))
        names = {
            each.code: in_language(each.name) for each in Delegation.objects.filter(code__in=meeting.releasable_to)
        }
        choices: list[tuple[str, Any]] = [(code, names.get(code, code)) for code in meeting.releasable_to]
        fields: Any = self.fields
        if meeting.nights:
            days = [(day.number, day.heading(meeting.time_zone)) for day in meeting.days]
            fields["day"].choices = [("", _("as it follows")), *days]
        else:
            del fields["day"]
        fields["lead"].choices = [("", _("nobody")), *choices]
        fields["supporting"].choices = choices
        fields["fixed_at"].help_text = _("Clock time in %(city)s, if it is fixed.") % {"city": _city(meeting)}
        self.always = meeting.editable_by
        fields["readers"].choices = [(code, name) for code, name in choices if code not in self.always]

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments."""
        data = self.cleaned_data
        offered: Any = self.fields["readers"]
        is_open = len(data["readers"]) == len(offered.choices)
        return {
            "title": self.in_languages("title"),
            "note": {code: words for code, words in self.in_languages("note").items() if words},
            "kind": data["kind"],
            "minutes": data["minutes"],
            "fixed_at": data["fixed_at"],
            "day": data.get("day"),
            "lead": data["lead"] or None,
            "supporting": [code for code in data["supporting"] if code != data["lead"]],
            "readers": None if is_open else data["readers"],
        }


def _city(meeting: Meeting) -> str:
    """Where the clock hangs that a time is told by."""
    return in_sentence(in_language(meeting.city))


def _facts_of(item: Item | None, meeting: Meeting) -> dict[str, Any]:
    if item is None:
        return {"readers": meeting.releasable_to}
    facts = {
        "kind": item.kind,
        "minutes": item.minutes,
        "fixed_at": item.fixed_at,
        "day": item.day,
        "lead": item.lead_id or "",
    }
    facts |= {"supporting": item.supporting, "readers": item.releasable_to, "seen": item.edit}
    for code in settings.CONTENT_LANGUAGES:
        facts |= {f"title_{code}": item.title.get(code, ""), f"note_{code}": item.note.get(code, "")}
    return facts


class MoveForm(PortalForm):
    """Where a row goes, as one button says it: "day", the day and the row; or a side and three rows in the page's order.

    "before", what stands above, the row that is passed, the row itself; "after", the row itself, the row that is passed,
    what stands below. Should the passed row leave meanwhile, the third says the place; "" is the agenda's end.
    """

    to = forms.CharField(max_length=160)
    seen = forms.IntegerField(required=False)

    def clean_to(self) -> tuple[UUID, dict[str, Any]]:
        """The row, and what its operation is told: a day, or a side, an anchor and what is there should that one leave."""
        try:
            match self.cleaned_data["to"].split(":"):
                case ["day", day, item]:
                    return UUID(item), {"day": int(day)}
                case ["before" | "after" as side, first, anchor, last]:
                    item, other = (last, first) if side == "before" else (first, last)
                    fallback = UUID(other) if other else None
                    return UUID(item), {"side": side, "anchor": UUID(anchor), "fallback": fallback}
        except ValueError:
            pass
        raise ValidationError(_("This is no place on the agenda."))


class RowForm(PortalForm):
    """The row that a button is about."""

    row = forms.UUIDField()


class SectionForm(PortalForm):
    """A section's title: a theme's, or its own."""

    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.none(), required=False, empty_label=_("a title of its own")
    )
    title = _words(_("Title, in %(language)s"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["theme"]
        choice.queryset = Theme.objects.filter(is_retired=False).order_by("rank")
        self.one_of("theme", *self.names_of("title"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        words = self.in_languages("title")
        theme: Any = cleaned.get("theme")
        if not theme and not all(words.values()):
            raise ValidationError({self.names_of("title")[0]: _("Choose a theme, or give a title in each language.")})
        return {"theme": theme, "title": words if all(words.values()) else getattr(theme, "title", {})}


class ProposeForm(TitledForm):
    """An item that a delegation proposes."""

    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST, initial=30)
    reason = forms.CharField(
        label=_("Why it belongs on the agenda"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    day = forms.DateField(label=_("The others answer until this day"), widget=DayInput())
    until = forms.TimeField(label=_("and until this hour"), widget=ClockInput())
    field_order = ("title", "minutes", "reason", "day", "until")

    def __init__(self, meeting: Meeting, data: Any = None) -> None:
        super().__init__(data)
        self.meeting = meeting
        self.fields["until"].help_text = _("Clock time in %(city)s.") % {"city": _city(meeting)}

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments: an instant instead of day and clock."""
        data = self.cleaned_data
        ends: datetime = times.instant(data["day"], data["until"].strftime("%H:%M"), self.meeting.time_zone)
        return {
            "title": self.in_languages("title"),
            "minutes": data["minutes"],
            "reason": data["reason"],
            "answer_by": ends,
        }

    def refuse(self, refusal: Exception) -> None:
        field = getattr(refusal, "field", None)
        self.add_error("day" if field == "answer_by" else field if field in self.fields else None, str(refusal))


class ProposalForm(RowChoiceForm):
    """Which proposal of a meeting's agenda."""

    missing = ProposalIsSettled.sentence

    def __init__(self, *args: Any, meeting: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("proposal", Proposal.objects.filter(agenda__meeting=meeting).select_related("agenda__meeting"))


class AnswerForm(ProposalForm):
    """No objection, or an objection with its reason."""

    view = forms.ChoiceField(choices=View.choices)
    reason = forms.CharField(
        label=_("Reason, if you object"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )


class NotesForm(PortalForm):
    """Private notes on one item."""

    item = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    briefing = _long(_("Briefing"))
    position = _long(_("Position"))
    red_lines = _long(_("Red lines"))
    talking_points = _long(_("Talking points"))


class SteerForm(PortalForm):
    """The item that was running when one of the chair's buttons was pressed."""

    seen = forms.CharField(required=False, max_length=36)


class AskFloorForm(PortalForm):
    """The delegation that wants to speak."""

    delegation = forms.RegexField(regex=r"^[A-Z]{2,12}$")


class SpeakerForm(PortalForm):
    """The place on the speakers list that a button is about."""

    speaker = forms.UUIDField()
