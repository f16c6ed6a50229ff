"""Commitments marked in a text behind the wall, seen through their paragraph."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

import portal.core.texts
from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('meetings_promise', 'meetings_paragraph', 'paragraph_id');
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0012_release"), ("people", "0002_addresses")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Promise",
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
                        ("quotes", portal.core.texts.LocalizedTextField()),
                        (
                            "strength",
                            models.CharField(
                                choices=[("core", "Undertaking"), ("soft", "Reaffirmation")],
                                default="core",
                                max_length=8,
                            ),
                        ),
                        (
                            "due",
                            models.CharField(
                                choices=[
                                    ("date", "a day"),
                                    ("month", "a month"),
                                    ("season", "a season"),
                                    ("year_end", "the end of a year"),
                                    ("relative", "a length of time from a day"),
                                    ("duration", "how long it goes on"),
                                    ("event", "an event"),
                                    ("not_before", "a beginning, no deadline"),
                                    ("continuous", "again and again, without end"),
                                    ("none", "nothing that can be dated"),
                                ],
                                default="none",
                                max_length=10,
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("meeting", "the meeting"),
                                    ("release", "the release of the text"),
                                    ("event", "an event"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("due_text", portal.core.texts.LocalizedTextField(default=dict)),
                        ("due_on", models.DateField(null=True)),
                        (
                            "supporting",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), default=list, size=None
                            ),
                        ),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "paragraph",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="promises", to="meetings.paragraph"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="+", to="meetings.paragraphversion"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_promise_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("lead__isnull", True),
                                    models.Q(("supporting__contains", [models.F("lead")]), _negated=True),
                                    _connector="OR",
                                ),
                                name="meetings_promise_lead_not_supporting",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_on__isnull", True),
                                    models.Q(("due__in", ["continuous", "none", "not_before"]), _negated=True),
                                    _connector="OR",
                                ),
                                name="meetings_promise_beginnings_are_no_deadlines",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("basis", ""), ("due", "relative"), _connector="OR"),
                                name="meetings_promise_lengths_have_a_basis",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
