"""The outbox behind the wall: anybody in a reader's context may post, only the addressed delegation's side reads. Beside it
what all dispatchers know together: the timers, the mail server, the mails of a minute.
"""

import uuid

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

import portal.notifications.models
from portal.core.tables import MakeTables

WALL = """
ALTER TABLE notifications_outgoingmail ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications_outgoingmail FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON notifications_outgoingmail FOR SELECT
    USING ((SELECT portal_reader()) = ANY (releasable_to));
CREATE POLICY portal_add ON notifications_outgoingmail FOR INSERT
    WITH CHECK ((SELECT portal_actor()) IS NOT NULL);
CREATE POLICY portal_change ON notifications_outgoingmail FOR UPDATE
    USING ((SELECT portal_reader()) = ANY (releasable_to)) WITH CHECK ((SELECT portal_reader()) = ANY (releasable_to));
CREATE POLICY portal_remove ON notifications_outgoingmail FOR DELETE
    USING ((SELECT portal_reader()) = ANY (releasable_to));
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("core", "0001_wall"), ("people", "0001_people")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="OutgoingMail",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("message", models.CharField(max_length=80)),
                        (
                            "recipient",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("address", models.EmailField(max_length=254)),
                        ("language", models.CharField(max_length=8)),
                        ("subject_kind", models.CharField(blank=True, max_length=80)),
                        ("subject_id", models.UUIDField(null=True)),
                        ("event", models.CharField(blank=True, max_length=80)),
                        ("payload", models.JSONField(default=dict)),
                        (
                            "releasable_to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        ("dedupe_key", models.CharField(max_length=200, unique=True)),
                        (
                            "message_id",
                            models.CharField(
                                default=portal.notifications.models.new_message_id, max_length=200, unique=True
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("queued", "Waiting to be sent"),
                                    ("sending", "Being sent"),
                                    ("sent", "Sent"),
                                    ("failed", "Not delivered"),
                                    ("dropped", "Not sent"),
                                ],
                                default="queued",
                                max_length=10,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("not_before", models.DateTimeField()),
                        ("again_at", models.DateTimeField(null=True)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("lease", models.UUIDField(null=True)),
                        ("lease_until", models.DateTimeField(null=True)),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("reason", models.TextField(blank=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("status__in", ["queued", "sending"])),
                                fields=["not_before"],
                                name="notifications_unsettled",
                            ),
                            models.Index(
                                condition=models.Q(("settled_at__isnull", False)),
                                fields=["settled_at"],
                                name="notifications_settled",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("status", "failed"),
                                    models.Q(("attempts__gt", 0), ("status", "queued")),
                                    _connector="OR",
                                ),
                                fields=["id"],
                                name="notifications_trouble",
                            ),
                            models.Index(
                                condition=models.Q(("subject_id__isnull", False)),
                                fields=["subject_id", "message"],
                                name="notifications_of_subject",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["queued", "sending", "sent", "failed", "dropped"])),
                                name="notifications_outgoingmail_known_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("subject_id__isnull", True), ("subject_kind", "")),
                                    models.Q(
                                        models.Q(("subject_kind", ""), _negated=True), ("subject_id__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="notifications_outgoingmail_subject_is_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "sending"), _negated=True),
                                    models.Q(("lease__isnull", False), ("lease_until__isnull", False)),
                                    _connector="OR",
                                ),
                                name="notifications_outgoingmail_sending_has_lease",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TimerRun",
                    fields=[
                        (
                            "timer",
                            models.CharField(
                                choices=[
                                    ("round", "Celery: reminders"),
                                    ("outbox", "Celery: mail"),
                                    ("second", "Second timer"),
                                ],
                                max_length=8,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("began_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="MailServer",
                    fields=[
                        ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                        ("away_since", models.DateTimeField(null=True)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("again_at", models.DateTimeField(null=True)),
                        ("reason", models.TextField(blank=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("id", 1)), name="notifications_mailserver_is_one"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Permit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("taken_at", models.DateTimeField()),
                        ("mails", models.PositiveIntegerField()),
                    ],
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
