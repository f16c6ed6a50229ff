"""Practices: what is shared, what others say of it, and the gaps that it is against."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import portal.core.texts
from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('workinggroup_practice'),
    portal_protect('workinggroup_practicepassage', 'workinggroup_practice', 'practice_id'),
    portal_protect('workinggroup_evidenceword', 'workinggroup_practice', 'practice_id'),
    portal_protect('workinggroup_adoption', 'workinggroup_practice', 'practice_id'),
    portal_protect('workinggroup_gaplink', 'workinggroup_practice', 'practice_id');
-- Who sees a link sees the practice and the gap, and so does who makes one.
ALTER POLICY portal_read ON workinggroup_gaplink USING (
    COALESCE((SELECT portal_reader()) = ANY (releasable_to), false)
    AND EXISTS (SELECT 1 FROM workinggroup_gap AS gap WHERE gap.id = workinggroup_gaplink.gap_id)
    AND EXISTS (SELECT 1 FROM workinggroup_practice AS parent WHERE parent.id = workinggroup_gaplink.practice_id));
ALTER POLICY portal_add ON workinggroup_gaplink WITH CHECK ((SELECT portal_reader()) = ANY (editable_by)
    AND EXISTS (SELECT 1 FROM workinggroup_gap AS gap WHERE gap.id = workinggroup_gaplink.gap_id)
    AND EXISTS (SELECT 1 FROM workinggroup_practice AS parent WHERE parent.id = workinggroup_gaplink.practice_id));
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0013_plans")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Practice",
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
                            "originators",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        ("mark_until", models.DateField(blank=True, null=True)),
                        (
                            "mark_then",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("CLEAR", "TLP:CLEAR"),
                                    ("GREEN", "TLP:GREEN"),
                                    ("AMBER", "TLP:AMBER"),
                                    ("AMBER+STRICT", "TLP:AMBER+STRICT"),
                                    ("RED", "TLP:RED"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("number", models.PositiveIntegerField(null=True)),
                        ("title", portal.core.texts.LocalizedTextField(default=dict)),
                        (
                            "problem",
                            models.CharField(
                                choices=[
                                    ("coverage", "Coverage of a sector or crossing"),
                                    ("procedure", "Procedure"),
                                    ("information", "Exchange of information"),
                                    ("equipment", "Equipment or premises"),
                                    ("staff", "Staff and training"),
                                    ("law", "Law or agreement"),
                                    ("protection", "Protection of persons"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "origin",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "evidence",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "described"),
                                    (1, "own figures"),
                                    (2, "before and after, with a comparison"),
                                    (3, "independent evaluation"),
                                    (4, "in two countries"),
                                ],
                                default=0,
                            ),
                        ),
                        (
                            "law",
                            models.CharField(
                                choices=[("yes", "yes"), ("partly", "partly"), ("no", "no"), ("unknown", "not known")],
                                default="unknown",
                                max_length=7,
                            ),
                        ),
                        (
                            "equipment",
                            models.CharField(
                                choices=[("yes", "yes"), ("partly", "partly"), ("no", "no"), ("unknown", "not known")],
                                default="unknown",
                                max_length=7,
                            ),
                        ),
                        (
                            "staff",
                            models.CharField(
                                choices=[("yes", "yes"), ("partly", "partly"), ("no", "no"), ("unknown", "not known")],
                                default="unknown",
                                max_length=7,
                            ),
                        ),
                        (
                            "cost",
                            models.CharField(
                                choices=[("yes", "yes"), ("partly", "partly"), ("no", "no"), ("unknown", "not known")],
                                default="unknown",
                                max_length=7,
                            ),
                        ),
                        (
                            "community",
                            models.CharField(
                                choices=[("yes", "yes"), ("partly", "partly"), ("no", "no"), ("unknown", "not known")],
                                default="unknown",
                                max_length=7,
                            ),
                        ),
                        (
                            "data",
                            models.CharField(
                                choices=[("yes", "yes"), ("partly", "partly"), ("no", "no"), ("unknown", "not known")],
                                default="unknown",
                                max_length=7,
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("shared", "Shared"),
                                    ("under_review", "Under review"),
                                    ("archived", "Archived"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                max_length=12,
                            ),
                        ),
                        ("review_by", models.DateField(null=True)),
                        ("drafted_at", models.DateTimeField()),
                        ("shared_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["problem", "status"], name="workinggroup_practice_problem")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_practice_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("originators")), ("originators__len__gt", 0)
                                ),
                                name="workinggroup_practice_originators_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mark_then", ""), ("mark_until__isnull", False), _connector="OR"),
                                name="workinggroup_practice_mark_then_has_a_day",
                            ),
                            models.UniqueConstraint(
                                fields=("origin", "number"), name="workinggroup_practice_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("number__isnull", True),
                                        ("shared_at__isnull", True),
                                        ("status__in", ["draft", "withdrawn"]),
                                    ),
                                    models.Q(
                                        ("number__isnull", False),
                                        ("review_by__isnull", False),
                                        ("shared_at__isnull", False),
                                        models.Q(("status", "draft"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_practice_numbered_when_shared",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("evidence__in", [0, 1, 2, 3, 4])),
                                name="workinggroup_practice_evidence_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PracticePassage",
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
                            "originators",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        ("mark_until", models.DateField(blank=True, null=True)),
                        (
                            "mark_then",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("CLEAR", "TLP:CLEAR"),
                                    ("GREEN", "TLP:GREEN"),
                                    ("AMBER", "TLP:AMBER"),
                                    ("AMBER+STRICT", "TLP:AMBER+STRICT"),
                                    ("RED", "TLP:RED"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("anchor", models.CharField(max_length=8)),
                        ("part", models.CharField(max_length=16)),
                        ("position", models.PositiveIntegerField()),
                        ("text", portal.core.texts.LocalizedTextField(default=dict)),
                        ("changed_at", models.JSONField(default=dict)),
                        (
                            "gist",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="gist_of",
                                to="workinggroup.practicepassage",
                            ),
                        ),
                        (
                            "trace",
                            models.CharField(
                                choices=[("named", "Say that it is withheld, and by whom"), ("silent", "Say nothing")],
                                default="silent",
                                max_length=6,
                            ),
                        ),
                        (
                            "practice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="passages",
                                to="workinggroup.practice",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_practicepassage_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("originators")), ("originators__len__gt", 0)
                                ),
                                name="workinggroup_practicepassage_originators_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mark_then", ""), ("mark_until__isnull", False), _connector="OR"),
                                name="workinggroup_practicepassage_mark_then_has_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("originators__contains", models.F("editable_by")),
                                    ("originators__contained_by", models.F("editable_by")),
                                ),
                                name="workinggroup_practicepassage_originators_edit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("gist", models.F("id")), _negated=True),
                                name="workinggroup_practicepassage_no_own_gist",
                            ),
                            models.UniqueConstraint(
                                fields=("practice", "anchor"), name="workinggroup_practicepassage_anchor_once"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceWord",
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
                            "practice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_words",
                                to="workinggroup.practice",
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "evidence",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "described"),
                                    (1, "own figures"),
                                    (2, "before and after, with a comparison"),
                                    (3, "independent evaluation"),
                                    (4, "in two countries"),
                                ]
                            ),
                        ),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_evidenceword_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("practice", "side", "evidence"), name="workinggroup_evidenceword_once"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Adoption",
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
                            "practice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adoptions",
                                to="workinggroup.practice",
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("considering", "considers it"),
                                    ("trying", "tries it"),
                                    ("adopted", "has adopted it"),
                                    ("stopped", "has stopped it"),
                                ],
                                max_length=11,
                            ),
                        ),
                        ("changed", portal.core.texts.LocalizedTextField(default=dict)),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("worse", "It failed here"),
                                    ("same", "It changed nothing"),
                                    ("too_early", "Too early to say"),
                                    ("better", "It helped here"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("said", portal.core.texts.LocalizedTextField(default=dict)),
                        ("assessed_on", models.DateField(null=True)),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_adoption_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "stopped"), _negated=True),
                                fields=("practice", "side"),
                                name="workinggroup_adoption_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("assessed_on__isnull", True), ("result", "")),
                                    models.Q(models.Q(("result", ""), _negated=True), ("assessed_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="workinggroup_adoption_assessed_on_a_day",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="GapLink",
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
                            "practice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gap_links",
                                to="workinggroup.practice",
                            ),
                        ),
                        (
                            "gap",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="practice_links",
                                to="workinggroup.gap",
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_gaplink_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("practice", "gap", "side"), name="workinggroup_gaplink_once"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
