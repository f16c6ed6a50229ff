"""What the database enforces beyond the constraints of its tables: functions and triggers, in `guards.sql` beside the code
whose tables they guard.

Each file holds what is there now and may be run again: `CREATE OR REPLACE`, or `DROP … IF EXISTS` before `CREATE`.
"""

import time
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.db import OperationalError, connections, transaction
from psycopg.errors import LockNotAvailable

NAME = "guards.sql"
# Shorter than the second after which PostgreSQL looks for those who wait for each other, so that nobody else is turned away.
MOMENT = "500ms"
PAUSE, TURNS = 0.5, 60
OWNS = """
SELECT COALESCE(has_schema_privilege(current_user, to_regnamespace('portal_private'), 'CREATE'), false)
"""


class NotTheOwner(Exception):
    """The role that runs owns no table of the portal."""


def paths() -> Iterator[Path]:
    """Every file of guards: the packages in the order of `INSTALLED_APPS`, each with its slices in theirs."""
    for config in apps.get_app_configs():
        folders = [Path(config.path)]
        if find_spec(f"{config.name}.slices"):
            listed = getattr(import_module(f"{config.name}.slices"), "SLICES", ())
            folders += [folders[0] / name for name in listed]
        yield from (folder / NAME for folder in folders if (folder / NAME).is_file())


def sql() -> str:
    """All guards as one script."""
    return "\n".join(path.read_text(encoding="utf-8") for path in paths())


def sql_of(package: str) -> str:
    """The guards of one package alone, without its slices'."""
    return (Path(str(import_module(package).__file__)).parent / NAME).read_text(encoding="utf-8")


def write(using: str, *, turns: int = TURNS) -> None:
    """Write every guard into the database in one transaction; raises `NotTheOwner` where the role cannot.

    Triggers are written under locks for which those who write in the tables wait. So it waits itself for a moment alone,
    gives way, and comes again; after the last turn the database's own error is raised.
    """
    for turn in range(1, turns + 1):
        try:
            with transaction.atomic(using=using), connections[using].cursor() as cursor:
                cursor.execute(OWNS)
                if not cursor.fetchone()[0]:
                    raise NotTheOwner
                cursor.execute(f"SET LOCAL lock_timeout = '{MOMENT}'")
                cursor.execute(sql())
                cursor.execute("SELECT portal_check_texts()")
        except OperationalError as error:
            if turn == turns or not isinstance(error.__cause__, LockNotAvailable):
                raise
            time.sleep(PAUSE)
        else:
            return
