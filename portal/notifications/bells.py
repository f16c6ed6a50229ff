"""Who rings, and whether they still do: each bell notes its rounds, for the monitoring page."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from portal.notifications.models import Bell
from portal.notifications.states import Ringer

Done = TypeVar("Done")


def ring(ringer: Ringer, round_: Callable[[], Done], *, clock: Callable[[], datetime]) -> Done:
    """Run a round and note when it began and when it ended. A round that fails leaves its beginning alone."""
    began = clock()
    Bell.objects.bulk_create(
        [Bell(ringer=ringer, rang_at=began)],
        update_conflicts=True,
        unique_fields=["ringer"],
        update_fields=["rang_at"],
    )
    done = round_()
    Bell.objects.filter(ringer=ringer).update(ended_at=clock())
    return done
