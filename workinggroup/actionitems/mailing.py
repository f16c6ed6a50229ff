"""What a mail offers to do with an action item."""

from enum import StrEnum

ROUTE = "actionitems:by-mail"


class MailAct(StrEnum):
    """One form each."""

    ACCEPT = "accept"
    REPORT = "report"
    MORE_TIME = "more-time"
