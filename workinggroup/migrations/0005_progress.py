"""Progress behind the wall: rounds where their meeting is seen, reports and what is said to them where the commitment is; what a
delegation drafts, and who of it does, is its own."""

import uuid

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

from portal.core.tables import MakeTables

OWN_WORDS = """
ALTER TABLE workinggroup_progressreport ADD CONSTRAINT workinggroup_progressreport_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
ALTER TABLE workinggroup_partnerrating ADD CONSTRAINT workinggroup_partnerrating_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
ALTER TABLE workinggroup_jointrating ADD CONSTRAINT workinggroup_jointrating_own_words
    CHECK (editable_by = ARRAY[proposed_by_id]::varchar(12)[]);
ALTER TABLE workinggroup_jointanswer ADD CONSTRAINT workinggroup_jointanswer_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
ALTER TABLE workinggroup_reporter ADD CONSTRAINT workinggroup_reporter_own_affair
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[] AND releasable_to = editable_by);
ALTER TABLE workinggroup_reportdraft ADD CONSTRAINT workinggroup_reportdraft_own_affair
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[] AND releasable_to = editable_by);
"""
WALL = """
SELECT portal_protect('workinggroup_reportinground', 'meetings_meeting', 'meeting_id');
SELECT portal_protect('workinggroup_reporter');
SELECT portal_protect('workinggroup_reportdraft', 'workinggroup_commitment', 'commitment_id');
SELECT portal_protect('workinggroup_progressreport', 'workinggroup_commitment', 'commitment_id');
SELECT portal_protect('workinggroup_partnerrating', 'workinggroup_progressreport', 'report_id');
SELECT portal_protect('workinggroup_jointrating', 'workinggroup_progressreport', 'report_id');
SELECT portal_protect('workinggroup_jointanswer', 'workinggroup_jointrating', 'rating_id');
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0004_accounting")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="ReportingRound",
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
                            models.OneToOneField(
                                on_delete=models.PROTECT, related_name="reporting_round", to="meetings.meeting"
                            ),
                        ),
                        ("days_before", models.PositiveSmallIntegerField()),
                        ("rated_before", models.PositiveSmallIntegerField()),
                        ("opened_by_name", models.CharField(max_length=150)),
                        ("opened_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_reportinground_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("days_before__lte", 365)),
                                name="workinggroup_reportinground_within_a_year",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rated_before__lte", models.F("days_before"))),
                                name="workinggroup_reportinground_rated_after",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reporter",
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
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "person",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        (
                            "office",
                            models.CharField(
                                choices=[("focal_point", "Focal point"), ("validator", "Validating authority")],
                                max_length=12,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_reporter_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("delegation", "person"), name="workinggroup_reporter_one_office"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportDraft",
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
                            "round",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="+", to="workinggroup.reportinground"
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="%(class)ss", to="workinggroup.commitment"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "completion",
                            models.CharField(
                                choices=[
                                    ("not_started", "Not started"),
                                    ("limited", "Limited"),
                                    ("substantial", "Substantial"),
                                    ("complete", "Complete"),
                                    ("irrelevant", "No longer relevant"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("evidence", models.JSONField(default=list)),
                        ("figures", models.JSONField(default=list)),
                        (
                            "documents",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(), default=list, size=None
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        ("drafted_by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        ("is_ready", models.BooleanField(default=False)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_reportdraft_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("round", "commitment", "delegation"), name="workinggroup_reportdraft_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgressReport",
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
                            "round",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="+", to="workinggroup.reportinground"
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="%(class)ss", to="workinggroup.commitment"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "completion",
                            models.CharField(
                                choices=[
                                    ("not_started", "Not started"),
                                    ("limited", "Limited"),
                                    ("substantial", "Substantial"),
                                    ("complete", "Complete"),
                                    ("irrelevant", "No longer relevant"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("evidence", models.JSONField(default=list)),
                        ("figures", models.JSONField(default=list)),
                        (
                            "documents",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(), default=list, size=None
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        ("drafted_by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "submitted_by",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        ("submitted_by_name", models.CharField(max_length=150)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["commitment", "-at"], name="workinggroup_report_latest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_progressreport_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("round", "commitment", "number"), name="workinggroup_progressreport_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("drafted_by", models.F("submitted_by")), _negated=True),
                                name="workinggroup_progressreport_two_people",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PartnerRating",
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
                            "report",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="ratings", to="workinggroup.progressreport"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "completion",
                            models.CharField(
                                choices=[
                                    ("not_started", "Not started"),
                                    ("limited", "Limited"),
                                    ("substantial", "Substantial"),
                                    ("complete", "Complete"),
                                    ("irrelevant", "No longer relevant"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_partnerrating_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("report", "delegation", "number"), name="workinggroup_partnerrating_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="workinggroup_partnerrating_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JointRating",
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
                            "report",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="joint_ratings", to="workinggroup.progressreport"
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "completion",
                            models.CharField(
                                choices=[
                                    ("not_started", "Not started"),
                                    ("limited", "Limited"),
                                    ("substantial", "Substantial"),
                                    ("complete", "Complete"),
                                    ("irrelevant", "No longer relevant"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        (
                            "parties",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
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
                                name="workinggroup_jointrating_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("report", "number"), name="workinggroup_jointrating_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("parties__len__gt", 0)), name="workinggroup_jointrating_of_some"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JointAnswer",
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
                            "rating",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="answers", to="workinggroup.jointrating"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("consents", models.BooleanField()),
                        ("reason", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_jointanswer_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("rating", "delegation", "number"), name="workinggroup_jointanswer_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("consents", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="workinggroup_jointanswer_reason_to_refuse",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(OWN_WORDS + WALL, migrations.RunSQL.noop),
    ]
