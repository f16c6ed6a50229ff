"""`manage.py migrate`, as the role that owns the tables; afterwards the guards are written as the files have them."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from django.db.migrations.executor import MigrationExecutor
from psycopg.errors import LockNotAvailable

from portal.core import guards

# Whoever comes after a step that waits for a table waits behind it: it gives up before people notice.
PATIENCE = "3s"
BUSY = "Somebody holds a table that this step needs. What was done before it stays, the step changed nothing: run it again."


class Command(migrate.Command):
    """Django's command with `--database owner` as its default where DATABASE_OWNER_URL is given.

    A step waits for `PATIENCE` at most for a table. Functions and triggers (`guards.sql`) are written anew after each run that
    leaves no migration undone: they name tables of all slices.
    """

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner" if "owner" in settings.DATABASES else "default")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._migrate(*args, **options)
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            raise CommandError(BUSY) from None

    def _migrate(self, *args: Any, **options: Any) -> None:
        database = options["database"]
        with connections[database].cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{PATIENCE}'")
        super().handle(*args, **options)
        executor = MigrationExecutor(connections[database])
        if options["plan"] or executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return
        try:
            guards.write(database)
        except guards.NotTheOwner:
            raise CommandError(
                "The tables belong to another role: set DATABASE_OWNER_URL, so that functions and triggers can be written."
            ) from None
        if options["verbosity"] >= 1:
            self.stdout.write(self.style.SUCCESS("Functions and triggers are as the files have them."))
