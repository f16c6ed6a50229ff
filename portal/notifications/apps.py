"""The notifications app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "portal.notifications"
    label = "notifications"

    def ready(self) -> None:
        from portal.notifications import gathering  # noqa: F401, PLC0415 - registers the message of news
