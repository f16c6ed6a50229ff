"""Planned reminders behind the wall, each side's for itself; and when each wants to be reminded."""

import datetime
import uuid

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('workinggroup_reminder');
SELECT portal_protect('workinggroup_reminderturn');
SELECT portal_protect('workinggroup_acknowledgement');
SELECT portal_protect('workinggroup_absence');
SELECT portal_protect('workinggroup_digestnote');
SELECT portal_protect('workinggroup_chosencadence');
-- What a person chose is that person's alone; the timers' round, which is nobody ('-'), reads it to plan.
ALTER POLICY portal_read ON workinggroup_chosencadence USING (
    COALESCE((SELECT portal_reader()) = ANY (releasable_to), false)
    AND (person_id IS NULL OR (SELECT portal_actor()) IN (person_id::text, '-')));
ALTER POLICY portal_add ON workinggroup_chosencadence WITH CHECK (
    (SELECT portal_reader()) = ANY (editable_by) AND COALESCE(person_id::text = (SELECT portal_actor()), true));
ALTER POLICY portal_change ON workinggroup_chosencadence USING (
    (SELECT portal_reader()) = ANY (editable_by) AND COALESCE(person_id::text = (SELECT portal_actor()), true))
    WITH CHECK (
    (SELECT portal_reader()) = ANY (editable_by) AND COALESCE(person_id::text = (SELECT portal_actor()), true));
ALTER POLICY portal_remove ON workinggroup_chosencadence USING (
    (SELECT portal_reader()) = ANY (editable_by) AND COALESCE(person_id::text = (SELECT portal_actor()), true));
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0002_actionitems"), ("notifications", "0001_notifications")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Reminder",
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
                            "recipient",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        ("kind", models.CharField(max_length=24)),
                        ("subject", models.UUIDField()),
                        ("due", models.DateField()),
                        ("rung", models.CharField(max_length=24)),
                        (
                            "meeting",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to="meetings.meeting"
                            ),
                        ),
                        ("send_on", models.DateField()),
                        ("goes_at", models.DateTimeField()),
                        ("zone", models.CharField(max_length=64)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "Will go"),
                                    ("held", "Held"),
                                    ("posted", "Handed to the outbox"),
                                    ("dropped", "Not sent"),
                                ],
                                default="planned",
                                max_length=8,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        (
                            "stands_for",
                            models.ForeignKey(
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "mail",
                            models.ForeignKey(
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="reminders",
                                to="notifications.outgoingmail",
                            ),
                        ),
                        ("planned_at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("status__in", ("planned", "held"))),
                                fields=["goes_at", "id"],
                                name="workinggroup_reminder_due",
                            ),
                            models.Index(
                                condition=models.Q(("status__in", ("posted", "dropped"))),
                                fields=["goes_at", "id"],
                                name="workinggroup_reminder_settled",
                            ),
                            models.Index(fields=["recipient", "send_on"], name="workinggroup_reminder_day"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_reminder_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("recipient", "kind", "subject", "due", "rung"),
                                name="workinggroup_reminder_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "posted"), _negated=True),
                                    ("mail__isnull", False),
                                    _connector="OR",
                                ),
                                name="workinggroup_reminder_posted_has_mail",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), ("status", "held"), _negated=True),
                                name="workinggroup_reminder_held_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReminderTurn",
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
                            "delegation",
                            models.OneToOneField(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("stamp", models.UUIDField()),
                        ("acts", models.BigIntegerField()),
                        ("planned_at", models.DateTimeField()),
                        ("next_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_reminderturn_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GroupCadence",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("kind", models.CharField(max_length=24, unique=True)),
                        (
                            "rungs",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=24), size=None
                            ),
                        ),
                        ("chosen_by", models.CharField(max_length=150)),
                        ("chosen_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("rungs__len__lte", 12)), name="workinggroup_groupcadence_few"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChosenCadence",
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
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("kind", models.CharField(max_length=24)),
                        (
                            "rungs",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=24), size=None
                            ),
                        ),
                        ("chosen_by", models.CharField(max_length=150)),
                        ("chosen_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_chosencadence_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("delegation", "person", "kind"),
                                name="workinggroup_chosencadence_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rungs__len__lte", 12)), name="workinggroup_chosencadence_few"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Acknowledgement",
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
                            "person",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        ("kind", models.CharField(max_length=24)),
                        ("subject", models.UUIDField()),
                        ("due", models.DateField()),
                        ("is_late", models.BooleanField()),
                        ("given_on", models.DateField()),
                        ("given_at", models.DateTimeField()),
                        ("rest_until", models.DateField(null=True)),
                        ("reason", models.CharField(blank=True, max_length=300)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_acknowledgement_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("person", "kind", "subject", "due", "is_late"),
                                name="workinggroup_acknowledgement_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("given_on__gt", models.F("due")), ("is_late", True)),
                                    models.Q(("given_on__lte", models.F("due")), ("is_late", False)),
                                    _connector="OR",
                                ),
                                name="workinggroup_acknowledgement_late_after_its_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("rest_until__isnull", True),
                                    models.Q(
                                        ("rest_until__gte", models.F("given_on")),
                                        (
                                            "rest_until__lte",
                                            models.F("given_on") + datetime.timedelta(days=31),
                                        ),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_acknowledgement_rest_is_short_and_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Absence",
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
                            "person",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="absences", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "substitute",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        ("first", models.DateField()),
                        ("last", models.DateField()),
                        ("entered_by", models.CharField(max_length=150)),
                        ("entered_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["last"], name="workinggroup_absence_last")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_absence_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("last__gte", models.F("first")),
                                    ("last__lte", models.F("first") + datetime.timedelta(days=366)),
                                ),
                                name="workinggroup_absence_ends_within_a_year",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("person", models.F("substitute")), _negated=True),
                                name="workinggroup_absence_of_two",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DigestNote",
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
                            "person",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        ("author_name", models.CharField(max_length=150)),
                        ("text", models.CharField(max_length=1000)),
                        ("written_at", models.DateTimeField()),
                        (
                            "mail",
                            models.ForeignKey(
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="+",
                                to="notifications.outgoingmail",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("mail__isnull", True)),
                                fields=["person"],
                                name="workinggroup_digestnote_next",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_digestnote_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="workinggroup_digestnote_says_something",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
