"""Action items behind the wall, visible where their commitment is, and reports on them."""

import uuid

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('workinggroup_actionitem', 'workinggroup_commitment', 'commitment_id');
SELECT portal_protect('workinggroup_itemreport', 'workinggroup_actionitem', 'item_id');
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0001_commitments")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="ActionItem",
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
                            "commitment",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="action_items", to="workinggroup.commitment"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("series", models.CharField(max_length=100)),
                        ("number", models.PositiveIntegerField()),
                        ("title", models.CharField(max_length=300)),
                        ("description", models.TextField(blank=True)),
                        (
                            "assignee",
                            models.ForeignKey(
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="action_items",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("due_on", models.DateField(null=True)),
                        ("weeks_before", models.PositiveSmallIntegerField(null=True)),
                        (
                            "counted_from",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to="meetings.meeting"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "Open"), ("done", "Done")], default="open", max_length=8
                            ),
                        ),
                        (
                            "standing",
                            models.CharField(
                                choices=[("on_track", "On track"), ("at_risk", "At risk"), ("done", "Done")],
                                default="on_track",
                                max_length=10,
                            ),
                        ),
                        ("reported", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["commitment", "delegation", "status"], name="workinggroup_item_promise"
                            ),
                            models.Index(
                                fields=["delegation", "status", "due_on", "series", "number"],
                                name="workinggroup_item_side",
                            ),
                            models.Index(fields=["status", "due_on", "series", "number"], name="workinggroup_item_due"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_actionitem_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("series", "number"), name="workinggroup_actionitem_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("counted_from__isnull", True),
                                        ("due_on__isnull", False),
                                        ("weeks_before__isnull", True),
                                    ),
                                    models.Q(
                                        ("counted_from__isnull", False),
                                        ("due_on__isnull", True),
                                        ("weeks_before__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_actionitem_one_due",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("weeks_before__isnull", True), ("weeks_before__lte", 520), _connector="OR"
                                ),
                                name="workinggroup_actionitem_weeks_bounded",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ItemReport",
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
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="reports", to="workinggroup.actionitem"
                            ),
                        ),
                        (
                            "standing",
                            models.CharField(
                                choices=[("on_track", "On track"), ("at_risk", "At risk"), ("done", "Done")],
                                max_length=10,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("author_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["item", "-at"], name="workinggroup_itemreport_latest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_itemreport_editors_read",
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
