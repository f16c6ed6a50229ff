"""Pairs of counts that mirror each other, and why they are apart: read by all who read both, written by both sides."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

import portal.core.texts
from portal.core.tables import MakeTables

# Both delegations explain what is between them; the secretariat opens a pair, and takes no side in it.
WALL = """
SELECT portal_protect('workinggroup_mirrorpair');
SELECT portal_protect('workinggroup_mirrorreason', 'workinggroup_mirrorpair', 'pair_id');
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0007_flows")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="MirrorPair",
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
                        ("one", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation")),
                        (
                            "other",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "one_key",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=80), size=6
                            ),
                        ),
                        (
                            "other_key",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=80), size=6
                            ),
                        ),
                        ("opened_by_name", models.CharField(max_length=150)),
                        ("opened_at", models.DateTimeField()),
                        ("closed_by_name", models.CharField(blank=True, max_length=150)),
                        ("closed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_mirrorpair_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("one", models.F("other")), _negated=True),
                                name="workinggroup_mirrorpair_two_sides",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("one_key__len", 6), ("other_key__len", 6)),
                                name="workinggroup_mirrorpair_whole_keys",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=("one_key", "other_key"),
                                name="workinggroup_mirrorpair_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MirrorReason",
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
                            "pair",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="reasons", to="workinggroup.mirrorpair"
                            ),
                        ),
                        ("first", models.DateField()),
                        ("last", models.DateField()),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("C0", "Not explained"),
                                    ("C1", "Coverage or definition"),
                                    ("C2", "Timing: departure and arrival"),
                                    ("C3", "Unit: events and people"),
                                    ("C4", "Route: by air, by land, through a third country"),
                                    ("C5", "Vintage: one side’s figures are newer"),
                                    ("C6", "Rounding"),
                                    ("C7", "Citizenship not known"),
                                    ("C8", "Error, correction announced"),
                                ],
                                max_length=2,
                            ),
                        ),
                        ("words", portal.core.texts.LocalizedTextField(default=dict)),
                        (
                            "replaces",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to="workinggroup.mirrorreason"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        (
                            "agreed_by",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        ("agreed_by_name", models.CharField(blank=True, max_length=150)),
                        ("agreed_at", models.DateTimeField(null=True)),
                        ("is_replaced", models.BooleanField(default=False)),
                        ("ended_by_name", models.CharField(blank=True, max_length=150)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_mirrorreason_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("first__day", 1), ("last__day", 1), ("last__gte", models.F("first"))
                                ),
                                name="workinggroup_mirrorreason_months",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cause", "C0"), models.Q(("words", {}), _negated=True), _connector="OR"
                                ),
                                name="workinggroup_mirrorreason_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agreed_at__isnull", True), ("agreed_by__isnull", True)),
                                    models.Q(
                                        ("agreed_at__isnull", False),
                                        ("agreed_by__isnull", False),
                                        models.Q(("agreed_by", models.F("delegation")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_mirrorreason_agreed_by_other",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("is_replaced", False)),
                                    models.Q(("agreed_at__isnull", True), ("ended_at__isnull", False)),
                                    models.Q(("ended_at__isnull", False), ("is_replaced", True)),
                                    _connector="OR",
                                ),
                                name="workinggroup_mirrorreason_kept_or_replaced",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
