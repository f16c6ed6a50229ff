"""Handling: who grants whom to read an operational matter, and which papers left the portal."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('workinggroup_grant'), portal_protect('workinggroup_releaserequest'),
    portal_protect('workinggroup_releaseanswer', 'workinggroup_releaserequest', 'request_id'),
    portal_protect('workinggroup_export'), portal_protect('workinggroup_exportedpassage');
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0009_editions")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Export",
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
                        ("number", models.PositiveIntegerField()),
                        ("side", models.CharField(max_length=12)),
                        ("person_name", models.CharField(max_length=150)),
                        ("form", models.CharField(max_length=4)),
                        ("thing_kind", models.CharField(max_length=24)),
                        ("thing", models.UUIDField(null=True)),
                        (
                            "audience",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "passages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(), default=list, size=None
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_export_editors_read",
                            ),
                            models.UniqueConstraint(fields=("side", "number"), name="workinggroup_export_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="workinggroup_export_hash"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ExportedPassage",
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
                        ("passage", models.UUIDField()),
                        ("side", models.CharField(max_length=12)),
                        ("number", models.PositiveIntegerField()),
                        ("form", models.CharField(max_length=4)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_exportedpassage_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("passage", "side", "number"), name="workinggroup_exportedpassage_once"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Grant",
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
                        ("thing_kind", models.CharField(max_length=24)),
                        ("thing", models.UUIDField()),
                        ("code", models.CharField(blank=True, max_length=12)),
                        (
                            "marking",
                            models.CharField(
                                choices=[
                                    ("CLEAR", "TLP:CLEAR"),
                                    ("GREEN", "TLP:GREEN"),
                                    ("AMBER", "TLP:AMBER"),
                                    ("AMBER+STRICT", "TLP:AMBER+STRICT"),
                                    ("RED", "TLP:RED"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("by", models.CharField(max_length=12)),
                        ("by_name", models.CharField(max_length=150)),
                        (
                            "request",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="workinggroup.releaserequest",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("revoked_at", models.DateTimeField(null=True)),
                        ("revoked_by_name", models.CharField(blank=True, max_length=150)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_grant_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("thing", "code", "by"),
                                name="workinggroup_grant_one_live",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("revoked_at__isnull", True), ("revoked_by_name", "")),
                                    models.Q(
                                        ("revoked_at__isnull", False), models.Q(("revoked_by_name", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_grant_revoked_by_somebody",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ReleaseRequest",
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
                        ("thing_kind", models.CharField(max_length=24)),
                        ("thing", models.UUIDField()),
                        (
                            "codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "marking",
                            models.CharField(
                                choices=[
                                    ("CLEAR", "TLP:CLEAR"),
                                    ("GREEN", "TLP:GREEN"),
                                    ("AMBER", "TLP:AMBER"),
                                    ("AMBER+STRICT", "TLP:AMBER+STRICT"),
                                    ("RED", "TLP:RED"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("purpose", models.CharField(max_length=500)),
                        ("until", models.DateField(blank=True, null=True)),
                        (
                            "urgency",
                            models.CharField(
                                choices=[("routine", "Routine"), ("urgent", "Urgent")], default="routine", max_length=8
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        ("asked_by_name", models.CharField(max_length=150)),
                        ("asked_at", models.DateTimeField()),
                        (
                            "originators",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        ("due", models.DateField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("asked", "Asked"),
                                    ("granted", "Granted"),
                                    ("in_part", "Granted in part"),
                                    ("refused", "Refused"),
                                    ("lapsed", "Lapsed"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="asked",
                                max_length=9,
                            ),
                        ),
                        (
                            "granted",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), default=list, size=None
                            ),
                        ),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["thing"], name="workinggroup_releaserequest_of")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_releaserequest_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("originators__len__gt", 0)),
                                name="workinggroup_releaserequest_of_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("status", "asked")),
                                    models.Q(models.Q(("status", "asked"), _negated=True), ("ended_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="workinggroup_releaserequest_ends_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReleaseAnswer",
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
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="workinggroup.releaserequest",
                            ),
                        ),
                        ("side", models.CharField(max_length=12)),
                        (
                            "reply",
                            models.CharField(
                                choices=[("yes", "Yes"), ("in_part", "Yes, in part"), ("no", "No")], max_length=7
                            ),
                        ),
                        (
                            "codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), default=list, size=None
                            ),
                        ),
                        (
                            "marking",
                            models.CharField(
                                choices=[
                                    ("CLEAR", "TLP:CLEAR"),
                                    ("GREEN", "TLP:GREEN"),
                                    ("AMBER", "TLP:AMBER"),
                                    ("AMBER+STRICT", "TLP:AMBER+STRICT"),
                                    ("RED", "TLP:RED"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("until", models.DateField(blank=True, null=True)),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_releaseanswer_editors_read",
                            ),
                            models.UniqueConstraint(fields=("request", "side"), name="workinggroup_releaseanswer_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reply", "no"), _negated=True), ("codes", []), _connector="OR"
                                ),
                                name="workinggroup_releaseanswer_no_grants_nothing",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
