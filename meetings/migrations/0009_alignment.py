"""Language reviews and certificates behind the wall; a review is written by the side that it names."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

from portal.core.tables import MakeTables

OWN_WORDS = """
ALTER TABLE meetings_languagereview ADD CONSTRAINT meetings_languagereview_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
"""
WALL = """
SELECT portal_protect('meetings_languagereview', 'meetings_paragraphversion', 'version_id');
SELECT portal_protect('meetings_certificate', 'meetings_statement', 'statement_id');
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0008_negotiation")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="LanguageReview",
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
                            "version",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="reviews", to="meetings.paragraphversion"
                            ),
                        ),
                        ("language", models.CharField(max_length=8)),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_languagereview_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("version", "language", "delegation"), name="meetings_languagereview_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Certificate",
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
                                on_delete=models.PROTECT, related_name="certificates", to="meetings.statement"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("by_name", models.CharField(max_length=150)),
                        ("hashes", models.JSONField()),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_certificate_editors_read",
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(OWN_WORDS + WALL, migrations.RunSQL.noop),
    ]
