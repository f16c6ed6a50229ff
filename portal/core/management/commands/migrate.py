"""`manage.py migrate`, as the role that owns the tables; afterwards the guards are written as the files have them."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from portal.core import guards


class Command(migrate.Command):
    """Django's command with `--database owner` as its default where DATABASE_OWNER_URL is given.

    Functions and triggers (`guards.sql`) are written anew after each run that leaves no migration undone: they name tables
    of all slices.
    """

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner" if "owner" in settings.DATABASES else "default")

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        database = options["database"]
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
