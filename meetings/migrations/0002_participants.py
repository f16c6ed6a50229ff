"""Participants, their needs and credentials behind the wall; each is visible only where its meeting is."""

import uuid

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('meetings_participant', 'meetings_meeting', 'meeting_id');
SELECT portal_protect('meetings_needs', 'meetings_participant', 'participant_id');
SELECT portal_protect('meetings_credentials', 'meetings_meeting', 'meeting_id');
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_rounds")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Participant",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="participants", to="meetings.meeting"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="attends", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("name", models.CharField(max_length=150)),
                        ("title", models.CharField(blank=True, max_length=200)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("head", "Head of delegation"),
                                    ("member", "Member"),
                                    ("interpreter", "Interpreter"),
                                    ("security", "Security"),
                                    ("press", "Press"),
                                    ("guest", "Guest"),
                                ],
                                default="member",
                                max_length=12,
                            ),
                        ),
                        ("rank", models.PositiveSmallIntegerField()),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("none", "Not answered"),
                                    ("coming", "Coming"),
                                    ("remote", "Joining remotely"),
                                    ("not_coming", "Not coming"),
                                ],
                                default="none",
                                max_length=10,
                            ),
                        ),
                        ("answered_for", models.PositiveIntegerField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["meeting", "delegation", "rank"], name="meetings_participant_order")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_participant_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "head")),
                                fields=("meeting", "delegation"),
                                name="meetings_participant_one_head",
                            ),
                            models.UniqueConstraint(
                                fields=("meeting", "person"), name="meetings_participant_person_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="meetings_participant_named"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Needs",
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
                            "participant",
                            models.OneToOneField(
                                on_delete=models.PROTECT, related_name="needs", to="meetings.participant"
                            ),
                        ),
                        ("dietary", models.CharField(blank=True, max_length=300)),
                        ("access", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "verbose_name_plural": "needs",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_needs_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Credentials",
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="credentials", to="meetings.meeting"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("awaited", "Awaited"), ("received", "Received"), ("accepted", "Accepted")],
                                default="received",
                                max_length=10,
                            ),
                        ),
                        ("filename", models.CharField(max_length=200)),
                        ("document", models.BinaryField()),
                        ("received_at", models.DateTimeField()),
                        ("accepted_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "verbose_name_plural": "credentials",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_credentials_editors_read",
                            ),
                            models.UniqueConstraint(fields=("meeting", "delegation"), name="meetings_credentials_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("accepted_at__isnull", False), ("status", "accepted")),
                                    models.Q(("accepted_at__isnull", True), ("status", "received")),
                                    _connector="OR",
                                ),
                                name="meetings_credentials_accepted_when",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
