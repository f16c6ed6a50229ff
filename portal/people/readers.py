"""Who can read at all: one reader per delegation, the secretariat, and the portal's own machinery."""

from django.db import connection

from portal.core.postgresql.plans import KeptStatement
from portal.core.reader import PORTAL, Reader
from portal.notifications.models import OutgoingMail
from portal.people.models import Delegation
from portal.people.states import Role

# Asked for each mail that leaves.
PLACE = KeptStatement("""
SELECT person.is_active, place.delegation_id, place.role
FROM people_user AS person LEFT JOIN people_membership AS place ON place.user_id = person.id WHERE person.id = %s
""")


def sides() -> list[Reader]:
    """A reader for each delegation and the secretariat, for work done on each side's own rows. One SQL query."""
    return [Reader(code) for code in Delegation.objects.order_by("order", "code").values_list("code", flat=True)]


def everybody() -> list[Reader]:
    """Readers who together see every row: each side, the portal, and account administration."""
    return [*sides(), PORTAL, Reader(PORTAL.code, administers=True)]


def reader_of(mail: OutgoingMail) -> Reader | None:
    """As whom a mail's recipient reads now; None when the account is closed or has changed sides since. One SQL
    query.
    """
    if mail.recipient_id is None:
        return PORTAL
    with connection.cursor() as cursor:
        cursor.execute(PLACE, [mail.recipient_id])
        is_active, code, role = cursor.fetchone()
    if not is_active or mail.releasable_to[0] != (code or PORTAL.code):
        return None
    return Reader(code or "", mail.recipient_id, role == Role.ADMINISTRATOR)
