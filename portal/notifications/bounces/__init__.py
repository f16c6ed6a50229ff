"""Mails that came back: what a mail server's report says of a mail, read without a database.

`read_report(raw)` takes any bytes and never raises; what is no report is told as such.
"""

from portal.notifications.bounces.outcomes import Kind, Nature, Outcome, Report, is_same_address
from portal.notifications.bounces.reading import read_report

__all__ = ["Kind", "Nature", "Outcome", "Report", "is_same_address", "read_report"]
