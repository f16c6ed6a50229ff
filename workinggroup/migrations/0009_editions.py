"""Editions: the figures that a meeting speaks of, read by all who see the meeting; indicators that follow published figures."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

import portal.core.texts
from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('workinggroup_edition', 'meetings_meeting', 'meeting_id');
SELECT portal_protect('workinggroup_editionnumber', 'meetings_paragraph', 'paragraph_id');
SELECT portal_protect('workinggroup_flowevent');
SELECT portal_protect('workinggroup_indicatortie', 'workinggroup_commitmentindicator', 'indicator_id');
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0008_mirrors")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Edition",
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
                            models.ForeignKey(on_delete=models.PROTECT, related_name="editions", to="meetings.meeting"),
                        ),
                        ("as_of", models.DateField()),
                        (
                            "vintages",
                            django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None),
                        ),
                        ("made_by_name", models.CharField(max_length=150)),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["meeting", "made_at"], name="workinggroup_edition_last")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_edition_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("vintages__len__gt", 0)), name="workinggroup_edition_of_something"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EditionNumber",
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
                            "edition",
                            models.ForeignKey(
                                on_delete=models.PROTECT,
                                related_name="numbers",
                                to="workinggroup.edition",
                            ),
                        ),
                        (
                            "paragraph",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="meetings.paragraph"),
                        ),
                        ("value", models.BigIntegerField()),
                        ("citation", models.CharField(max_length=300)),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        ("let_go_at", models.DateTimeField(null=True)),
                        ("let_go_by_name", models.CharField(blank=True, max_length=150)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["citation"], name="workinggroup_quoted_figure")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_editionnumber_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("let_go_at__isnull", True)),
                                fields=("paragraph", "value"),
                                name="workinggroup_editionnumber_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("let_go_at__isnull", True), ("let_go_by_name", "")),
                                    models.Q(
                                        ("let_go_at__isnull", False), models.Q(("let_go_by_name", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_editionnumber_let_go_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FlowEvent",
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
                        ("day", models.DateField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("policy", "policy"), ("method", "way of counting"), ("data", "data")],
                                max_length=6,
                            ),
                        ),
                        ("name", portal.core.texts.LocalizedTextField()),
                        ("indicator", models.CharField(blank=True, max_length=40)),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        ("removed_at", models.DateTimeField(null=True)),
                        ("removed_by_name", models.CharField(blank=True, max_length=150)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["day"], name="workinggroup_flowevent_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_flowevent_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("removed_at__isnull", True), ("removed_by_name", "")),
                                    models.Q(
                                        ("removed_at__isnull", False), models.Q(("removed_by_name", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_flowevent_removed_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndicatorTie",
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
                            "indicator",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="ties", to="workinggroup.commitmentindicator"
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="ties", to="workinggroup.flowseries"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("result", "what is to change"), ("context", "what it is seen against")],
                                max_length=8,
                            ),
                        ),
                        ("target", models.CharField(blank=True, max_length=300)),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        ("untied_at", models.DateTimeField(null=True)),
                        ("untied_by_name", models.CharField(blank=True, max_length=150)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_indicatortie_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("untied_at__isnull", True)),
                                fields=("indicator",),
                                name="workinggroup_indicatortie_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("untied_at__isnull", True), ("untied_by_name", "")),
                                    models.Q(
                                        ("untied_at__isnull", False), models.Q(("untied_by_name", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_indicatortie_untied_by_somebody",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
