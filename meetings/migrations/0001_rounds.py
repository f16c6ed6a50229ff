"""Series, meetings and deadlines behind the wall; a deadline is visible only where its meeting is."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

import meetings.rounds.models
import portal.core.texts
from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('meetings_series');
SELECT portal_protect('meetings_meeting');
SELECT portal_protect('meetings_deadline', 'meetings_meeting', 'meeting_id');
SELECT portal_protect('meetings_corrigendum', 'meetings_meeting', 'meeting_id');
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("core", "0001_wall"), ("people", "0001_people")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Series",
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
                        ("title", portal.core.texts.LocalizedTextField()),
                    ],
                    options={
                        "verbose_name_plural": "series",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_series_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
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
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        (
                            "series",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="meetings", to="meetings.series"
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("ministerial", "Ministerial"),
                                    ("vice_ministerial", "Vice-ministerial"),
                                    ("technical", "Technical"),
                                ],
                                default="ministerial",
                                max_length=20,
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(null=True)),
                        ("title", portal.core.texts.LocalizedTextField()),
                        ("host", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation")),
                        (
                            "co_hosts",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), default=list, size=None
                            ),
                        ),
                        (
                            "format",
                            models.CharField(
                                choices=[("in_person", "In person"), ("remote", "Remote"), ("hybrid", "Hybrid")],
                                default="in_person",
                                max_length=10,
                            ),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12),
                                default=meetings.rounds.models.content_languages,
                                size=None,
                            ),
                        ),
                        ("join_address", models.URLField(blank=True, max_length=500)),
                        ("city", portal.core.texts.LocalizedTextField()),
                        ("venue", portal.core.texts.LocalizedTextField()),
                        ("time_zone", models.CharField(max_length=64)),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        (
                            "nights",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.DateTimeField(), default=list, size=None
                            ),
                        ),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("announced", "Announced"),
                                    ("agenda_open", "Agenda open"),
                                    ("agenda_adopted", "Agenda adopted"),
                                    ("in_session", "In session"),
                                    ("concluded", "Concluded"),
                                    ("records_approved", "Records approved"),
                                    ("postponed", "Postponed"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="announced",
                                max_length=20,
                            ),
                        ),
                        (
                            "delegations",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "guests",
                            models.CharField(default=meetings.rounds.models.guests_code, editable=False, max_length=12),
                        ),
                        (
                            "follows",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="followed_by", to="meetings.meeting"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("schedule_version", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["starts_at"], name="meetings_meeting_starts_at"),
                            models.Index(fields=["ends_at"], name="meetings_meeting_ends_at"),
                            models.Index(
                                condition=models.Q(("status__in", ["postponed", "cancelled"])),
                                fields=["starts_at"],
                                name="meetings_meeting_stopped",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_meeting_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="meetings_meeting_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("nights__len__in", [0, 2, 4, 6, 8, 10, 12])),
                                name="meetings_meeting_nights_in_pairs",
                            ),
                            models.CheckConstraint(
                                condition=meetings.rounds.models.IN_ORDER, name="meetings_meeting_nights_in_order"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("follows", models.F("id")), _negated=True),
                                name="meetings_meeting_follows_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "cancelled"]),
                                    ("releasable_to__contains", models.F("delegations")),
                                    _connector="OR",
                                ),
                                name="meetings_meeting_delegations_read",
                            ),
                            models.UniqueConstraint(
                                fields=("series", "level", "number"), name="meetings_meeting_number_once"
                            ),
                            models.UniqueConstraint(fields=("guests",), name="meetings_meeting_guests_key"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Deadline",
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
                                on_delete=models.PROTECT, related_name="deadlines", to="meetings.meeting"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("items", "Call for agenda items ends"),
                                    ("freeze", "Agenda is frozen"),
                                    ("papers", "Papers are circulated"),
                                    ("credentials", "Credentials are due"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("days_before", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_deadline_editors_read",
                            ),
                            models.UniqueConstraint(fields=("meeting", "kind"), name="meetings_deadline_once"),
                            models.CheckConstraint(
                                condition=models.Q(("days_before__lte", 365)), name="meetings_deadline_within_a_year"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Corrigendum",
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
                                on_delete=models.PROTECT, related_name="corrigenda", to="meetings.meeting"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("facts", "Title, date and place"),
                                    ("agenda", "Agenda"),
                                    ("participants", "Participants"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("text", portal.core.texts.LocalizedTextField()),
                        ("issued_at", models.DateTimeField()),
                        ("author_name", models.CharField(max_length=150)),
                    ],
                    options={
                        "verbose_name_plural": "corrigenda",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_corrigendum_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("meeting", "number"), name="meetings_corrigendum_number_once"
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
