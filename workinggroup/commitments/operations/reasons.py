"""Why what was confirmed is changed."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Refused


class SayWhy(Refused):
    """What was confirmed is changed with a reason."""

    sentence = _("Say why this changes: it was confirmed, and everybody who sees the commitment reads the reason.")
    field = "reason"


def said_why(reason: str, *, is_needed: bool) -> str:
    """The reason without the space around it. Refuses `SayWhy` where one is needed and none is given."""
    if is_needed and not reason.strip():
        raise SayWhy
    return reason.strip()
