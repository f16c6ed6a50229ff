"""Commitments behind the wall, visible where their statement is, and what those who are to lead them say."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

import portal.core.texts
from portal.core.tables import MakeTables

OWN_WORDS = """
ALTER TABLE workinggroup_leadanswer ADD CONSTRAINT workinggroup_leadanswer_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
"""
WALL = """
SELECT portal_protect('workinggroup_commitment', 'meetings_statement', 'statement_id');
SELECT portal_protect('workinggroup_leadanswer', 'workinggroup_commitment', 'commitment_id');
SELECT portal_protect('workinggroup_commitmentmilestone', 'workinggroup_commitment', 'commitment_id');
SELECT portal_protect('workinggroup_commitmentindicator', 'workinggroup_commitment', 'commitment_id');
SELECT portal_protect('workinggroup_indicatorfigure', 'workinggroup_commitmentindicator', 'indicator_id');
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("meetings", "0013_promises"), ("people", "0002_addresses")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Commitment",
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
                                on_delete=models.PROTECT, related_name="commitments", to="meetings.statement"
                            ),
                        ),
                        (
                            "paragraph",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="commitments", to="meetings.paragraph"
                            ),
                        ),
                        (
                            "promise",
                            models.OneToOneField(
                                null=True, on_delete=models.PROTECT, related_name="commitment", to="meetings.promise"
                            ),
                        ),
                        ("asks_acceptance", models.BooleanField(default=False)),
                        ("place", models.CharField(max_length=40)),
                        ("number", models.PositiveIntegerField()),
                        ("reference", models.CharField(max_length=24)),
                        ("chapeau", portal.core.texts.LocalizedTextField(default=dict)),
                        ("quote", portal.core.texts.LocalizedTextField()),
                        ("spans", models.JSONField()),
                        (
                            "strength",
                            models.CharField(
                                choices=[("core", "Undertaking"), ("soft", "Reaffirmation")], max_length=8
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("confirmed", "Confirmed"),
                                    ("set_aside", "Not a commitment"),
                                    ("suggested", "Marked, not confirmed yet"),
                                    ("undecided", "Suggested again"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("due_text", portal.core.texts.LocalizedTextField(default=dict)),
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
                            "due_season",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("spring", "spring (March to May)"),
                                    ("summer", "summer (June to August)"),
                                    ("autumn", "autumn (September to November)"),
                                    ("winter", "winter (December to February)"),
                                    ("spring_south", "spring in the south (September to November)"),
                                    ("summer_south", "summer in the south (December to February)"),
                                    ("autumn_south", "autumn in the south (March to May)"),
                                    ("winter_south", "winter in the south (June to August)"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("due_count", models.PositiveSmallIntegerField(null=True)),
                        (
                            "due_unit",
                            models.CharField(
                                blank=True,
                                choices=[("day", "days"), ("week", "weeks"), ("month", "months"), ("year", "years")],
                                max_length=5,
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
                        (
                            "due_meeting",
                            models.ForeignKey(
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="commitments_due",
                                to="meetings.meeting",
                            ),
                        ),
                        ("due_from", models.DateField(null=True)),
                        ("due_on", models.DateField(null=True)),
                        (
                            "lead",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "supporting",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), default=list, size=None
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="commitments",
                                to="meetings.theme",
                            ),
                        ),
                        ("decided_by", models.CharField(max_length=150)),
                        ("decided_at", models.DateTimeField()),
                        ("known_as", models.CharField(blank=True, max_length=60)),
                        ("source", models.CharField(blank=True, max_length=300)),
                        (
                            "closed_as",
                            models.CharField(
                                blank=True, choices=[("done", "Done"), ("dropped", "Dropped")], max_length=7
                            ),
                        ),
                        ("closed_because", models.TextField(blank=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_commitment_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("paragraph", "place"), name="workinggroup_commitment_place_once"
                            ),
                            models.UniqueConstraint(
                                fields=("statement", "number"), name="workinggroup_commitment_number_once"
                            ),
                            models.UniqueConstraint(
                                fields=("reference",), name="workinggroup_commitment_reference_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("lead__isnull", True),
                                    models.Q(("supporting__contains", [models.F("lead")]), _negated=True),
                                    _connector="OR",
                                ),
                                name="workinggroup_commitment_lead_not_supporting",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_on__isnull", True),
                                    models.Q(("due__in", ["continuous", "none", "not_before"]), _negated=True),
                                    _connector="OR",
                                ),
                                name="workinggroup_commitment_beginnings_are_no_deadlines",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_from__isnull", True),
                                    ("due_on__isnull", True),
                                    ("due_from__lte", models.F("due_on")),
                                    _connector="OR",
                                ),
                                name="workinggroup_commitment_due_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("due_season", ""), ("due", "season"), _connector="OR"),
                                    models.Q(
                                        models.Q(("due_count__isnull", True), ("due_unit", "")),
                                        models.Q(
                                            ("due__in", ["duration", "relative"]),
                                            ("due_count__gt", 0),
                                            models.Q(("due_unit", ""), _negated=True),
                                        ),
                                        _connector="OR",
                                    ),
                                    models.Q(("basis", ""), ("due", "relative"), _connector="OR"),
                                    models.Q(
                                        ("due_meeting__isnull", True),
                                        ("due", "event"),
                                        models.Q(("basis", "event"), ("due", "relative")),
                                        _connector="OR",
                                    ),
                                ),
                                name="workinggroup_commitment_due_by_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_as", ""), ("closed_because", "")),
                                    models.Q(
                                        models.Q(("closed_as", ""), _negated=True),
                                        models.Q(("closed_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_commitment_closed_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeadAnswer",
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("accepts", models.BooleanField()),
                        ("reason", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="answers", to="workinggroup.commitment"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_leadanswer_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("commitment", "delegation", "number"),
                                name="workinggroup_leadanswer_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepts", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="workinggroup_leadanswer_reason_to_decline",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommitmentMilestone",
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
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="milestones", to="workinggroup.commitment"
                            ),
                        ),
                        ("name", portal.core.texts.LocalizedTextField()),
                        ("due_on", models.DateField()),
                        ("done_on", models.DateField(null=True)),
                        ("evidence", models.TextField(blank=True)),
                        (
                            "continues",
                            models.OneToOneField(
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="continued",
                                to="workinggroup.commitmentmilestone",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_commitmentmilestone_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("done_on__isnull", False), ("evidence", ""), _connector="OR"),
                                name="workinggroup_commitmentmilestone_evidence_of_done",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommitmentIndicator",
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
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="indicators", to="workinggroup.commitment"
                            ),
                        ),
                        ("name", portal.core.texts.LocalizedTextField()),
                        ("unit", portal.core.texts.LocalizedTextField()),
                        ("baseline", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("target", models.DecimalField(decimal_places=2, max_digits=14)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_commitmentindicator_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("target", models.F("baseline")), _negated=True),
                                name="workinggroup_commitmentindicator_goes_somewhere",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndicatorFigure",
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
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="figures", to="workinggroup.commitmentindicator"
                            ),
                        ),
                        ("day", models.DateField()),
                        ("value", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("source", models.CharField(max_length=200)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_indicatorfigure_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True),
                                name="workinggroup_indicatorfigure_has_source",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(OWN_WORDS + WALL, migrations.RunSQL.noop),
    ]
