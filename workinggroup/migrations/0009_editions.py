"""Editions: the figures that a meeting speaks of, read by all who see the meeting."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('workinggroup_edition', 'meetings_meeting', 'meeting_id');
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0008_mirrors")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Edition",
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
                            models.ForeignKey(on_delete=models.PROTECT, related_name="editions", to="meetings.meeting"),
                        ),
                        ("as_of", models.DateField()),
                        (
                            "vintages",
                            django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                        ),
                        ("made_by_name", models.CharField(max_length=150)),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["meeting", "made_at"], name="workinggroup_edition_last")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_edition_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("vintages__len__gt", 0)), name="workinggroup_edition_of_something"
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
