"""The demo's app: its seed command and its mailbox."""

from django.apps import AppConfig


class EmbeddedConfig(AppConfig):
    name = "portal.embedded"
    label = "embedded"
