"""Documents and packs behind the wall; a version is read only through its document, and its file is known to the sweep."""

import uuid

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

import portal.core.texts
from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('meetings_document', 'meetings_meeting', 'meeting_id');
SELECT portal_protect('meetings_version', 'meetings_document', 'document_id');
SELECT portal_protect('meetings_pack', 'meetings_meeting', 'meeting_id');
SELECT portal_note_keys('meetings_version'), portal_note_keys('meetings_pack');
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_participants")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Document",
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
                                on_delete=models.PROTECT, related_name="documents", to="meetings.meeting"
                            ),
                        ),
                        ("about_kind", models.CharField(blank=True, max_length=12)),
                        ("about_id", models.UUIDField(null=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("paper", "Meeting paper"),
                                    ("reference", "Reference"),
                                    ("credential", "Credentials"),
                                    ("other", "Other"),
                                ],
                                default="paper",
                                max_length=12,
                            ),
                        ),
                        ("title", portal.core.texts.LocalizedTextField()),
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
                                default="AMBER",
                                max_length=12,
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        ("added_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        ("withdrawn_by", models.CharField(blank=True, max_length=150)),
                        ("withdrawn_why", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["meeting", "-added_at"], name="meetings_document_meeting"),
                            models.Index(fields=["-added_at"], name="meetings_document_latest"),
                            models.Index(fields=["about_id"], name="meetings_document_about"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_document_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("about_id__isnull", True), ("about_kind", "")),
                                    models.Q(models.Q(("about_kind", ""), _negated=True), ("about_id__isnull", False)),
                                    _connector="OR",
                                ),
                                name="meetings_document_about_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("withdrawn_at__isnull", True), ("withdrawn_by", ""), ("withdrawn_why", "")
                                    ),
                                    models.Q(
                                        ("withdrawn_at__isnull", False),
                                        models.Q(("withdrawn_by", ""), _negated=True),
                                        models.Q(("withdrawn_why", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="meetings_document_withdrawn_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Version",
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
                            "document",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="versions", to="meetings.document"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("language", models.CharField(max_length=8)),
                        ("key", models.CharField(blank=True, max_length=64)),
                        ("name", models.CharField(blank=True, max_length=150)),
                        ("size", models.PositiveBigIntegerField(default=0)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("content_type", models.CharField(blank=True, max_length=100)),
                        ("url", models.URLField(blank=True, max_length=2000)),
                        ("author_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_version_editors_read",
                            ),
                            models.UniqueConstraint(fields=("document", "number"), name="meetings_version_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("key", ""), _negated=True),
                                fields=("key",),
                                name="meetings_version_key_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("content_type", ""),
                                        ("key", ""),
                                        ("name", ""),
                                        ("sha256", ""),
                                        ("size", 0),
                                        ("url__startswith", "https://"),
                                    ),
                                    models.Q(
                                        models.Q(("key", ""), _negated=True),
                                        models.Q(("name", ""), _negated=True),
                                        ("sha256__regex", "^[0-9a-f]{64}$"),
                                        ("size__gt", 0),
                                        ("url", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="meetings_version_file_or_link",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pack",
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
                            models.ForeignKey(on_delete=models.PROTECT, related_name="packs", to="meetings.meeting"),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "form",
                            models.CharField(choices=[("zip", "ZIP"), ("pdf", "One PDF")], default="zip", max_length=3),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        ("requested_at", models.DateTimeField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("queued", "Waiting"),
                                    ("working", "Being made"),
                                    ("done", "Ready"),
                                    ("failed", "Failed"),
                                    ("expired", "Expired"),
                                ],
                                default="queued",
                                max_length=8,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("started_at", models.DateTimeField(null=True)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=0)),
                        ("key", models.CharField(blank=True, max_length=64)),
                        ("size", models.PositiveBigIntegerField(default=0)),
                        (
                            "contents",
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
                        ("expires_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["meeting", "-requested_at"], name="meetings_pack_latest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_pack_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status__in", ["queued", "working"])),
                                fields=("meeting", "delegation", "form"),
                                name="meetings_pack_one_under_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("expires_at__isnull", False),
                                        ("status", "done"),
                                        models.Q(("key", ""), _negated=True),
                                    ),
                                    models.Q(models.Q(("status", "done"), _negated=True), ("key", "")),
                                    _connector="OR",
                                ),
                                name="meetings_pack_ready_has_file",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
