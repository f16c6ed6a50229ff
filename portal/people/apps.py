"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "portal.people"
    label = "people"

    def ready(self) -> None:
        from portal.people import notices, search, signing_in, words  # noqa: F401, PLC0415 - registers messages, receivers, sentences, what is found
