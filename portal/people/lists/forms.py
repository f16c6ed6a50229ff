"""The form that takes a list: pasted, as a file, or as it was shown and is confirmed."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Refused
from portal.core.forms import PortalForm
from portal.people.lists import named
from portal.people.lists.columns import Wanted
from portal.people.lists.files import LARGEST, ListTooLarge, read_file, read_pasted, read_tables
from portal.people.lists.lines import read_confirmed
from portal.people.lists.reading import Reading


class ListForm(PortalForm):
    """A list of people. Subclasses say what is `wanted` of it; `reading` is how it was understood."""

    # The reader of lists says in which line a sign stands that cannot be stored.
    reads_itself = frozenset({"people"})
    wanted: ClassVar[Wanted]
    reading: Reading | None = None

    people = forms.CharField(
        label=_("List"),
        required=False,
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        help_text=_(
            "A workbook (.xlsx, .xls, .xlsb, .ods) or text (.csv, .txt), with headings above the columns. At most 1 MB."
        ),
    )
    lines = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.one_of("people", "file")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        upload, people, lines = (cleaned.get(name) for name in ("file", "people", "lines"))
        try:
            if lines:
                self.reading = read_confirmed(lines)
            elif upload and upload.size > LARGEST:
                raise ListTooLarge
            elif upload:
                # Nobody reads what was pasted beside it.
                self.reads_itself = frozenset()
                self.reading = read_file(upload.read(), upload.name, self.wanted)
            elif (people or "").strip():
                self.reading = read_pasted(people or "", self.wanted)
            elif not self.errors:
                raise ValidationError(_("Paste a list or choose a file."))
        except Refused as refusal:
            self.refuse(refusal)
        except (ValueError, RecursionError):
            raise ValidationError(_("What was shown has not come back whole. Show the list again.")) from None
        if self.reading and not self.reading.entries:
            self.add_error(None, _("No line of this list names a person."))
        return cleaned


class RowsForm(PortalForm):
    """A list of anything but people, by the headings of its columns: as a file, or as it was shown and is confirmed.

    Subclasses say which `headings` they know, which of them are `needed`, of which one is (`origins`), and with which words a
    list is refused that has no row of them; `read` is what stands in it.
    """

    headings: ClassVar[named.Headings]
    needed: ClassVar[tuple[str, ...]]
    origins: ClassVar[tuple[str, ...]] = ()
    nothing: ClassVar[Any]
    read: list[named.Line] | None = None

    file = forms.FileField(label=_("File"), required=False)
    lines = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.one_of("file")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        upload, lines = cleaned.get("file"), cleaned.get("lines")
        try:
            if lines:
                self.read = named.read_confirmed(lines, self.headings)
            elif upload:
                tables = read_tables(
                    upload.read(named.LARGEST + 1), upload.name, rows=named.MOST_READ, largest=named.LARGEST
                )
                self.read = named.lines_in(tables, self.headings, self.needed, self.origins)
            elif not self.errors:
                raise ValidationError({"file": _("Choose a file.")})
        except Refused as refusal:
            self.refuse(refusal)
        except (ValueError, RecursionError):
            raise ValidationError(_("What was shown has not come back whole. Show the list again.")) from None
        if not self.errors and not self.read:
            raise ValidationError({"file": self.nothing})
        return cleaned
