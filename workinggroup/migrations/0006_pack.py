"""Follow-up packs behind the wall, each its side's own affair; their papers' files are known to the sweep."""

import uuid

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

from portal.core.tables import MakeTables

OWN_AFFAIR = """
ALTER TABLE workinggroup_followuppack ADD CONSTRAINT workinggroup_followuppack_own_affair
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[] AND releasable_to = editable_by);
"""
WALL = """
SELECT portal_protect('workinggroup_followuppack', 'workinggroup_reportinground', 'round_id');
SELECT portal_protect('workinggroup_packpaper', 'workinggroup_followuppack', 'pack_id');
SELECT portal_note_keys('workinggroup_packpaper');
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0005_progress")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="FollowUpPack",
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
                        ("requested_by_name", models.CharField(max_length=150)),
                        ("requested_at", models.DateTimeField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("queued", "Waiting"),
                                    ("working", "Being made"),
                                    ("done", "Ready"),
                                    ("failed", "Failed"),
                                ],
                                default="queued",
                                max_length=8,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("started_at", models.DateTimeField(null=True)),
                        ("done", models.PositiveSmallIntegerField(default=0)),
                        ("total", models.PositiveSmallIntegerField(default=0)),
                        ("made_at", models.DateTimeField(null=True)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        (
                            "contents",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(), default=list, size=None
                            ),
                        ),
                        (
                            "items",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(), default=list, size=None
                            ),
                        ),
                        (
                            "rows",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(), default=list, size=None
                            ),
                        ),
                        ("counts", models.JSONField(default=dict)),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="packs", to="workinggroup.reportinground"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["round", "-requested_at"], name="workinggroup_pack_latest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_followuppack_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status__in", ["queued", "working"])),
                                fields=("round", "delegation"),
                                name="workinggroup_followuppack_one_under_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("made_at__isnull", False),
                                        ("sha256__regex", "^[0-9a-f]{64}$"),
                                        ("status", "done"),
                                    ),
                                    models.Q(
                                        models.Q(("status", "done"), _negated=True),
                                        ("made_at__isnull", True),
                                        ("sha256", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_followuppack_made_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PackPaper",
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
                            "form",
                            models.CharField(
                                choices=[("docx", "Word"), ("pdf", "PDF"), ("json", "JSON")], max_length=4
                            ),
                        ),
                        ("language", models.CharField(blank=True, max_length=8)),
                        ("volume", models.PositiveSmallIntegerField(default=1)),
                        ("key", models.CharField(max_length=64)),
                        ("size", models.PositiveBigIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "pack",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="papers", to="workinggroup.followuppack"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_packpaper_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("pack", "form", "language", "volume"), name="workinggroup_packpaper_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("key", ""), _negated=True),
                                    ("sha256__regex", "^[0-9a-f]{64}$"),
                                    ("size__gt", 0),
                                ),
                                name="workinggroup_packpaper_whole",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(OWN_AFFAIR + WALL, migrations.RunSQL.noop),
    ]
