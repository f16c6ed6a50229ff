"""The workinggroup app: one label, one migration chain, cut into slices."""

from django.apps import AppConfig

from portal.core.slices import load
from workinggroup.slices import SLICES


class WorkingGroupConfig(AppConfig):
    name = "workinggroup"
    label = "workinggroup"

    def ready(self) -> None:
        load("workinggroup", SLICES)
