"""The workinggroup app: one label, one migration chain, cut into slices."""

from django.apps import AppConfig


class WorkingGroupConfig(AppConfig):
    name = "workinggroup"
    label = "workinggroup"

    def ready(self) -> None:
        from workinggroup import words  # noqa: F401, PLC0415 - gives the trail its sentences
        from workinggroup.actionitems import notices, receivers  # noqa: F401, PLC0415 - registers messages and the answer
        from workinggroup.reminders import receivers as _receivers  # noqa: F401, PLC0415 - registers messages, the receiver
