"""How forms look: USWDS markup, errors beside their field, dates without script, and words in each content language."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.characters import one_line
from portal.core.intake import sentence_of
from portal.core.seen import ChangedMeanwhile, digest
from portal.core.texts import name_of_language, word_for_language

NOTHING = _("nothing")
# Of one line; passwords are not, for they are kept as they were typed.
ONE_LINE = {forms.TextInput, forms.EmailInput, forms.URLInput}
# Into these somebody types, letter by letter.
TYPED = (forms.TextInput, forms.NumberInput, forms.Textarea)
# What PostgreSQL's integers hold, and days with which one can reckon.
LARGEST = 2**31 - 1
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2200, 12, 31)


class PortalRenderer(TemplatesSetting):
    """Fields are rendered by the portal's own template."""

    field_template_name = "components/field.html"
    form_template_name = "components/form.html"


def dress(widget: forms.Widget) -> None:
    """Give a widget its USWDS class."""
    if isinstance(widget, forms.RadioSelect):
        name = "usa-radio__input"
    elif isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
        name = "usa-checkbox__input"
    elif isinstance(widget, forms.Textarea):
        name = "usa-textarea"
    else:
        name = "usa-select" if isinstance(widget, forms.Select) else "usa-input"
    widget.attrs["class"] = f"{name} {widget.attrs.get('class', '')}".strip()


def limit(field: forms.Field) -> None:
    """Give a number or a day the limits of what can be kept, where the form itself names none."""
    if isinstance(field, forms.IntegerField):
        if field.min_value is None:
            field.validators.append(MinValueValidator(-LARGEST))
        if field.max_value is None:
            field.validators.append(MaxValueValidator(LARGEST))
    elif isinstance(field, forms.DateField):
        words = _("Give a day between the years %(first)s and %(last)s.") % {
            "first": FIRST_DAY.year,
            "last": LAST_DAY.year,
        }
        field.validators += [MinValueValidator(FIRST_DAY, words), MaxValueValidator(LAST_DAY, words)]


def is_of_one_line(field: forms.Field) -> bool:
    """Whether what is typed into a field is one line; a field that parts lines itself says `parts_lines`."""
    return type(field.widget) in ONE_LINE and not getattr(field, "parts_lines", False)


class InEachLanguage(forms.Field):
    """Stands for one field for each content language, `<name>_<code>`, which `PortalForm` puts in its place.

    `label` names the language: "Title, in %(language)s", or by its own name: "Lead-in (%(own)s)". `make` is the kind of
    field, with its `options`.
    """

    def __init__(
        self, label: str | Promise, make: Callable[..., forms.Field] = forms.CharField, **options: Any
    ) -> None:
        super().__init__(required=False)
        self.words, self.make, self.options = label, make, options

    def fields(self, codes: Sequence[str]) -> dict[str, forms.Field]:
        """The field of each language, whose words are spoken in it."""
        found = {}
        for code in codes:
            names = {"language": word_for_language(code), "own": name_of_language(code)}
            found[code] = self.make(label=str(self.words) % names, **self.options)
            found[code].widget.attrs["lang"] = code
        return found


