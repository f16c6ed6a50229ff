"""Refusals that have a name and a sentence for a person."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


class NotAllowed(PermissionDenied):
    """The thing is visible, the act is not this person's: answered with 403."""


class Refused(Exception):
    """Allowed in principle, but not now or not like this. Changes nothing.

    Subclasses carry `sentence`, a translatable text with named places that the keyword arguments fill. `field` names
    the form field to which it belongs, where there is one.
    """

    sentence: str | Promise = ""
    field: str | None = None

    def __init__(self, **places: object) -> None:
        super().__init__(self.sentence)
        self.places = places

    def __str__(self) -> str:
        return str(self.sentence) % self.places if self.places else str(self.sentence)
