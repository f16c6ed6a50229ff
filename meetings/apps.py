"""The meetings app: one label, one migration chain, cut into slices."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    label = "meetings"

    def ready(self) -> None:
        from meetings import words  # noqa: F401, PLC0415 - gives the trail its sentences
        from meetings.agendas import receivers  # noqa: F401, PLC0415 - answers when a pack is printed
        from meetings.rounds import notices  # noqa: F401, PLC0415 - registers messages
        from meetings.statements import notices as _  # noqa: F401, PLC0415 - registers messages
