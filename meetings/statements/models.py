"""A statement's paragraphs, and each paragraph's versions, which never change."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from meetings.rounds.models import Meeting
from meetings.statements.states import ParagraphKind, StatementKind
from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import CodesField, Walled


class Statement(Walled):
    """A joint statement of a meeting. `languages` are those its text exists in, all equally authentic."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="statements")
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=StatementKind.choices, default=StatementKind.JOINT_STATEMENT)
    title = LocalizedTextField()
    languages = CodesField()
    parties = CodesField()
    dated = models.DateField()
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(name="meetings_statement_has_a_language", condition=Q(languages__len__gt=0)),
        ]

    def __str__(self) -> str:
        return in_language(self.title)

    def get_absolute_url(self) -> str:
        return reverse("statements:statement", args=[self.slug])


class Paragraph(Walled):
    """A place in the text. Its `anchor` is never used for another paragraph, so that links to it hold for ever."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="paragraphs")
    anchor = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=ParagraphKind.choices, default=ParagraphKind.PARAGRAPH)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="list_items")
    rank = models.BigIntegerField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_paragraph_anchor_once", fields=["statement", "anchor"]),
            models.CheckConstraint(
                name="meetings_paragraph_only_list_items_have_parents",
                condition=Q(kind=ParagraphKind.LIST_ITEM) | Q(parent__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.anchor

    @property
    def number(self) -> int:
        """The paragraph's number as it was brought in."""
        return int(self.anchor[1:])


class ParagraphVersion(Walled):
    """The words of a paragraph at one time, in every language of the statement; append-only.

    `nodes` is `{"en": [{"t": "s", "v": "…"}], "es": […]}`: pieces of plain text.
    """

    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="versions")
    seq = models.PositiveIntegerField(default=1)
    nodes = models.JSONField()
    author_name = models.CharField(max_length=150)
    delegation = models.CharField(max_length=12)
    created_at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_paragraphversion_seq_once", fields=["paragraph", "seq"]),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph} v{self.seq}"


def plain(nodes: dict[str, list[dict[str, Any]]], language: str) -> str:
    """The plain text of a version in one language; "" if it has none."""
    return "".join(node["v"] for node in nodes.get(language, ()))
