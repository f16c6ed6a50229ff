"""Removing files that no row names: what a page that failed late or a process that died left in the storage."""

import logging
import re
from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext_lazy as _

from meetings.documents import storing
from portal.core.errors import Refused

log = logging.getLogger(__name__)
# Longer than any upload or pack takes between keeping its file and committing its row.
YOUNG = timedelta(hours=24)
OURS = re.compile(r"[0-9a-f]{32}")
FEW = 20
AT_ONCE = 1000


class MostAreOrphans(Refused):
    """More files without a row than with one: rather another portal's storage than so many accidents."""

    sentence = _(
        "%(orphans)s of %(files)s files belong to no row of this database. Is it this portal's storage? Nothing was removed."
    )


def sweep_files(*, now: datetime, force: bool = False) -> int:
    """Remove the portal's files that no row of any side names and that are older than 24 hours; returns how many.

    Asks the database after it has listed the files, so that whatever is kept meanwhile stays. Safe to repeat and to run at
    once with another. Refuses `MostAreOrphans` unless `force`.
    """
    there = [key for key in storing.kept_keys() if OURS.fullmatch(key)]
    used = keys_in_use(there)
    orphans = [key for key in there if key not in used and storing.is_older(key, now - YOUNG)]
    if len(orphans) > max(FEW, len(used)) and not force:
        raise MostAreOrphans(orphans=len(orphans), files=len(there))
    storing.drop(orphans)
    if orphans:
        log.warning("%s files that no row names were removed from the storage", len(orphans))
    return len(orphans)


def keys_in_use(keys: list[str]) -> set[str]:
    """Those of the keys that some row names, whoever may read it. One SQL query for a thousand keys."""
    found: set[str] = set()
    with connection.cursor() as cursor:
        for first in range(0, len(keys), AT_ONCE):
            cursor.execute("SELECT portal_keys_in_use(%s)", [keys[first : first + AT_ONCE]])
            found |= {key for (key,) in cursor.fetchall()}
    return found
