"""The text as it was issued: whole, numbered and never changed."""

from django.db import models
from django.utils.translation import gettext

from meetings.statements.models import Paragraph, ParagraphVersion, Statement
from meetings.texts.kinds import ParagraphKind
from meetings.texts.notation import Marked, parse
from portal.core.walled import Walled


class TextRevision(Walled):
    """The whole text as it stood when it was issued: "Chair's text", Rev. 1, … ; append-only.

    `hashes` maps each language to the SHA-256 of its projection of the canonical text, and "" to that of the whole.
    """

    seen_through = "statement"
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

    seen_through = "revision"
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

    def marked(self, language: str) -> Marked:
        """The words as a parsed text; its brackets are no records any more, as these went on meanwhile."""
        return parse(self.texts.get(language, ""))
