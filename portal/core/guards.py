"""What the database enforces beyond the constraints of its tables: functions and triggers, in `guards.sql` beside the code
whose tables they guard.

Each file holds what is there now and may be run again: `CREATE OR REPLACE`, or `DROP … IF EXISTS` before `CREATE`.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.db import connections, transaction

NAME = "guards.sql"
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


def write(using: str) -> None:
    """Write every guard into the database in one transaction; raises `NotTheOwner` where the role cannot."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(OWNS)
        if not cursor.fetchone()[0]:
            raise NotTheOwner
        cursor.execute(sql())
