"""Who there is: delegations, users, memberships, invitations."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.core.folding import Folded
from portal.core.people import Person
from portal.core.reader import Reader
from portal.core.texts import LocalizedTextField, in_language
from portal.core.walled import CodesField, Walled
from portal.notifications.unread import count_unread
from portal.people import register
from portal.people.states import InvitationStatus, Kind, Role

COLOURS = ["indigo", "maroon", "mint", "gold", "violet", "green", "blue", "orange", "slate"]


# What of an account its person writes.
PREFERENCES = ("name", "language", "time_zone")


class Delegation(models.Model):
    """A government's side at the table, the neutral secretariat, or the guests of one meeting.

    `code` stands in every `releasable_to` and never changes. `seat` is the city whose clock `time_zone` names;
    `holiday_country` is the ISO 3166 code whose public holidays move reminders. `colour` names one of the palette.
    """

    code = models.CharField(max_length=12, primary_key=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.DELEGATION)
    name = LocalizedTextField()
    seat = LocalizedTextField()
    time_zone = models.CharField(max_length=64)
    holiday_country = models.CharField(max_length=2, blank=True)
    colour = models.CharField(max_length=12, choices=[(name, name) for name in COLOURS], default="slate")
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_delegation_code_is_plain", condition=Q(code__regex=r"^[A-Z][A-Z0-9]{1,11}$")
            ),
            models.CheckConstraint(name="people_delegation_code_not_reserved", condition=~Q(code="PORTAL")),
        ]

    def __str__(self) -> str:
        return in_language(self.name)

    @property
    def short(self) -> str:
        """What stands for it where space is short: its code, or "Guests"."""
        return str(self) if self.kind == Kind.GUESTS else self.code

    @property
    def named(self) -> str:
        """Code and name, as a choice among sides says them; guests are read by their name alone."""
        return str(self) if self.kind == Kind.GUESTS else f"{self.code} {self}"


class WorkdayChange(models.Model):
    """What a delegation says of one of its days: that it does not work on it, or that it does. All delegations read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="workday_changes")
    day = models.DateField()
    is_off = models.BooleanField()
    note = models.CharField(max_length=200)
    entered_by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="people_workdaychange_once", fields=["delegation", "day"]),
            models.CheckConstraint(name="people_workdaychange_says_why", condition=~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.day}"


class WorkdayYear(models.Model):
    """A delegation looked and has nothing to add to its calendar of a year; undone by entering something for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="workday_years")
    year = models.PositiveSmallIntegerField()
    said_by = models.CharField(max_length=150)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="people_workdayyear_once", fields=["delegation", "year"])]

    def __str__(self) -> str:
        return f"{self.delegation_id} {self.year}"


class UserManager(BaseUserManager["User"]):
    """Users by their e-mail address, which is kept in lower case."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        return (email or "").strip().lower()

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=self.normalize_email(username))


