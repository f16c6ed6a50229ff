"""Who reviewed a language, and who vouches that the languages say the same."""

from django.db import models

from meetings.statements.models import ParagraphVersion, Statement
from portal.core.walled import Walled
from portal.people.models import Delegation


class LanguageReview(Walled):
    """A reviewer's word that one language of a paragraph is as it should be; append-only.

    It says so of the words of that version, and counts for later ones as long as they have the same words in that
    language: an edit of the other language leaves it standing, and no version is written, so that positions stay.
    """

    seen_through = "version"
    version = models.ForeignKey(ParagraphVersion, on_delete=models.PROTECT, related_name="reviews")
    language = models.CharField(max_length=8)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_languagereview_once", fields=["version", "language", "delegation"]),
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.language})"


class Certificate(Walled):
    """A reviewer's word that both languages say the same, bound to the hashes of both; append-only. Void when they change."""

    seen_through = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="certificates")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    hashes = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.by_name}"
