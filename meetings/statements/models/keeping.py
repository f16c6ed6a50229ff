"""What is frozen of a text, and who vouches for it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext

from meetings.statements.models.text import Paragraph, ParagraphVersion, Statement
from meetings.statements.states import ParagraphKind
from portal.core.walled import Walled
from portal.people.models import Delegation


class TextRevision(Walled):
    """The whole text as it stood when it was issued: "Chair's text", Rev. 1, … ; append-only.

    `hashes` maps each language to the SHA-256 of its projection of the canonical text, and "" to that of the whole.
    """

    behind = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    is_final = models.BooleanField(default=False)
    hashes = models.JSONField()
    author_name = models.CharField(max_length=150)
    issued_at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_textrevision_number_once", fields=["statement", "number"]),
        ]

    def __str__(self) -> str:
        return f"Rev. {self.number}"

    @property
    def label(self) -> str:
        """ "Chair's text", "Rev. 1", or "Final text", in the reader's language."""
        if self.is_final:
            return gettext("Final text")
        return gettext("Rev. %(number)s") % {"number": self.number} if self.number else gettext("Chair's text")


class RevisionLine(Walled):
    """One paragraph of a revision: its place, its kind, its version, and its words as they were written, brackets and
    their options included; append-only."""

    behind = "revision"
    revision = models.ForeignKey(TextRevision, on_delete=models.PROTECT, related_name="lines")
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(ParagraphVersion, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    anchor = models.CharField(max_length=8)
    kind = models.CharField(max_length=13, choices=ParagraphKind.choices)
    parent_anchor = models.CharField(max_length=8, blank=True)
    texts = models.JSONField()
    brackets = models.PositiveSmallIntegerField(default=0)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_revisionline_place_once", fields=["revision", "position"]),
        ]

    def __str__(self) -> str:
        return self.anchor


class Reviewer(Walled):
    """A person whom a delegation trusts with one language of a statement."""

    behind = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="reviewers")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_reviewer_once", fields=["statement", "person", "language"]),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.language})"


class LanguageReview(Walled):
    """A reviewer's word that one language of a paragraph is as it should be; append-only.

    It says so of the words of that version, and counts for later ones as long as they have the same words in that
    language: an edit of the other language leaves it standing, and no version is written, so that positions stay.
    """

    behind = "version"
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

    behind = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="certificates")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    hashes = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.by_name}"


class Waiver(Walled):
    """A finding of the concordance check that two delegations let stand, with a reason. `place` names the finding."""

    behind = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="waivers")
    place = models.CharField(max_length=64)
    rule = models.CharField(max_length=40)
    anchor = models.CharField(max_length=8)
    reason = models.TextField()
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    second = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    second_name = models.CharField(max_length=150, blank=True)
    second_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_waiver_once", fields=["statement", "place"]),
            models.CheckConstraint(
                name="meetings_waiver_two_sides",
                condition=models.Q(second__isnull=True) | ~models.Q(second=models.F("delegation")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.anchor} {self.rule}"
