"""The meetings app: one label, one migration chain, cut into slices."""

from django.apps import AppConfig

from meetings.slices import SLICES
from portal.core.slices import load


class MeetingsConfig(AppConfig):
    name = "meetings"
    label = "meetings"

    def ready(self) -> None:
        load("meetings", SLICES)
