"""How forms look: USWDS markup, errors beside their field, and dates without script."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


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


class PortalForm(forms.Form):
    """A form that checks shape and never saves; the operation decides."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field.widget)

    def one_of(self, *names: str) -> None:
        """Of these fields one is needed: none of them is called optional."""
        for name in names:
            self.fields[name].is_one_of_several = True  # type: ignore[attr-defined]

    def refuse(self, refusal: Exception) -> None:
        """Show an operation's refusal at the field it names, or above the form."""
        field = getattr(refusal, "field", None)
        self.add_error(field if field in self.fields else None, str(refusal))


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
