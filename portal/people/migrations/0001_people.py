"""Delegations, people, memberships, invitations, sessions, calendar addresses, forms sent. Administrators write invitations, a
delegation reads its own, the portal accepts and writes guests'; the portal's machinery alone reads calendar addresses; forms sent
are their person's own."""

import uuid

import django.contrib.postgres.fields
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import portal.core.texts
from portal.core.folding import Folded
from portal.core.tables import MakeTables

WALL = """
ALTER TABLE people_invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON people_invitation FOR SELECT
    USING ((SELECT portal_reader()) = ANY (releasable_to) OR (SELECT portal_administers()));
CREATE POLICY portal_add ON people_invitation FOR INSERT
    WITH CHECK ((SELECT portal_administers()) OR ((SELECT portal_reader()) = 'PORTAL' AND role = 'observer'
        AND EXISTS (SELECT FROM people_delegation AS d WHERE d.code = delegation_id AND d.kind = 'guests')));
CREATE POLICY portal_change ON people_invitation FOR UPDATE
    USING ((SELECT portal_administers()) OR (SELECT portal_reader()) = 'PORTAL')
    WITH CHECK ((SELECT portal_administers()) OR (SELECT portal_reader()) = 'PORTAL');
CREATE POLICY portal_remove ON people_invitation FOR DELETE USING (false);
SELECT portal_protect('people_calendarfeed');
ALTER TABLE people_sentform ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_sentform FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON people_sentform FOR SELECT USING (person_id::text = (SELECT portal_actor()));
CREATE POLICY portal_add ON people_sentform FOR INSERT WITH CHECK (person_id::text = (SELECT portal_actor()));
CREATE POLICY portal_change ON people_sentform FOR UPDATE
    USING (person_id::text = (SELECT portal_actor())) WITH CHECK (person_id::text = (SELECT portal_actor()));
CREATE POLICY portal_remove ON people_sentform FOR DELETE USING (person_id::text = (SELECT portal_actor()));
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("core", "0001_wall")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Delegation",
                    fields=[
                        ("code", models.CharField(max_length=12, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("delegation", "Delegation"),
                                    ("secretariat", "Secretariat"),
                                    ("guests", "Guests of a meeting"),
                                ],
                                default="delegation",
                                max_length=12,
                            ),
                        ),
                        ("name", portal.core.texts.LocalizedTextField()),
                        ("seat", portal.core.texts.LocalizedTextField()),
                        ("time_zone", models.CharField(max_length=64)),
                        ("holiday_country", models.CharField(blank=True, max_length=2)),
                        (
                            "colour",
                            models.CharField(
                                choices=[
                                    ("indigo", "indigo"),
                                    ("maroon", "maroon"),
                                    ("mint", "mint"),
                                    ("gold", "gold"),
                                    ("violet", "violet"),
                                    ("green", "green"),
                                    ("blue", "blue"),
                                    ("orange", "orange"),
                                    ("slate", "slate"),
                                ],
                                default="slate",
                                max_length=12,
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=100)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("code__regex", "^[A-Z][A-Z0-9]{1,11}$")),
                                name="people_delegation_code_is_plain",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("code", "PORTAL"), _negated=True),
                                name="people_delegation_code_not_reserved",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkdayChange",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="workday_changes", to="people.delegation"
                            ),
                        ),
                        ("day", models.DateField()),
                        ("is_off", models.BooleanField()),
                        ("note", models.CharField(max_length=200)),
                        ("entered_by", models.CharField(max_length=150)),
                        ("entered_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=["delegation", "day"], name="people_workdaychange_once"),
                            models.CheckConstraint(
                                condition=models.Q(("note", ""), _negated=True), name="people_workdaychange_says_why"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkdayYear",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="workday_years", to="people.delegation"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("said_by", models.CharField(max_length=150)),
                        ("said_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=["delegation", "year"], name="people_workdayyear_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("email", models.EmailField(max_length=254, unique=True, verbose_name="E-mail address")),
                        ("name", models.CharField(max_length=150, verbose_name="Name")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Español")],
                                default="en",
                                max_length=8,
                                verbose_name="Language",
                            ),
                        ),
                        ("time_zone", models.CharField(blank=True, max_length=64, verbose_name="Time zone")),
                        ("is_active", models.BooleanField(default=True)),
                        ("joined_at", models.DateTimeField()),
                        ("last_seen_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("email", django.db.models.functions.text.Lower(models.F("email")))),
                                name="people_user_email_lower",
                            )
                        ],
                        "indexes": [
                            models.Index(Folded("name"), name="people_user_alphabet"),
                            models.Index(
                                fields=["id"], name="people_user_closed", condition=models.Q(("is_active", False))
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
                    fields=[
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=models.CASCADE,
                                primary_key=True,
                                related_name="membership",
                                serialize=False,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="memberships", to="people.delegation"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("head", "Head of delegation"),
                                    ("deputy", "Deputy head of delegation"),
                                    ("coordinator", "Coordinator"),
                                    ("negotiator", "Negotiator"),
                                    ("member", "Member"),
                                    ("press", "Press officer"),
                                    ("observer", "Observer"),
                                    ("administrator", "Administrator"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("since", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("delegation__isnull", True), ("role", "administrator")),
                                    models.Q(
                                        models.Q(("role", "administrator"), _negated=True),
                                        ("delegation__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="people_membership_administrator_belongs_to_none",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("email", models.EmailField(max_length=254)),
                        ("name", models.CharField(max_length=150)),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Español")], default="en", max_length=8
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("head", "Head of delegation"),
                                    ("deputy", "Deputy head of delegation"),
                                    ("coordinator", "Coordinator"),
                                    ("negotiator", "Negotiator"),
                                    ("member", "Member"),
                                    ("press", "Press officer"),
                                    ("observer", "Observer"),
                                    ("administrator", "Administrator"),
                                ],
                                max_length=14,
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("sent", "Invited"),
                                    ("known", "Known already"),
                                    ("accepted", "Accepted"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="sent",
                                max_length=10,
                            ),
                        ),
                        (
                            "turn",
                            models.PositiveSmallIntegerField(
                                default=1, help_text="Counts renewals; an earlier turn's link is void"
                            ),
                        ),
                        (
                            "invited_by",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("expires_at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "user",
                            models.OneToOneField(
                                null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "releasable_to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "sent")),
                                fields=("email",),
                                name="people_invitation_one_open_per_address",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "known")),
                                fields=("email", "delegation"),
                                name="people_invitation_known_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "accepted"), ("user__isnull", False)),
                                    models.Q(models.Q(("status", "accepted"), _negated=True), ("user__isnull", True)),
                                    _connector="OR",
                                ),
                                name="people_invitation_accepted_has_user",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("email", django.db.models.functions.text.Lower(models.F("email")))),
                                name="people_invitation_email_lower",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        ("session_data", models.TextField(verbose_name="session data")),
                        ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                        ("session_key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ("ip", models.GenericIPAddressField(null=True)),
                        ("user_agent", models.CharField(blank=True, max_length=200)),
                        ("signed_in_at", models.DateTimeField(null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=models.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "session",
                        "verbose_name_plural": "sessions",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "releasable_to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "editable_by",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("secret_hash", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="people_calendarfeed_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SentForm",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "person",
                            models.ForeignKey(on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        ("what", models.CharField(max_length=64)),
                        ("location", models.TextField(default="")),
                        ("said", models.JSONField(default=list)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("person", "what"), name="people_sentform_once")
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
