"""Who can read at all: one reader per delegation, the secretariat, and the portal's own machinery."""

from portal.core.reader import PORTAL, Reader
from portal.notifications.models import OutgoingMail
from portal.people.models import Delegation, User


def sides() -> list[Reader]:
    """A reader for each delegation and the secretariat, for work done on each side's own rows. One SQL query."""
    return [Reader(code) for code in Delegation.objects.order_by("order", "code").values_list("code", flat=True)]


def everybody() -> list[Reader]:
    """Readers who together see every row: each side, the portal, and account administration."""
    return [*sides(), PORTAL, Reader(PORTAL.code, administers=True)]


def reader_of(mail: OutgoingMail) -> Reader | None:
    """As whom a mail's recipient reads now; None when the account is closed or has changed sides since."""
    if mail.recipient_id is None:
        return PORTAL
    person = User.objects.select_related("membership__delegation").get(pk=mail.recipient_id)
    mail.recipient = person
    if not person.is_active or mail.releasable_to[0] != (person.code or PORTAL.code):
        return None
    return person.reader
