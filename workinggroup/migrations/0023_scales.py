"""Scales that all parties agree on."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

from portal.core.tables import ChangeTables


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0022_joint")]

    operations = [
        ChangeTables(
            [
                migrations.CreateModel(
                    name="GapScale",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("number", models.PositiveSmallIntegerField(unique=True)),
                        ("words", models.JSONField()),
                        (
                            "likelihood",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=5), size=5
                            ),
                        ),
                        (
                            "level",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=5), size=5
                            ),
                        ),
                        (
                            "parties",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "yes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), default=list, size=None
                            ),
                        ),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        ("agreed_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number__gt", 1), ("parties__contains", models.F("yes")), ("parties__len__gt", 0)
                                ),
                                name="workinggroup_gapscale_of_parties",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("agreed_at__isnull", True),
                                    models.Q(("ended_at__isnull", True), ("yes__contains", models.F("parties"))),
                                    _connector="OR",
                                ),
                                name="workinggroup_gapscale_agreed_or_not",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
