"""Taking notes verbales as PDF. What they claim to be is checked first."""

import puremagic
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Refused

LARGEST_NOTE = 5 * 1024 * 1024


class NotANote(Refused):
    """A note verbale is a PDF by its content, whatever its name says."""

    sentence = _("%(name)s is not a PDF. Scan or save the note verbale as PDF.")
    field = "file"


class NoteTooLarge(Refused):
    """Scans at a reasonable resolution stay below this."""

    sentence = _("The file is larger than 5 MB. Scan it at a lower resolution.")
    field = "file"


def require_note(data: bytes, name: str) -> None:
    """Check that a note verbale is a PDF of at most 5 MB. Refuses `NoteTooLarge`, `NotANote`."""
    if len(data) > LARGEST_NOTE:
        raise NoteTooLarge
    try:
        kinds = {match.extension for match in puremagic.magic_string(data)}
    except (puremagic.PureError, ValueError):
        raise NotANote(name=name) from None
    if ".pdf" not in kinds or not data.startswith(b"%PDF-"):
        raise NotANote(name=name)
