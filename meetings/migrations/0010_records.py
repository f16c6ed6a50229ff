"""Records behind the wall: outcomes visible where their item is, amendments where the records are."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

import portal.core.texts
from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('meetings_records', 'meetings_meeting', 'meeting_id');
SELECT portal_protect('meetings_outcome', 'meetings_item', 'item_id');
SELECT portal_protect('meetings_amendment', 'meetings_records', 'records_id');
SELECT portal_protect('meetings_readout', 'meetings_meeting', 'meeting_id');
SELECT portal_publish('meetings_readout');
ALTER TABLE meetings_readout ADD CONSTRAINT meetings_readout_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0009_alignment")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Records",
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
                            models.OneToOneField(
                                on_delete=models.PROTECT, related_name="records", to="meetings.meeting"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("draft", "Draft"), ("circulated", "Circulated"), ("approved", "Approved")],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("circulated_at", models.DateTimeField(null=True)),
                        ("approved_at", models.DateTimeField(null=True)),
                        (
                            "approval_item",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to="meetings.item"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "records",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_records_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outcome",
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
                            "item",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="outcomes", to="meetings.item"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("information", "Information"),
                                    ("decision", "Decision"),
                                    ("action", "Action item"),
                                    ("paragraph", "Statement paragraph"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("text", portal.core.texts.LocalizedTextField()),
                        ("written_at", models.DateTimeField()),
                        ("author_name", models.CharField(max_length=150)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["item", "written_at"], name="meetings_outcome_order")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_outcome_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Amendment",
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
                            "records",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="amendments", to="meetings.records"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("text", models.TextField()),
                        (
                            "status",
                            models.CharField(
                                choices=[("proposed", "Proposed"), ("taken", "Taken over"), ("declined", "Declined")],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        ("answer", models.TextField(blank=True)),
                        ("author_name", models.CharField(max_length=150)),
                        ("proposed_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_amendment_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Readout",
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
                            models.ForeignKey(on_delete=models.PROTECT, related_name="readouts", to="meetings.meeting"),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("text", portal.core.texts.LocalizedTextField()),
                        ("released_at", models.DateTimeField(null=True)),
                        ("is_shared", models.BooleanField(default=False)),
                        ("written_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_readout_editors_read",
                            ),
                            models.UniqueConstraint(fields=("meeting", "delegation"), name="meetings_readout_once"),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