class User(AbstractBaseUser):
    """A person who signs in with an e-mail address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("E-mail address"), unique=True)
    name = models.CharField(_("Name"), max_length=150)
    language = models.CharField(_("Language"), max_length=8, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(_("Time zone"), max_length=64, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.CheckConstraint(name="people_user_email_lower", condition=Q(email=Lower(F("email"))))]
        indexes = [
            models.Index(Folded("name"), name="people_user_alphabet"),
            models.Index(fields=["id"], name="people_user_closed", condition=Q(is_active=False)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.pk])

    def check_password(self, raw_password: str | None) -> bool:
        """As Django's; a hash of an older kind is replaced by the way that passwords are written."""

        def renew(password: str | None) -> None:
            self.set_password(password)
            self._password = None
            register.keep_password(self)

        return check_password(raw_password, self.password, renew)

    @property
    def _place(self) -> "Membership | None":
        """The membership, if there is one. Where it was fetched with the person it is taken as it is: rules ask for it a hundred
        times for each mail and page, and Django looks further each time."""
        kept = self._state.fields_cache
        return kept["membership"] if "membership" in kept else getattr(self, "membership", None)

    @property
    def role(self) -> str:
        """The person's role, "" for somebody without membership."""
        place = self._place
        return place.role if place else ""

    @property
    def code(self) -> str:
        """The code the person reads with: the delegation's, or "" for administrators and people without membership."""
        place = self._place
        return (place.delegation_id or "") if place else ""

    @property
    def administers(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    @property
    def is_guest(self) -> bool:
        """Whether the person sees one meeting alone."""
        side = self.delegation
        return side is not None and side.kind == Kind.GUESTS

    @property
    def delegation(self) -> Delegation | None:
        place = self._place
        if place is None:
            return None
        kept = place._state.fields_cache
        return kept["delegation"] if "delegation" in kept else place.delegation  # noqa: SIM401 - asks the database only then

    @property
    def zone(self) -> str:
        """The zone in which the person is told the time: their own, else the delegation's, else UTC."""
        return self.time_zone or (self.delegation.time_zone if self.delegation else "UTC")

    @property
    def has_bell(self) -> bool:
        """Whether news comes to the person at all; guests hear of their meeting by invitations alone."""
        return bool(self.code or self.administers) and not self.is_guest

    @cached_property
    def unread(self) -> int:
        """How many notices wait at the bell; none for those who have no bell. One SQL query, once for each request."""
        return count_unread(self.pk, now=timezone.now()) if self.has_bell else 0

    @property
    def reader(self) -> Reader:
        """On whose behalf the database reads for this person."""
        return Reader(self.code, self.pk, self.administers)


class Membership(models.Model):
    """A person's one place: a role in a delegation, or administrator in none."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="membership")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="memberships")
    role = models.CharField(max_length=14, choices=Role.choices)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_membership_administrator_belongs_to_none",
                condition=Q(role=Role.ADMINISTRATOR, delegation__isnull=True)
                | (~Q(role=Role.ADMINISTRATOR) & Q(delegation__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id or ''} {self.role}".strip()


class InvitationQuerySet(models.QuerySet[Any]):
    """Invitations a person may see."""

    def visible_to(self, user: Person) -> Self:
        """All for administrators; for others those into their own delegation."""
        if user.administers:
            return self.all()
        return self.filter(releasable_to__contains=[user.code]) if user.code else self.none()


class Invitation(models.Model):
    """A seat offered to one address, until a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField()
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="en")
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=14, choices=Role.choices)
    status = models.CharField(max_length=10, choices=InvitationStatus.choices, default=InvitationStatus.SENT)
    turn = models.PositiveSmallIntegerField(default=1, help_text=_("Counts renewals; an earlier turn's link is void"))
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    user = models.OneToOneField(User, on_delete=models.PROTECT, null=True, related_name="+")
    releasable_to = CodesField()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="people_invitation_one_open_per_address",
                fields=["email"],
                condition=Q(status=InvitationStatus.SENT),
            ),
            models.UniqueConstraint(
                name="people_invitation_known_once",
                fields=["email", "delegation"],
                condition=Q(status=InvitationStatus.KNOWN),
            ),
            models.CheckConstraint(
                name="people_invitation_accepted_has_user",
                condition=Q(status=InvitationStatus.ACCEPTED, user__isnull=False)
                | (~Q(status=InvitationStatus.ACCEPTED) & Q(user__isnull=True)),
            ),
            models.CheckConstraint(name="people_invitation_email_lower", condition=Q(email=Lower(F("email")))),
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, turn: int, now: datetime) -> bool:
        """Whether the link of this turn may still be used."""
        return self.status == InvitationStatus.SENT and self.turn == turn and self.expires_at > now


class DeadAddressQuerySet(models.QuerySet[Any]):
    """Addresses from which mail came back, those that still count."""

    def visible_to(self, user: Person) -> Self:
        """All for administrators; for members those of their own side's people."""
        counting = self.filter(works_since=None)
        if user.administers:
            return counting
        return counting.filter(releasable_to__contains=[user.code]) if user.code and not user.is_guest else self.none()


class DeadAddress(models.Model):
    """An address of a person, or of somebody invited, from which a mail came back for good.

    `since` is when, `code` and `words` what the server said. Somebody who knows may say that it works again: a mail that went
    before `works_since` does not count any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = models.EmailField(unique=True)
    person = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, null=True, related_name="+")
    since = models.DateTimeField()
    code = models.CharField(max_length=12, blank=True)
    words = models.TextField(blank=True)
    works_since = models.DateTimeField(null=True)
    releasable_to = CodesField()

    objects = DeadAddressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_deadaddress_is_somebodys", condition=Q(person__isnull=False) | Q(invitation__isnull=False)
            ),
            models.CheckConstraint(name="people_deadaddress_address_lower", condition=Q(address=Lower(F("address")))),
        ]

    def __str__(self) -> str:
        return self.address


class Session(AbstractBaseSession):
    """A browser's session, kept so that this row opens none (`portal.people.session_store`): `session_key` is a hash.

    Whose it is and from where they signed in stand beside it, for the page on which people end their sessions.
    """

    session_key = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    ip = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=200, blank=True)
    signed_in_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.user_agent


class CalendarFeed(Walled):
    """A person's private calendar address. Only a hash of its secret is kept, so that it is shown once and then known to
    its owner alone."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.user_id)


class SentForm(models.Model):
    """A form that a person sent and that did what it says: `what` is the digest of its one-time key and of all that was in it,
    `location` and `said` are the answer. Its person alone reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=64)
    location = models.TextField(default="")
    said = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="people_sentform_once", fields=["person", "what"])]

    def __str__(self) -> str:
        return self.location
