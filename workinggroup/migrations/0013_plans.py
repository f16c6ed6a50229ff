"""Plans: their versions, sections, tasks and all that stands in them, consents, what comes of them."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import portal.core.texts
from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('workinggroup_plan');
SELECT portal_protect('workinggroup_planversion', 'workinggroup_plan', 'plan_id'),
    portal_protect('workinggroup_plansection', 'workinggroup_plan', 'plan_id'),
    portal_protect('workinggroup_tasktaken', 'workinggroup_plan', 'plan_id'),
    portal_protect('workinggroup_planword', 'workinggroup_plan', 'plan_id'),
    portal_protect('workinggroup_plancount', 'workinggroup_plan', 'plan_id'),
    portal_protect('workinggroup_quartercount', 'workinggroup_plan', 'plan_id'),
    portal_protect('workinggroup_ratedside', 'workinggroup_plan', 'plan_id'),
    portal_protect('workinggroup_objectiverating', 'workinggroup_plan', 'plan_id'),
    portal_protect('workinggroup_planfinding', 'workinggroup_plan', 'plan_id');
SELECT portal_protect('workinggroup_planconsent', 'workinggroup_planversion', 'version_id'),
    portal_protect('workinggroup_planphase', 'workinggroup_planversion', 'version_id'),
    portal_protect('workinggroup_plantask', 'workinggroup_planversion', 'version_id'),
    portal_protect('workinggroup_tasklink', 'workinggroup_planversion', 'version_id'),
    portal_protect('workinggroup_taskresource', 'workinggroup_planversion', 'version_id'),
    portal_protect('workinggroup_planbasis', 'workinggroup_planversion', 'version_id'),
    portal_protect('workinggroup_plansafeguard', 'workinggroup_planversion', 'version_id'),
    portal_protect('workinggroup_planpost', 'workinggroup_planversion', 'version_id'),
    portal_protect('workinggroup_planrhythm', 'workinggroup_planversion', 'version_id'),
    portal_protect('workinggroup_planobjective', 'workinggroup_planversion', 'version_id');
SELECT portal_protect('workinggroup_planimprovement', 'workinggroup_planfinding', 'finding_id');

-- What a side says of an objective by itself is its own until every party has said so.
DO $$
DECLARE
    walled text := (SELECT pg_get_expr(polqual, polrelid) FROM pg_policy
        WHERE polrelid = 'workinggroup_objectiverating'::regclass AND polname = 'portal_read');
BEGIN
    EXECUTE 'ALTER POLICY portal_read ON workinggroup_objectiverating USING ((' || walled || ') AND (moment <> ''blind'' '
        'OR side_id = (SELECT portal_reader()) OR NOT EXISTS (SELECT FROM workinggroup_plan AS rated, '
        'unnest(rated.parties) AS party WHERE rated.id = workinggroup_objectiverating.plan_id '
        'AND NOT EXISTS (SELECT FROM workinggroup_ratedside AS done '
        'WHERE done.plan_id = rated.id AND done.side_id = party))))';
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0012_gaps")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Plan",
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
                        ("title", portal.core.texts.LocalizedTextField()),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
                                to="workinggroup.commitment",
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "parties",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("tabled", "Tabled for consent"),
                                    ("agreed", "Agreed"),
                                    ("active", "In force"),
                                    ("suspended", "Suspended"),
                                    ("completed", "Carried out"),
                                    ("evaluated", "Evaluated"),
                                    ("closed", "Closed"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                max_length=9,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("turned_at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_plan_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("originators")), ("originators__len__gt", 0)
                                ),
                                name="workinggroup_plan_originators_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mark_then", ""), ("mark_until__isnull", False), _connector="OR"),
                                name="workinggroup_plan_mark_then_has_a_day",
                            ),
                            models.UniqueConstraint(
                                fields=("drafted_by", "number"), name="workinggroup_plan_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("parties__len__gt", 1)), name="workinggroup_plan_of_several"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "withdrawn"]), ("number__isnull", False), _connector="OR"
                                ),
                                name="workinggroup_plan_shared_has_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number__isnull", True),
                                    ("releasable_to__contains", models.F("parties")),
                                    _connector="OR",
                                ),
                                name="workinggroup_plan_parties_read_it",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanVersion",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="workinggroup.plan",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("drafting", "Being drafted"),
                                    ("tabled", "Tabled"),
                                    ("agreed", "Agreed"),
                                    ("refused", "Refused"),
                                    ("lapsed", "Lapsed"),
                                    ("superseded", "Superseded"),
                                ],
                                default="drafting",
                                max_length=10,
                            ),
                        ),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("summary", portal.core.texts.LocalizedTextField(default=dict)),
                        ("canonical", models.TextField(blank=True)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("begun_at", models.DateTimeField()),
                        ("tabled_at", models.DateTimeField(null=True)),
                        ("tabled_by_name", models.CharField(blank=True, max_length=150)),
                        ("expires_on", models.DateField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_planversion_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("plan", "number"), name="workinggroup_planversion_number_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("stage__in", ["drafting", "tabled", "agreed"])),
                                fields=("plan", "stage"),
                                name="workinggroup_planversion_one_at_a_stage",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("canonical", ""),
                                        ("sha256", ""),
                                        ("stage", "drafting"),
                                        ("tabled_at__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("stage", "drafting"), _negated=True),
                                        ("expires_on__isnull", False),
                                        ("sha256__regex", "^[0-9a-f]{64}$"),
                                        ("tabled_at__isnull", False),
                                        models.Q(("canonical", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_planversion_tabled_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="workinggroup_planversion_in_order",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanConsent",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consents",
                                to="workinggroup.planversion",
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        ("person_name", models.CharField(max_length=150)),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("yes", "consents"),
                                    ("ad_referendum", "consents ad referendum"),
                                    ("no", "does not consent"),
                                ],
                                max_length=13,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("sha256", models.CharField(max_length=64)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_planconsent_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("version", "side", "answer"), name="workinggroup_planconsent_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", "no"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="workinggroup_planconsent_reason_to_refuse",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanSection",
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
                                to="workinggroup.plansection",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sections",
                                to="workinggroup.plan",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sections",
                                to="workinggroup.planversion",
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        ("is_omitted", models.BooleanField(default=False)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_plansection_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("originators")), ("originators__len__gt", 0)
                                ),
                                name="workinggroup_plansection_originators_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mark_then", ""), ("mark_until__isnull", False), _connector="OR"),
                                name="workinggroup_plansection_mark_then_has_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("originators__contains", models.F("editable_by")),
                                    ("originators__contained_by", models.F("editable_by")),
                                ),
                                name="workinggroup_plansection_originators_edit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("gist", models.F("id")), _negated=True),
                                name="workinggroup_plansection_no_own_gist",
                            ),
                            models.UniqueConstraint(
                                fields=("version", "part", "side"), name="workinggroup_plansection_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "part__in",
                                        [
                                            "aim",
                                            "duration",
                                            "area",
                                            "tasks",
                                            "participants",
                                            "command",
                                            "means",
                                            "law",
                                            "rights",
                                            "incidents",
                                            "rhythm",
                                            "data",
                                            "press",
                                            "evaluation",
                                            "suspension",
                                            "annex",
                                        ],
                                    )
                                ),
                                name="workinggroup_plansection_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("part", "annex"), _negated=True),
                                    models.Q(("releasable_to", models.F("originators")), ("releasable_to__len", 1)),
                                    _connector="OR",
                                ),
                                name="workinggroup_plansection_annex_is_own",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanPhase",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="phases",
                                to="workinggroup.planversion",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", portal.core.texts.LocalizedTextField()),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_planphase_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("version", "number"), name="workinggroup_planphase_number_once"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanTask",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tasks",
                                to="workinggroup.planversion",
                            ),
                        ),
                        (
                            "phase",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tasks",
                                to="workinggroup.planphase",
                            ),
                        ),
                        ("anchor", models.UUIDField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", portal.core.texts.LocalizedTextField()),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="workinggroup.place",
                            ),
                        ),
                        ("starts_on", models.DateField()),
                        ("days", models.PositiveSmallIntegerField()),
                        ("milestone", models.BooleanField(default=False)),
                        ("tolerance", models.PositiveSmallIntegerField(default=5)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_plantask_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("version", "anchor"), name="workinggroup_plantask_anchor_once"
                            ),
                            models.UniqueConstraint(
                                fields=("phase", "number"), name="workinggroup_plantask_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("days__lte", 3650), models.Q(("milestone", False), ("days", 0), _connector="OR")
                                ),
                                name="workinggroup_plantask_days",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TaskLink",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="workinggroup.planversion",
                            ),
                        ),
                        (
                            "before",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links_after",
                                to="workinggroup.plantask",
                            ),
                        ),
                        (
                            "after",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links_before",
                                to="workinggroup.plantask",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("FS", "begins after the end of"),
                                    ("SS", "begins after the beginning of"),
                                    ("FF", "ends after the end of"),
                                    ("SF", "ends after the beginning of"),
                                ],
                                default="FS",
                                max_length=2,
                            ),
                        ),
                        ("lag", models.SmallIntegerField(default=0)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_tasklink_editors_read",
                            ),
                            models.UniqueConstraint(fields=("before", "after"), name="workinggroup_tasklink_once"),
                            models.CheckConstraint(
                                condition=models.Q(("before", models.F("after")), _negated=True),
                                name="workinggroup_tasklink_of_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("lag__gte", -3650), ("lag__lte", 3650)),
                                name="workinggroup_tasklink_lag",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TaskResource",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="resources",
                                to="workinggroup.planversion",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="resources",
                                to="workinggroup.plantask",
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("staff", "Staff"),
                                    ("vehicle", "Vehicles"),
                                    ("vessel", "Vessels"),
                                    ("aircraft", "Aircraft"),
                                    ("equipment", "Equipment"),
                                    ("premises", "Premises"),
                                    ("interpreters", "Interpreters"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("count", models.PositiveIntegerField()),
                        ("from_on", models.DateField()),
                        ("to_on", models.DateField()),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_taskresource_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("count__gt", 0), ("to_on__gte", models.F("from_on"))),
                                name="workinggroup_taskresource_something",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanBasis",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="bases",
                                to="workinggroup.planversion",
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        ("instrument", portal.core.texts.LocalizedTextField()),
                        ("article", models.CharField(blank=True, max_length=120)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_planbasis_editors_read",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanSafeguard",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="safeguards",
                                to="workinggroup.planversion",
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="safeguards",
                                to="workinggroup.plantask",
                            ),
                        ),
                        ("risk", portal.core.texts.LocalizedTextField()),
                        ("measure", portal.core.texts.LocalizedTextField()),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_plansafeguard_editors_read",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanPost",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="posts",
                                to="workinggroup.planversion",
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        ("function", portal.core.texts.LocalizedTextField()),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("strategic", "Strategic"),
                                    ("operational", "Operational"),
                                    ("local", "Local"),
                                ],
                                max_length=11,
                            ),
                        ),
                        ("hours", models.CharField(max_length=60)),
                        ("language", models.CharField(max_length=12)),
                        ("channel", models.CharField(max_length=120)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_planpost_editors_read",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanRhythm",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rhythms",
                                to="workinggroup.planversion",
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "to_side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "every",
                            models.CharField(
                                choices=[
                                    ("at_once", "At once"),
                                    ("daily", "Every day"),
                                    ("weekly", "Every week"),
                                    ("monthly", "Every month"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("by", models.TimeField(null=True)),
                        ("zone", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_planrhythm_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("side", models.F("to_side")), _negated=True),
                                name="workinggroup_planrhythm_to_another",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanObjective",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="objectives",
                                to="workinggroup.planversion",
                            ),
                        ),
                        ("anchor", models.UUIDField()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", portal.core.texts.LocalizedTextField()),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_planobjective_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("version", "number"), name="workinggroup_planobjective_number_once"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TaskTaken",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="taken",
                                to="workinggroup.plan",
                            ),
                        ),
                        ("anchor", models.UUIDField()),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="taken_from",
                                to="workinggroup.actionitem",
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
                                name="workinggroup_tasktaken_editors_read",
                            ),
                            models.UniqueConstraint(fields=("plan", "anchor"), name="workinggroup_tasktaken_once"),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanWord",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="words",
                                to="workinggroup.plan",
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        ("suspends", models.BooleanField()),
                        ("reason", models.TextField(blank=True)),
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
                                name="workinggroup_planword_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("suspends", False), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="workinggroup_planword_reason_to_suspend",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanCount",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="counts",
                                to="workinggroup.plan",
                            ),
                        ),
                        ("month", models.DateField()),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("rescue", "Persons rescued"),
                                    ("injury", "Injuries"),
                                    ("death", "Deaths"),
                                    ("force", "Uses of force"),
                                    ("complaint", "Complaints"),
                                    ("violation", "Alleged violations of rights"),
                                    ("seizure", "Seizures"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
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
                                name="workinggroup_plancount_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("plan", "month", "category", "side"), name="workinggroup_plancount_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="workinggroup_plancount_month"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="QuarterCount",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="quarters",
                                to="workinggroup.plan",
                            ),
                        ),
                        ("quarter", models.DateField()),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("rescue", "Persons rescued"),
                                    ("injury", "Injuries"),
                                    ("death", "Deaths"),
                                    ("force", "Uses of force"),
                                    ("complaint", "Complaints"),
                                    ("violation", "Alleged violations of rights"),
                                    ("seizure", "Seizures"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("number", models.PositiveIntegerField(null=True)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_quartercount_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("plan", "quarter", "category"), name="workinggroup_quartercount_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("quarter__day", 1),
                                    ("quarter__month__in", [1, 4, 7, 10]),
                                    models.Q(
                                        ("number__isnull", True), ("number", 0), ("number__gte", 10), _connector="OR"
                                    ),
                                ),
                                name="workinggroup_quartercount_few_unsaid",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="RatedSide",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rated",
                                to="workinggroup.plan",
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
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
                                name="workinggroup_ratedside_editors_read",
                            ),
                            models.UniqueConstraint(fields=("plan", "side"), name="workinggroup_ratedside_once"),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="ObjectiveRating",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratings",
                                to="workinggroup.plan",
                            ),
                        ),
                        ("anchor", models.UUIDField()),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "moment",
                            models.CharField(
                                choices=[("blind", "Each side alone"), ("joint", "Together")], max_length=5
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("P", "Done"),
                                    ("S", "Done with some challenges"),
                                    ("M", "Done with major challenges"),
                                    ("U", "Not done"),
                                ],
                                max_length=1,
                            ),
                        ),
                        ("why", models.TextField(blank=True)),
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
                                name="workinggroup_objectiverating_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("moment", "blind")),
                                fields=("plan", "anchor", "side"),
                                name="workinggroup_objectiverating_blind_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("result", "P"), models.Q(("why", ""), _negated=True), _connector="OR"
                                ),
                                name="workinggroup_objectiverating_says_why",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanFinding",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="workinggroup.plan",
                            ),
                        ),
                        ("anchor", models.UUIDField()),
                        ("text", portal.core.texts.LocalizedTextField()),
                        ("accepted_because", models.TextField(blank=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
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
                                name="workinggroup_planfinding_editors_read",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="PlanImprovement",
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
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="improvements",
                                to="workinggroup.planfinding",
                            ),
                        ),
                        (
                            "element",
                            models.CharField(
                                choices=[
                                    ("plan", "Plan"),
                                    ("organisation", "Organisation"),
                                    ("equipment", "Equipment"),
                                    ("training", "Training"),
                                    ("exercise", "Exercise"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        ("text", portal.core.texts.LocalizedTextField()),
                        (
                            "gap",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="improvements",
                                to="workinggroup.gap",
                            ),
                        ),
                        (
                            "item",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="improvement",
                                to="workinggroup.actionitem",
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
                                name="workinggroup_planimprovement_editors_read",
                            )
                        ],
                        "indexes": [],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
