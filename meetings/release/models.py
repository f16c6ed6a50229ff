"""The plan of a release and what the parties say to it; the released text, which never changes; and what is added to it."""

from django.db import models
from django.db.models import Q

from meetings.release.states import CorrigendumStatus, Mode, WordKind
from meetings.statements.models import Statement
from meetings.statements.states import StatementKind
from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import CodesField, Published, Walled
from portal.people.models import Delegation


class ReleasePlan(Walled):
    """When a signed text goes out. It stands on the instant at which all parties had signed (`signed_at`): when one revokes,
    that instant is gone from the statement and the plan is void. `at` is the instant of mode AT and the earliest one of
    NOT_BEFORE; `event` says in each language what else is waited for.
    """

    seen_through = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=10, choices=Mode.choices)
    at = models.DateTimeField(null=True)
    event = LocalizedTextField(default=dict, blank=True)
    signed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    proposed_by_name = models.CharField(max_length=150)
    proposed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_releaseplan_number_once", fields=["statement", "number"]),
            models.CheckConstraint(
                name="meetings_releaseplan_knows_when",
                condition=Q(mode=Mode.ON_EVENT, at__isnull=True) | (~Q(mode=Mode.ON_EVENT) & Q(at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class PlanWord(Walled):
    """What one party says to a plan of release; append-only."""

    seen_through = "plan"
    plan = models.ForeignKey(ReleasePlan, on_delete=models.PROTECT, related_name="words")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=WordKind.choices)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_planword_once", fields=["plan", "delegation", "kind"]),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id}: {self.get_kind_display()}"


class Hold(Walled):
    """A party's word that nothing of a text goes out, with its reason, until it lifts it itself."""

    seen_through = "statement"
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="holds")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    reason = models.TextField()
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by_name = models.CharField(max_length=150, blank=True)

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(
                name="meetings_hold_one_stands", fields=["statement", "delegation"], condition=Q(lifted_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id}: {self.reason[:60]}"


class EmbargoGrant(Walled):
    """A personal link to a text before its release. Only its token's hash is kept. It holds for one plan and ends with it."""

    seen_through = "plan"
    plan = models.ForeignKey(ReleasePlan, on_delete=models.PROTECT, related_name="grants")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=150)
    organisation = models.CharField(max_length=150)
    language = models.CharField(max_length=8)
    token_hash = models.CharField(max_length=64, unique=True)
    by_name = models.CharField(max_length=150)
    granted_at = models.DateTimeField()
    terms_accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by_name = models.CharField(max_length=150, blank=True)

    def __str__(self) -> str:
        return f"{self.recipient} ({self.organisation})"


class EmbargoAccess(Walled):
    """One use of an embargo link: what was opened, and when; append-only. Nothing of the machine is kept."""

    seen_through = "grant"
    grant = models.ForeignKey(EmbargoGrant, on_delete=models.PROTECT, related_name="accesses")
    what = models.CharField(max_length=12)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.what


class ReleasedText(Published):
    """The text as it was released, whole and for ever; append-only, and it needs no other row to be read.

    `canonical` is the canonical text in all languages, byte for byte what was hashed and signed; `hashes` maps each language
    to the SHA-256 of its projection and "" to that of the whole. `facts` holds what stands around it, by language where it has
    one: names of the parties and who signed for them, meeting, city, days, theme, public interpretative statements, the
    lead-ins and lists by host. `meeting_key` and `statement_key` name rows that the public does not see.
    """

    slug = models.SlugField(max_length=80, unique=True)
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="released")
    meeting_key = models.UUIDField()
    kind = models.CharField(max_length=20, choices=StatementKind.choices)
    title = LocalizedTextField()
    languages = CodesField()
    parties = CodesField()
    canonical = models.TextField()
    hashes = models.JSONField()
    facts = models.JSONField(default=dict)
    dated = models.DateField()

    def __str__(self) -> str:
        return in_language(self.title)


class ReleasedFile(Published):
    """A file of a released text, made once and kept: `edition` is the number of corrigenda that it tells of."""

    text = models.ForeignKey(ReleasedText, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=5)
    edition = models.PositiveSmallIntegerField(default=0)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta(Published.Meta):
        constraints = [
            *Published.Meta.constraints,
            models.UniqueConstraint(name="meetings_releasedfile_once", fields=["text", "form", "edition"]),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.edition}"


class TextCorrigendum(Published):
    """A correction of a released text that stays as it was: `entries` are `{"anchor": …, "language": …, "old": …, "new": …}`.

    `text_hash` is the SHA-256 of its canonical form (what the parties sign); it is public when every party has.
    """

    text = models.ForeignKey(ReleasedText, on_delete=models.PROTECT, related_name="corrigenda")
    number = models.PositiveSmallIntegerField()
    entries = models.JSONField()
    reason = LocalizedTextField()
    text_hash = models.CharField(max_length=64)
    status = models.CharField(max_length=9, choices=CorrigendumStatus.choices, default=CorrigendumStatus.PROPOSED)
    proposed_by_name = models.CharField(max_length=150)
    proposed_at = models.DateTimeField()

    class Meta(Published.Meta):
        verbose_name_plural = "corrigenda"
        constraints = [
            *Published.Meta.constraints,
            # The open one has the number that follows on those released, so that there is one, and a withdrawn one leaves none.
            models.UniqueConstraint(
                name="meetings_textcorrigendum_number_once", fields=["text", "number"],
                condition=~Q(status=CorrigendumStatus.WITHDRAWN),
            ),
            models.CheckConstraint(
                name="meetings_textcorrigendum_released_when",
                condition=Q(status=CorrigendumStatus.RELEASED, released_at__isnull=False)
                | (~Q(status=CorrigendumStatus.RELEASED) & Q(released_at__isnull=True)),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.number)


class CorrigendumSignOff(Walled):
    """A head of delegation's signature under one corrigendum, by its hash; append-only."""

    seen_through = "corrigendum"
    corrigendum = models.ForeignKey(TextCorrigendum, on_delete=models.PROTECT, related_name="sign_offs")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    text_hash = models.CharField(max_length=64)
    by_name = models.CharField(max_length=150)
    capacity = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta(Walled.Meta):
        constraints = [
            *Walled.Meta.constraints,
            models.UniqueConstraint(name="meetings_corrigendumsignoff_once", fields=["corrigendum", "delegation"]),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.by_name}"


class Endorsement(Published):
    """A government or body that endorsed a released text later; the list inside the text stays as it is. Append-only."""

    text = models.ForeignKey(ReleasedText, on_delete=models.PROTECT, related_name="endorsements")
    entity = LocalizedTextField()
    dated = models.DateField()
    note = LocalizedTextField(default=dict, blank=True)
    by_name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return in_language(self.entity)


class Dissociation(Published):
    """A party that dissociates itself from a released text or some of its paragraphs, in its own words; append-only."""

    text = models.ForeignKey(ReleasedText, on_delete=models.PROTECT, related_name="dissociations")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    anchors = models.JSONField(default=list)
    words = LocalizedTextField()
    by_name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.by_name}"
