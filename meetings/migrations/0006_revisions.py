"""Frozen texts and their lines behind the wall."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('meetings_textrevision', 'meetings_statement', 'statement_id');
SELECT portal_protect('meetings_revisionline', 'meetings_textrevision', 'revision_id');
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_statements")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="TextRevision",
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
                            "statement",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="revisions", to="meetings.statement"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("is_final", models.BooleanField(default=False)),
                        ("hashes", models.JSONField()),
                        ("author_name", models.CharField(max_length=150)),
                        ("issued_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_textrevision_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("statement", "number"), name="meetings_textrevision_number_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RevisionLine",
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
                            "revision",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="lines", to="meetings.textrevision"
                            ),
                        ),
                        (
                            "paragraph",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="meetings.paragraph"),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="+", to="meetings.paragraphversion"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("anchor", models.CharField(max_length=8)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("title", "Title"),
                                    ("heading", "Heading"),
                                    ("paragraph", "Paragraph"),
                                    ("preambular", "Preambular paragraph"),
                                    ("operative", "Operative paragraph"),
                                    ("chapeau", "Chapeau"),
                                    ("list_item", "List item"),
                                    ("closing", "Closing paragraph"),
                                    ("status_clause", "Status clause"),
                                ],
                                max_length=13,
                            ),
                        ),
                        ("parent_anchor", models.CharField(blank=True, max_length=8)),
                        ("texts", models.JSONField()),
                        ("brackets", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_revisionline_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("revision", "position"), name="meetings_revisionline_place_once"
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
