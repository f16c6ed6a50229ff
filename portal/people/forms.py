"""Forms about people: shapes only."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from portal.core import times
from portal.core.forms import InEachLanguage, PortalForm, RewritingForm
from portal.core.reader import PORTAL, Reader, reading_as
from portal.people.inviting import WANTED
from portal.people.lists.forms import ListForm
from portal.people.models import COLOURS, Delegation, User
from portal.people.states import Kind, Role


class DelegationChoice(forms.ModelChoiceField):
    """A delegation by its name in the reader's language."""

    def __init__(self, **options: Any) -> None:
        empty = options.pop("empty_label", _("none (administrators only)"))
        queryset = Delegation.objects.exclude(kind=Kind.GUESTS).order_by("order", "code")
        super().__init__(queryset=queryset, empty_label=empty, label=_("Delegation"), **options)

    def label_from_instance(self, record: Any) -> str:
        return f"{record} ({record.code})"


class SecondFactorForm(AuthenticateForm):
    """The code of a second factor, asked of somebody whose password was right: their factors are read as theirs."""

    def clean_code(self) -> str:
        with reading_as(Reader(user_id=self.user.pk)):
            try:
                return str(super().clean_code())
            except ValidationError as error:
                wrong = error
        raise wrong


class RoleForm(PortalForm):
    """A place in the portal: role and delegation."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MEMBER)
    delegation = DelegationChoice(required=False)


class ChangeRoleForm(RewritingForm, RoleForm):
    """Another place in the portal."""


class InviteForm(RoleForm):
    """One person to invite."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    field_order = ("name", "email", "delegation", "role", "language")


class InviteManyForm(ListForm):
    """A list of people to invite, and where they belong."""

    wanted = WANTED
    delegation = DelegationChoice(empty_label=_("choose"))
    language = forms.ChoiceField(label=_("Language where a line names none"), choices=settings.LANGUAGES)
    field_order = ("delegation", "language", "people", "file", "lines")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].help_text = _(
            "One person a line, with headings as your list has them; or name, e-mail address, role, language in any order. "
            "Role and language may be left out."
        )


class AcceptForm(PortalForm):
    """The password of a new account, twice."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. A sentence is easier to remember than a riddle."),
    )
    again = forms.CharField(
        label=_("Password again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        return password

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError(_("The two passwords are not the same."))
        return again


def colour_choices() -> list[tuple[str, str]]:
    words = {
        "indigo": pgettext("colour", "indigo"),
        "maroon": pgettext("colour", "maroon"),
        "mint": pgettext("colour", "mint"),
        "gold": pgettext("colour", "gold"),
        "violet": pgettext("colour", "violet"),
        "green": pgettext("colour", "green"),
        "blue": pgettext("colour", "blue"),
        "orange": pgettext("colour", "orange"),
        "slate": pgettext("colour", "slate"),
    }
    return [(name, words[name]) for name in COLOURS]


class DelegationForm(RewritingForm):
    """A government's side at the table."""

    code = forms.RegexField(
        r"^[A-Z][A-Z0-9]{1,11}$",
        label=_("Code"),
        max_length=12,
        help_text=_("Two to twelve capital letters, such as USA. It never changes. SEC is the neutral secretariat."),
    )
    order = forms.IntegerField(label=_("Place in lists"), min_value=0, max_value=9999, initial=100)
    name = InEachLanguage(_("Name, in %(language)s"), max_length=150)
    seat = InEachLanguage(_("City of the seat, in %(language)s"), max_length=100)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [(name, name.replace("_", " ")) for name in times.zone_names()]
    )
    holiday_country = forms.ChoiceField(
        label=_("Public holidays of"),
        required=False,
        choices=lambda: [("", _("no country: weekends alone")), *((code, code) for code in times.holiday_countries())],
        help_text=_("Reminders go before these days, not on them."),
    )
    colour = forms.ChoiceField(label=_("Colour"), choices=colour_choices, initial="slate")

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code == PORTAL.code:
            raise ValidationError(_("The portal itself uses this code. Choose another."))
        return code


# Where a person has chosen no zone.
OWN_ZONE = _("that of my delegation")


def zone_choices(own: str | Promise = OWN_ZONE) -> list[tuple[str, str]]:
    """The zones, after the one that holds where none is chosen."""
    return [("", str(own)), *((name, name.replace("_", " ")) for name in times.zone_names())]


class PreferencesForm(RewritingForm):
    """How the portal speaks to me."""

    name = forms.CharField(label=_("Name"), max_length=150)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices, required=False)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones: Any = self.fields["time_zone"]
        if not person.code:
            zones.choices = zone_choices(_("universal time (UTC)"))
        elif person.is_guest:
            zones.choices = zone_choices(_("that of my meeting"))
