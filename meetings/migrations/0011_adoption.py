"""Silence and sign-off behind the wall; what a party says, its own side alone writes."""

import uuid

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

from portal.core.tables import MakeTables

OWN_WORDS = """
ALTER TABLE meetings_silencebreak ADD CONSTRAINT meetings_silencebreak_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
ALTER TABLE meetings_interpretativestatement ADD CONSTRAINT meetings_interpretativestatement_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
ALTER TABLE meetings_signoff ADD CONSTRAINT meetings_signoff_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[] OR (method = 'note' AND delegation_id = ANY (editable_by)));
"""
WALL = """
SELECT portal_protect('meetings_silence', 'meetings_statement', 'statement_id');
SELECT portal_protect('meetings_silencenotice', 'meetings_silence', 'silence_id');
SELECT portal_protect('meetings_silencebreak', 'meetings_silence', 'silence_id');
SELECT portal_protect('meetings_signoff', 'meetings_statement', 'statement_id');
SELECT portal_protect('meetings_interpretativestatement', 'meetings_statement', 'statement_id');
SELECT portal_note_keys('meetings_signoff');
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0010_records"), ("notifications", "0003_notices")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Silence",
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
                        ("opened_by_name", models.CharField(max_length=150)),
                        ("opened_at", models.DateTimeField()),
                        ("deadline_at", models.DateTimeField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("running", "Running"),
                                    ("adopted", "Adopted by silence"),
                                    ("broken", "Broken"),
                                    ("undelivered", "Not adopted: not every party was told"),
                                    ("withdrawn", "Withdrawn by the chair"),
                                ],
                                default="running",
                                max_length=11,
                            ),
                        ),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "revision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.textrevision",
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="silences",
                                to="meetings.statement",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_silence_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "running")),
                                fields=("statement",),
                                name="meetings_silence_one_runs",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("deadline_at__gt", models.F("opened_at"))),
                                name="meetings_silence_ends_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", True), ("status", "running")),
                                    models.Q(
                                        models.Q(("status", "running"), _negated=True), ("closed_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="meetings_silence_closed_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SilenceNotice",
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
                        ("person_name", models.CharField(max_length=150)),
                        ("deadline_at", models.DateTimeField()),
                        ("told_at", models.DateTimeField()),
                        ("seen_at", models.DateTimeField(null=True)),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "mail",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="notifications.outgoingmail",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "silence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="meetings.silence",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_silencenotice_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("silence", "person", "deadline_at"), name="meetings_silencenotice_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SilenceBreak",
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
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        ("objection", models.TextField()),
                        ("amendment", models.TextField(blank=True)),
                        ("anchors", models.JSONField(default=list)),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "silence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="breaks",
                                to="meetings.silence",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_silencebreak_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignOff",
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
                            "kind",
                            models.CharField(
                                choices=[("final", "Signed off"), ("ad_ref", "Signed off ad referendum")], max_length=6
                            ),
                        ),
                        ("text_hash", models.CharField(max_length=64)),
                        (
                            "parties",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        ("by_name", models.CharField(max_length=150)),
                        ("capacity", models.CharField(max_length=200)),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("in_portal", "In the portal, with password and second factor asked anew"),
                                    ("note", "By a signed note that the secretariat recorded"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("note_name", models.CharField(blank=True, max_length=200)),
                        ("note_hash", models.CharField(blank=True, max_length=64)),
                        ("key", models.CharField(blank=True, max_length=200)),
                        ("at", models.DateTimeField()),
                        ("expires_on", models.DateField(null=True)),
                        ("revoked_at", models.DateTimeField(null=True)),
                        ("revoked_by_name", models.CharField(blank=True, max_length=150)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "revision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.textrevision",
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_offs",
                                to="meetings.statement",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_signoff_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("revision", "delegation", "kind", "parties"),
                                name="meetings_signoff_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("expires_on__isnull", False), ("kind", "ad_ref")),
                                    models.Q(("expires_on__isnull", True), ("kind", "final")),
                                    _connector="OR",
                                ),
                                name="meetings_signoff_ad_ref_expires",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("by__isnull", False), ("key", ""), ("method", "in_portal")),
                                    models.Q(
                                        ("method", "note"),
                                        models.Q(("key", ""), _negated=True),
                                        models.Q(("note_hash", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="meetings_signoff_note_is_kept",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("revoked_at__isnull", True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="meetings_signoff_revoked_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InterpretativeStatement",
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
                        ("by_name", models.CharField(max_length=150)),
                        ("texts", models.JSONField()),
                        ("is_public", models.BooleanField(default=False)),
                        ("at", models.DateTimeField()),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "revision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.textrevision",
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="interpretations",
                                to="meetings.statement",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_interpretativestatement_editors_read",
                            )
                        ],
                    },
                ),
                migrations.AddField(
                    model_name="statement",
                    name="final",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.textrevision",
                    ),
                ),
                migrations.AddField(
                    model_name="statement",
                    name="signed_at",
                    field=models.DateTimeField(null=True),
                ),
            ]
        ),
        migrations.RunSQL(OWN_WORDS + WALL, migrations.RunSQL.noop),
    ]
