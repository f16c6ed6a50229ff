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
            ]
        ),
        migrations.RunSQL(OWN_WORDS + WALL, migrations.RunSQL.noop),
    ]
