"""Figures: datasets, vintages and series; exact figures for their delegation alone, and those that are published."""

import uuid

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

import portal.core.texts
from portal.core.tables import MakeTables

# Exact figures have one reader, so that no rule between tables is asked for each of them; what is published says itself who reads
# it: pages read hundreds of such rows at once.
WALL = """
SELECT portal_protect('workinggroup_dataset');
SELECT portal_protect('workinggroup_vintage', 'workinggroup_dataset', 'dataset_id');
SELECT portal_protect('workinggroup_vintagefile', 'workinggroup_vintage', 'vintage_id');
SELECT portal_protect('workinggroup_flowseries', 'workinggroup_dataset', 'dataset_id');
ALTER TABLE workinggroup_observation ENABLE ROW LEVEL SECURITY;
ALTER TABLE workinggroup_observation FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON workinggroup_observation FOR SELECT USING ((SELECT portal_reader()) = delegation_id);
CREATE POLICY portal_add ON workinggroup_observation FOR INSERT WITH CHECK ((SELECT portal_reader()) = delegation_id);
CREATE POLICY portal_change ON workinggroup_observation FOR UPDATE USING ((SELECT portal_reader()) = delegation_id)
    WITH CHECK ((SELECT portal_reader()) = delegation_id);
CREATE POLICY portal_remove ON workinggroup_observation FOR DELETE USING ((SELECT portal_reader()) = delegation_id);
ALTER TABLE workinggroup_publishedfigure ENABLE ROW LEVEL SECURITY;
ALTER TABLE workinggroup_publishedfigure FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON workinggroup_publishedfigure FOR SELECT
    USING (COALESCE((SELECT portal_reader()) = ANY (releasable_to), false));
CREATE POLICY portal_add ON workinggroup_publishedfigure FOR INSERT WITH CHECK ((SELECT portal_reader()) = delegation_id);
CREATE POLICY portal_change ON workinggroup_publishedfigure FOR UPDATE USING ((SELECT portal_reader()) = delegation_id)
    WITH CHECK ((SELECT portal_reader()) = delegation_id);
CREATE POLICY portal_remove ON workinggroup_publishedfigure FOR DELETE USING ((SELECT portal_reader()) = delegation_id);
SELECT portal_note_keys('workinggroup_vintagefile');
ALTER TABLE workinggroup_dataset ADD CONSTRAINT workinggroup_dataset_own_to_change
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
ALTER TABLE workinggroup_vintage ADD CONSTRAINT workinggroup_vintage_own_to_change
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
ALTER TABLE workinggroup_vintagefile ADD CONSTRAINT workinggroup_vintagefile_own_affair
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0006_pack")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Dataset",
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
                        ("name", portal.core.texts.LocalizedTextField()),
                        ("about", portal.core.texts.LocalizedTextField(default=dict)),
                        ("reporting", models.CharField(max_length=2)),
                        ("source", models.CharField(max_length=200)),
                        ("source_url", models.URLField(blank=True, max_length=500)),
                        ("licence", models.CharField(max_length=200)),
                        ("contact", models.CharField(blank=True, max_length=200)),
                        (
                            "origin",
                            models.CharField(
                                choices=[("own", "own"), ("third_party", "third_party"), ("invented", "invented")],
                                default="own",
                                max_length=11,
                            ),
                        ),
                        ("first", models.DateField(null=True)),
                        ("due_after", models.PositiveSmallIntegerField(default=45)),
                        ("rounding", models.PositiveSmallIntegerField(default=0)),
                        ("layout", models.CharField(blank=True, max_length=60)),
                        ("declared", models.JSONField(default=dict)),
                        ("public_url", models.URLField(blank=True, max_length=500)),
                        ("public_on", models.DateField(null=True)),
                        ("created_by_name", models.CharField(max_length=150)),
                        ("created_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_dataset_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reporting__regex", "^[A-Z]{2}$")),
                                name="workinggroup_dataset_country",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("first__isnull", True), ("first__day", 1), _connector="OR"),
                                name="workinggroup_dataset_from_a_first_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("public_on__isnull", True), ("public_url", "")),
                                    models.Q(models.Q(("public_url", ""), _negated=True), ("public_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="workinggroup_dataset_public_with_proof",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("origin__in", ["own", "third_party", "invented"])),
                                name="workinggroup_dataset_origin",
                            ),
                            models.UniqueConstraint(
                                fields=("delegation", "name"), name="workinggroup_dataset_name_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Vintage",
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
                            "dataset",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="vintages", to="workinggroup.dataset"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("as_of", models.DateField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("sent", "Waits for approval"),
                                    ("queued", "Waits to be protected"),
                                    ("working", "Being protected"),
                                    ("ready", "Waits for its hour"),
                                    ("published", "Published"),
                                    ("failed", "Could not be protected"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("provisional_from", models.DateField(null=True)),
                        ("note", models.TextField(blank=True, max_length=2000)),
                        ("embargo_until", models.DateTimeField(null=True)),
                        (
                            "imported_by",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        ("imported_by_name", models.CharField(max_length=150)),
                        ("imported_at", models.DateTimeField()),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("approved_by_name", models.CharField(blank=True, max_length=150)),
                        ("requested_at", models.DateTimeField(null=True)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("started_at", models.DateTimeField(null=True)),
                        ("done", models.PositiveSmallIntegerField(default=0)),
                        ("total", models.PositiveSmallIntegerField(default=0)),
                        ("published_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["status"], name="workinggroup_vintage_status")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_vintage_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("dataset", "number"), name="workinggroup_vintage_number_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "withdrawn"), _negated=True),
                                fields=("dataset", "as_of"),
                                name="workinggroup_vintage_day_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "failed", "queued", "ready", "sent", "working"])
                                ),
                                fields=("dataset",),
                                name="workinggroup_vintage_one_under_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", True),
                                    models.Q(("approved_by", models.F("imported_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="workinggroup_vintage_two_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "sent", "withdrawn"]),
                                    ("approved_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="workinggroup_vintage_approved_before_out",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("published_at__isnull", False), ("status", "published")),
                                    models.Q(
                                        models.Q(("status", "published"), _negated=True),
                                        ("published_at__isnull", True),
                                        ("releasable_to", models.F("editable_by")),
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_vintage_published_or_own",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VintageFile",
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
                            "vintage",
                            models.OneToOneField(
                                on_delete=models.PROTECT, related_name="file", to="workinggroup.vintage"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("key", models.CharField(max_length=64)),
                        ("name", models.CharField(max_length=255)),
                        ("size", models.PositiveBigIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("warnings", models.JSONField(default=list)),
                        ("facts", models.JSONField(default=dict)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_vintagefile_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to", models.F("editable_by")),
                                    ("sha256__regex", "^[0-9a-f]{64}$"),
                                    ("size__gt", 0),
                                    models.Q(("key", ""), _negated=True),
                                ),
                                name="workinggroup_vintagefile_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FlowSeries",
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
                            "dataset",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="series", to="workinggroup.dataset"
                            ),
                        ),
                        ("indicator", models.CharField(max_length=40)),
                        ("reporting", models.CharField(max_length=40)),
                        ("counterpart", models.CharField(default="_T", max_length=40)),
                        ("area", models.CharField(default="_T", max_length=80)),
                        ("citizenship", models.CharField(default="_T", max_length=40)),
                        ("group", models.CharField(default="_T", max_length=80)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["indicator", "reporting"], name="workinggroup_series_counted")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_flowseries_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=(
                                    "dataset",
                                    "indicator",
                                    "reporting",
                                    "counterpart",
                                    "area",
                                    "citizenship",
                                    "group",
                                ),
                                name="workinggroup_flowseries_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Observation",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        (
                            "delegation",
                            models.ForeignKey(
                                db_index=False, on_delete=models.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=models.PROTECT,
                                related_name="observations",
                                to="workinggroup.flowseries",
                            ),
                        ),
                        ("month", models.DateField()),
                        ("value", models.BigIntegerField(null=True)),
                        ("status", models.CharField(default="A", max_length=1)),
                        (
                            "since",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="observations", to="workinggroup.vintage"
                            ),
                        ),
                        (
                            "until",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="+",
                                to="workinggroup.vintage",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("series", "month", "since"), name="workinggroup_observation_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__isnull", True), ("value__gte", 0), _connector="OR"),
                                name="workinggroup_observation_counts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="workinggroup_observation_of_a_month"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublishedFigure",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        (
                            "releasable_to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                db_index=False, on_delete=models.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=models.PROTECT,
                                related_name="published",
                                to="workinggroup.flowseries",
                            ),
                        ),
                        ("month", models.DateField()),
                        ("value", models.BigIntegerField(null=True)),
                        (
                            "mark",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "shown"),
                                    ("c", "hidden to protect small groups"),
                                    ("-", "no longer told"),
                                ],
                                max_length=1,
                            ),
                        ),
                        ("status", models.CharField(default="A", max_length=1)),
                        (
                            "since",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="published", to="workinggroup.vintage"
                            ),
                        ),
                        ("as_of", models.DateField()),
                        ("until", models.DateField(null=True)),
                        ("is_out", models.BooleanField(default=False)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("until__isnull", True)),
                                fields=["series", "month"],
                                name="workinggroup_published_now",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("series", "month", "since"), name="workinggroup_publishedfigure_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("mark", ""), ("value__isnull", False)),
                                    models.Q(models.Q(("mark", ""), _negated=True), ("value__isnull", True)),
                                    _connector="OR",
                                ),
                                name="workinggroup_publishedfigure_value_or_mark",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__isnull", True), ("value__gte", 0), _connector="OR"),
                                name="workinggroup_publishedfigure_counts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_out", True), ("releasable_to", [models.F("delegation")]), _connector="OR"
                                ),
                                name="workinggroup_publishedfigure_own_before",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True), ("until__gt", models.F("as_of")), _connector="OR"
                                ),
                                name="workinggroup_publishedfigure_holds",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
