"""The core app: SQL functions of the wall, and the system checks that hold the doors."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "portal.core"
    label = "core"

    def ready(self) -> None:
        from portal.core import checks, reader  # noqa: F401, PLC0415 - models must be loaded first

        post_migrate.connect(reader.store_keys, sender=self)