class PortalForm(forms.Form):
    """A form that checks shape and never saves; the operation decides. `codes` are the languages of its `InEachLanguage`s.

    `reads_itself` are the fields of which the form tells in its own way what could not be read.
    """

    reads_itself: frozenset[str] = frozenset()

    def __init__(self, *args: Any, codes: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = list(codes or settings.CONTENT_LANGUAGES)
        self._localized: list[str] = []
        whole, self.fields = self.fields, {}
        for name, field in whole.items():
            if not isinstance(field, InEachLanguage):
                self.fields[name] = field
                continue
            self._localized.append(name)
            self.fields |= {f"{name}_{code}": each for code, each in field.fields(self.codes).items()}
        for field in self.fields.values():
            dress(field.widget)
            limit(field)
        self._unread: Mapping[str, str] = getattr(self.data, "unread", {})
        self._told: set[str] = getattr(self.data, "told", set())
        if self.is_bound:
            self._clean_data()

    def full_clean(self) -> None:
        """Beside what each field says: what in it could not be read (`portal.core.intake`)."""
        super().full_clean()
        for name, field in self.fields.items():
            if (key := self.add_prefix(name)) in self._unread:
                self._told.add(key)
                if name not in self.reads_itself:
                    self.add_error(None if field.widget.is_hidden else name, sentence_of(self._unread[key]))

    def _clean_data(self) -> None:
        """What was typed into a field of one line is one line; what the form reads itself is as it came."""
        uncleaned, changed = getattr(self.data, "uncleaned", {}), {}
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            said = self.data.get(key)
            if name in self.reads_itself and key in uncleaned:
                changed[key] = uncleaned[key]
            elif isinstance(said, str) and is_of_one_line(field) and one_line(said) != said:
                changed[key] = one_line(said)
        if changed:
            taken: Any = self.data.copy()  # type: ignore[attr-defined]
            for key, words in changed.items():
                taken[key] = words
            self.data = taken

    @property
    def each(self) -> dict[str, list[forms.BoundField]]:
        """The fields of each `InEachLanguage` by its name, one for each language."""
        return {name: [self[each] for each in self.names_of(name)] for name in self._localized}

    def names_of(self, name: str) -> list[str]:
        """The names of the fields that stand in an `InEachLanguage`'s place."""
        return [f"{name}_{code}" for code in self.codes]

    def in_languages(self, name: str) -> dict[str, Any]:
        """What was written into an `InEachLanguage`, by language."""
        return {code: self.cleaned_data.get(f"{name}_{code}") or "" for code in self.codes}

    @property
    def facts_said(self) -> dict[str, Any]:
        """What the form says by name; what it says in several languages is one value."""
        apart = {each for name in self._localized for each in self.names_of(name)}
        plain = {name: value for name, value in self.cleaned_data.items() if name not in apart}
        return plain | {name: self.in_languages(name) for name in self._localized}

    @property
    def is_typed(self) -> bool:
        """Whether somebody typed something into it. A field without a label is not a person's: the page fills it."""
        return any(
            isinstance(bound.field.widget, TYPED) and bound.field.label and bound.data
            for bound in self.visible_fields()
        )

    def one_of(self, *names: str) -> None:
        """Of these fields one is needed: none of them is called optional."""
        for name in names:
            self.fields[name].is_one_of_several = True  # type: ignore[attr-defined]

    def refuse(self, refusal: Exception) -> None:
        """Show an operation's refusal at the field it names, or above the form."""
        field = getattr(refusal, "field", None)
        self.add_error(field if field in self.fields else None, str(refusal))


class RewritingForm(PortalForm):
    """A form over what is there: it tells the operation what its person saw (`seen`), and shows what another wrote meanwhile.

    `held` is what is there now, as the operation looks at it; `initial` shows it.
    """

    seen = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def __init__(self, *args: Any, held: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = digest(held)

    def refuse(self, refusal: Exception) -> None:
        super().refuse(refusal)
        if not isinstance(refusal, ChangedMeanwhile):
            return
        # Whoever saves again has seen what is there now.
        said: Any = self.data.copy()  # type: ignore[attr-defined]
        said[self.add_prefix("seen")] = self.initial["seen"]
        self.data = said
        for bound in self.visible_fields():
            there = self.get_initial_for_field(bound.field, bound.name)
            if bound.field.has_changed(there, bound.data):
                bound.field.there_now = _shown(bound.field, there)  # type: ignore[attr-defined]


def _shown(field: forms.Field, value: Any) -> str:
    """A field's value in words."""
    if isinstance(field, forms.ModelChoiceField):
        keys = value if isinstance(value, list | tuple) else [value] if value else []
        rows: Any = field.queryset.filter(pk__in=[getattr(each, "pk", each) for each in keys])  # type: ignore[union-attr]
        return ", ".join(field.label_from_instance(row) for row in rows) or str(NOTHING)
    if isinstance(field, forms.BooleanField):
        return str(_("yes") if value else _("no"))
    labels = {str(key): str(words) for key, words in getattr(field, "choices", ())}
    values = value if isinstance(value, list | tuple) else [value]
    words = [labels.get(str(each), str(each)) for each in values if each not in (None, "")]
    return ", ".join(words) or str(NOTHING)


class RowChoiceForm(PortalForm):
    """A form that names one row by its key. Subclasses say which rows there are, and what is said when it is not there."""

    missing = _("It is not there any more.")

    def choose(self, name: str, rows: Any) -> None:
        """Add the hidden field `name`, which takes one of these rows."""
        field = forms.ModelChoiceField(rows, widget=forms.HiddenInput)
        field.error_messages["invalid_choice"] = field.error_messages["required"] = self.missing
        self.fields[name] = field


class DayInput(forms.DateInput):
    """The browser's own date field, which knows the person's language."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class ClockInput(forms.TimeInput):
    """The browser's own time field."""

    input_type = "time"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%H:%M", **options)
