"""A statement's paragraphs, and each paragraph's versions, which never change."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property

from meetings.rounds.models import Meeting
from meetings.statements.states import CLOSING, COURSE, FINAL, PartyStatus, StatementKind, Status
from meetings.texts.kinds import TITLE_ANCHOR, ParagraphKind
from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import CodesField, Walled


class Statement(Walled):
    """A joint statement of a meeting. `languages` are those its text exists in, all equally authentic.

    `title` is what it is called; where the title is negotiated, it follows that paragraph (`writing.write_version`).
    `lead_in` and `lists` (of delegations) stand around the negotiated body and are no part of it. `drafted_in` is the
    language negotiated first; the others are provisional until alignment. `parties` are the codes of `Party`, frozen.
    `final` is the revision that is to be adopted, None while words may change: what was said of another one is void.
    `signed_at` is since when all parties have signed off that revision; a plan of release stands on it. `turns` counts the
    changes of its stage: what was said of ending it holds for the stage in which it was said.
    """

    seen_through = "meeting"
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="statements")
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=StatementKind.choices, default=StatementKind.JOINT_STATEMENT)
    title = LocalizedTextField()
    languages = CodesField()
    parties = CodesField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.RECORDED)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    drafted_in = models.CharField(max_length=8, default="en")
    numbered = models.BooleanField(default=False)
    is_binding = models.BooleanField(default=False)
    lead_in = LocalizedTextField(default=dict, blank=True)
    lists = LocalizedTextField(default=dict, blank=True)
    dated = models.DateField()
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    turns = models.PositiveIntegerField(default=0)
    final = models.ForeignKey("TextRevision", on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(name="meetings_statement_has_a_language", condition=Q(languages__len__gt=0)),
        ]

    def __str__(self) -> str:
        return in_language(self.title)

    def get_absolute_url(self) -> str:
        return reverse("negotiation:statement", args=[self.slug])

    @property
    def is_negotiated(self) -> bool:
        """Whether the text comes from a negotiation in the portal, running or not."""
        return self.status != Status.RECORDED

    @cached_property
    def active_parties(self) -> list[str]:
        """The codes of the parties that have not opted out, in order. One SQL query, when first asked."""
        sides = self.sides.filter(status=PartyStatus.ACTIVE)
        present = set(sides.values_list("delegation_id", flat=True))
        return [code for code in self.parties if code in present]

    @property
    def is_final(self) -> bool:
        """Whether its words are frozen as the final text, released or not."""
        return self.status in FINAL

    @property
    def is_closing(self) -> bool:
        """Whether its words are final and on their way to the public."""
        return self.status in CLOSING

    @property
    def front_and_end(self) -> str:
        """Stands for the lead-in and the lists as they are now: another value means that somebody changed them."""
        return hashlib.sha256(json.dumps([self.lead_in, self.lists], sort_keys=True).encode()).hexdigest()[:12]

    @property
    def stages(self) -> list[tuple[str, str]]:
        """The stages of the course with "done", "now" or "" each; nothing for a text off the course."""
        if self.status not in COURSE:
            return []
        place = COURSE.index(Status(self.status))
        marks = ["done"] * place + ["now"] + [""] * (len(COURSE) - place - 1)
        return [(str(state.label), mark) for state, mark in zip(COURSE, marks, strict=True)]


class Paragraph(Walled):
    """A place in the text; the title is the first.

    Its `anchor` is never used for another paragraph, so that links to it hold for ever.

    `provenance` is the version of an earlier statement whose agreed language it repeats. One that was deleted or merged
    away keeps its row and its versions; `withdrawn_at` says since when it is not in the text.
    """

    seen_through = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="paragraphs")
    anchor = models.CharField(max_length=8)
    kind = models.CharField(max_length=13, choices=ParagraphKind.choices, default=ParagraphKind.PARAGRAPH)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="list_items")
    rank = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)
    provenance = models.ForeignKey("ParagraphVersion", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_paragraph_anchor_once", fields=["statement", "anchor"]),
            models.CheckConstraint(
                name="meetings_paragraph_only_list_items_have_parents",
                condition=Q(kind=ParagraphKind.LIST_ITEM) | Q(parent__isnull=True),
            ),
            models.CheckConstraint(
                name="meetings_paragraph_title_stays_first",
                condition=Q(kind=ParagraphKind.TITLE, anchor=TITLE_ANCHOR, rank=0, withdrawn_at__isnull=True)
                | (~Q(kind=ParagraphKind.TITLE) & ~Q(anchor=TITLE_ANCHOR)),
            ),
        ]

    def __str__(self) -> str:
        return self.anchor


class ParagraphVersion(Walled):
    """The words of a paragraph at one time, in every language of the statement; append-only.

    `nodes` is `{"en": [{"t": "s", "v": "…"}, {"t": "b", "id": "…"}], "es": […]}`: words, and places of brackets. Each
    version names the proposal that made it, or an editorial `reason`. `language_states` maps languages to
    `LanguageState`.
    """

    seen_through = "paragraph"
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="versions")
    seq = models.PositiveIntegerField(default=1)
    nodes = models.JSONField()
    author_name = models.CharField(max_length=150)
    delegation = models.CharField(max_length=12)
    created_at = models.DateTimeField()
    proposal = models.ForeignKey("TextProposal", on_delete=models.PROTECT, null=True, related_name="versions")
    reason = models.CharField(max_length=300, blank=True)
    language_states = models.JSONField(default=dict)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_paragraphversion_seq_once", fields=["paragraph", "seq"]),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph} v{self.seq}"


def plain(nodes: dict[str, list[dict[str, Any]]], language: str) -> str:
    """The words of a version in one language outside brackets; "" if it has none."""
    return "".join(node.get("v", "") for node in nodes.get(language, ()))
