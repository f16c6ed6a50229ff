"""Who has opened figures before they were published, for their delegation alone."""

import uuid

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('workinggroup_earlyreading', 'workinggroup_vintage', 'vintage_id');
ALTER TABLE workinggroup_earlyreading ADD CONSTRAINT workinggroup_earlyreading_own_side
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("workinggroup", "0029_definitions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="EarlyReading",
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
                        ("reader_name", models.CharField(max_length=150)),
                        ("day", models.DateField()),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "reader",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        (
                            "vintage",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="early_readings", to="workinggroup.vintage"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_earlyreading_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("vintage", "reader", "day"), name="workinggroup_earlyreading_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("releasable_to", models.F("editable_by"))),
                                name="workinggroup_earlyreading_own_affair",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
