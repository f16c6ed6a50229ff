"""What parties propose, answer and say about a text."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from meetings.negotiation.states import PositionValue, ProposalKind, ProposalStatus, Reply
from meetings.statements.models import Paragraph, ParagraphVersion, Statement
from meetings.texts.kinds import ParagraphKind
from portal.core.walled import CodesField, Walled
from portal.people.models import Delegation


class TextProposal(Walled):
    """What one delegation wants done to the text. While internal, only its own delegation knows that it exists; once
    tabled its content never changes, which the database holds.

    `paragraph` is the one it concerns (none for an insertion), `after` the one after which an inserted or moved
    paragraph stands (none: at the beginning), or with which it merges; `base` is the version it was written against, `second`
    that of the paragraph it merges with. `texts` maps languages to
    written texts (`marked`), one for each resulting paragraph. `bracket` and `option` belong to resolving a bracket.
    """

    seen_through = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="proposals")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ProposalKind.choices)
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, null=True, related_name="proposals")
    after = models.ForeignKey(Paragraph, on_delete=models.PROTECT, null=True, related_name="+")
    base = models.ForeignKey(ParagraphVersion, on_delete=models.PROTECT, null=True, related_name="proposals")
    second = models.ForeignKey(ParagraphVersion, on_delete=models.PROTECT, null=True, related_name="+")
    texts = models.JSONField(default=list)
    paragraph_kind = models.CharField(max_length=13, choices=ParagraphKind.choices, blank=True)
    bracket = models.ForeignKey("Bracket", on_delete=models.PROTECT, null=True, related_name="proposals")
    option = models.PositiveSmallIntegerField(null=True)
    rationale = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=ProposalStatus.choices, default=ProposalStatus.INTERNAL)
    edit = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    tabled_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.CheckConstraint(
                name="meetings_change_internal_is_own",
                condition=~Q(status=ProposalStatus.INTERNAL) | Q(releasable_to__len=1, tabled_at__isnull=True),
            ),
            models.CheckConstraint(
                name="meetings_change_names_its_place",
                condition=Q(kind=ProposalKind.INSERT, paragraph__isnull=True, base__isnull=True)
                | (~Q(kind=ProposalKind.INSERT) & Q(paragraph__isnull=False, base__isnull=False)),
            ),
            models.CheckConstraint(
                name="meetings_change_bracket_and_option",
                condition=Q(kind=ProposalKind.UNBRACKET, bracket__isnull=False, option__isnull=False)
                | (~Q(kind=ProposalKind.UNBRACKET) & Q(bracket__isnull=True, option__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["statement", "status"], name="meetings_change_open")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.paragraph or self.after or ''}".strip()


class ProposalReply(Walled):
    """What a delegation says to another's tabled proposal; the latest word counts, earlier ones stay. Written by its own
    side alone, which the database holds."""

    seen_through = "proposal"
    proposal = models.ForeignKey(TextProposal, on_delete=models.PROTECT, related_name="replies")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    reply = models.CharField(max_length=8, choices=Reply.choices)
    note = models.TextField(blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="meetings_proposalreply_number_once", fields=["proposal", "delegation", "number"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.get_reply_display()}"


class Instruction(Walled):
    """The chair's recorded instruction, in session, to carry out a proposal; `present` are the delegations in the room."""

    seen_through = "proposal"
    proposal = models.OneToOneField(TextProposal, on_delete=models.PROTECT, related_name="instruction")
    chair_name = models.CharField(max_length=150)
    present = CodesField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.proposal)


class Position(Walled):
    """A delegation's position on one version of a paragraph; the latest counts, earlier ones stay. A new version has none."""

    seen_through = "version"
    version = models.ForeignKey(ParagraphVersion, on_delete=models.PROTECT, related_name="positions")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=12, choices=PositionValue.choices)
    note = models.TextField(blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_position_number_once", fields=["version", "delegation", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.get_value_display()}"


class Ending(Walled):
    """The chair's proposal to end a text without an agreement, which takes the consent of all parties.

    It counts in the stage of the text in which it was made (`turn`, as `Statement.turns` was then) and until it is withdrawn.
    `delegation` is the chair's, which consents by proposing.
    """

    seen_through = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="endings")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    turn = models.PositiveIntegerField()
    reason = models.TextField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_name = models.CharField(max_length=150, blank=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="meetings_ending_one_stands", fields=["statement", "turn"], condition=Q(withdrawn_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:60]


class EndingReply(Walled):
    """What a party's head says to the chair's proposal to end a text; the latest word counts, earlier ones stay. Written by its
    own side alone, which the database holds."""

    seen_through = "ending"
    ending = models.ForeignKey(Ending, on_delete=models.PROTECT, related_name="replies")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    reply = models.CharField(max_length=8, choices=Reply.choices)
    note = models.TextField(blank=True)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_endingreply_number_once", fields=["ending", "delegation", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.get_reply_display()}"


class Comment(Walled):
    """A remark on a paragraph: to all parties, or inside one delegation, which alone then knows of it."""

    seen_through = "paragraph"
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="comments")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=150)
    text = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:60]
