"""Security gaps: what is weak where, how each side rates it, how it is mended and by whom that is verified."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import portal.core.texts
from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('workinggroup_gap'), portal_protect('workinggroup_gappassage', 'workinggroup_gap', 'gap_id'),
    portal_protect('workinggroup_ratinground', 'workinggroup_gap', 'gap_id'),
    portal_protect('workinggroup_rating', 'workinggroup_gap', 'gap_id'),
    portal_protect('workinggroup_measure', 'workinggroup_gap', 'gap_id'),
    portal_protect('workinggroup_verification', 'workinggroup_gap', 'gap_id'),
    portal_protect('workinggroup_toleration', 'workinggroup_gap', 'gap_id'),
    portal_protect('workinggroup_tolerationconsent', 'workinggroup_toleration', 'toleration_id'),
    portal_protect('workinggroup_gaphandover', 'workinggroup_gap', 'gap_id'),
    portal_protect('workinggroup_gapentry', 'workinggroup_gap', 'gap_id');
-- A rating is blind: beside its own side only those read it who have rated themselves, or everybody once all have or the days
-- are over.
ALTER POLICY portal_read ON workinggroup_rating USING (
    COALESCE((SELECT portal_reader()) = ANY (releasable_to), false)
    AND EXISTS (SELECT 1 FROM workinggroup_ratinground AS parent WHERE parent.id = workinggroup_rating.round_id
        AND ((SELECT portal_reader()) = workinggroup_rating.side_id OR (SELECT portal_reader()) = ANY (parent.rated)
            OR parent.asked <@ parent.rated OR parent.reveals_at <= statement_timestamp())));
-- Who sees a measure sees the gap and the action item.
ALTER POLICY portal_read ON workinggroup_measure USING (
    COALESCE((SELECT portal_reader()) = ANY (releasable_to), false)
    AND EXISTS (SELECT 1 FROM workinggroup_actionitem AS item WHERE item.id = workinggroup_measure.item_id)
    AND EXISTS (SELECT 1 FROM workinggroup_gap AS parent WHERE parent.id = workinggroup_measure.gap_id));
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0011_requests")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Place",
                    fields=[
                        ("code", models.SlugField(max_length=40, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("sector", "Sector"),
                                    ("crossing", "Crossing"),
                                    ("coast", "Coast"),
                                    ("airport", "Airport"),
                                    ("inland", "Inland"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="workinggroup.place",
                            ),
                        ),
                        (
                            "sides",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        ("names", models.JSONField(default=dict)),
                        (
                            "pair",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pair_of",
                                to="workinggroup.place",
                            ),
                        ),
                        ("rank", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("sides__len__gt", 0)), name="workinggroup_place_somebodys"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Gap",
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
                            "kind",
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
                            "place",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gaps",
                                to="workinggroup.place",
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "owners",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), default=list, size=None
                            ),
                        ),
                        (
                            "ever_owners",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), default=list, size=None
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gaps",
                                to="workinggroup.commitment",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("raised", "Raised"),
                                    ("contested", "Contested"),
                                    ("accepted", "Accepted"),
                                    ("treating", "Being mended"),
                                    ("claimed", "Claimed as mended"),
                                    ("tolerated", "Tolerated"),
                                    ("closed", "Closed"),
                                    ("dropped", "Dropped"),
                                ],
                                default="draft",
                                max_length=9,
                            ),
                        ),
                        ("turn", models.PositiveSmallIntegerField(default=0)),
                        ("due_on", models.DateField(null=True)),
                        ("verified_by", models.CharField(max_length=12, null=True)),
                        ("external_ref", models.CharField(blank=True, max_length=60)),
                        ("created_at", models.DateTimeField()),
                        ("raised_at", models.DateTimeField(null=True)),
                        ("changed_at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["status", "due_on"], name="workinggroup_gap_due")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_gap_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("originators")), ("originators__len__gt", 0)
                                ),
                                name="workinggroup_gap_originators_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mark_then", ""), ("mark_until__isnull", False), _connector="OR"),
                                name="workinggroup_gap_mark_then_has_a_day",
                            ),
                            models.UniqueConstraint(
                                fields=("raised_by", "number"), name="workinggroup_gap_number_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("external_ref", ""), _negated=True),
                                fields=("raised_by", "external_ref"),
                                name="workinggroup_gap_external_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("number__isnull", True),
                                        ("raised_at__isnull", True),
                                        ("status__in", ["draft", "dropped"]),
                                    ),
                                    models.Q(
                                        ("number__isnull", False),
                                        ("owners__len__gt", 0),
                                        ("raised_at__isnull", False),
                                        models.Q(("status", "draft"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_gap_raised_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("raised_at__isnull", True),
                                    models.Q(
                                        ("ever_owners__contains", models.F("owners")),
                                        ("releasable_to__contains", models.F("owners")),
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_gap_owners_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status", "closed"),
                                        ("verified_by__isnull", False),
                                        models.Q(("ever_owners__contains", [models.F("verified_by")]), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("status", "closed"), _negated=True), ("verified_by__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_gap_closed_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ["treating", "claimed"]), _negated=True),
                                    ("commitment__isnull", False),
                                    _connector="OR",
                                ),
                                name="workinggroup_gap_mended_under_a_commitment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GapPassage",
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
                                to="workinggroup.gappassage",
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
                            "gap",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="passages",
                                to="workinggroup.gap",
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
                                name="workinggroup_gappassage_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("originators")), ("originators__len__gt", 0)
                                ),
                                name="workinggroup_gappassage_originators_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mark_then", ""), ("mark_until__isnull", False), _connector="OR"),
                                name="workinggroup_gappassage_mark_then_has_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("originators__contains", models.F("editable_by")),
                                    ("originators__contained_by", models.F("editable_by")),
                                ),
                                name="workinggroup_gappassage_originators_edit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("gist", models.F("id")), _negated=True),
                                name="workinggroup_gappassage_no_own_gist",
                            ),
                            models.UniqueConstraint(
                                fields=("gap", "anchor"), name="workinggroup_gappassage_anchor_once"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="RatingRound",
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
                            "gap",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="workinggroup.gap",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "moment",
                            models.CharField(
                                choices=[("current", "As it is"), ("residual", "What is left")], max_length=8
                            ),
                        ),
                        ("scale", models.PositiveSmallIntegerField()),
                        (
                            "asked",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "rated",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), default=list, size=None
                            ),
                        ),
                        ("opened_by", models.CharField(max_length=12)),
                        ("opened_at", models.DateTimeField()),
                        ("reveals_at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_ratinground_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("gap", "number"), name="workinggroup_ratinground_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("asked__contains", models.F("rated")), ("asked__len__gt", 0)),
                                name="workinggroup_ratinground_asked_rate",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Rating",
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
                            "gap",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratings",
                                to="workinggroup.gap",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratings",
                                to="workinggroup.ratinground",
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "moment",
                            models.CharField(
                                choices=[("current", "As it is"), ("residual", "What is left")], max_length=8
                            ),
                        ),
                        ("scale", models.PositiveSmallIntegerField()),
                        ("threat", models.PositiveSmallIntegerField()),
                        ("vulnerability", models.PositiveSmallIntegerField()),
                        ("safety", models.PositiveSmallIntegerField()),
                        ("control", models.PositiveSmallIntegerField()),
                        ("trade", models.PositiveSmallIntegerField()),
                        ("trust", models.PositiveSmallIntegerField()),
                        ("likelihood", models.PositiveSmallIntegerField()),
                        ("impact", models.PositiveSmallIntegerField()),
                        ("level", models.CharField(max_length=1)),
                        (
                            "confidence",
                            models.CharField(
                                choices=[
                                    ("low", "Low: few or old signs"),
                                    ("medium", "Medium: several signs, some of them checked"),
                                    ("high", "High: checked by more than one source"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("why", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["gap", "-at"], name="workinggroup_rating_latest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_rating_editors_read",
                            ),
                            models.UniqueConstraint(fields=("round", "side"), name="workinggroup_rating_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("impact__range", (1, 5)),
                                    ("likelihood__range", (1, 5)),
                                    ("threat__range", (1, 5)),
                                    ("vulnerability__range", (1, 5)),
                                    ("control__range", (1, 5)),
                                    ("safety__range", (1, 5)),
                                    ("trade__range", (1, 5)),
                                    ("trust__range", (1, 5)),
                                    ("level__in", ["L", "M", "H", "V"]),
                                ),
                                name="workinggroup_rating_on_the_scale",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Measure",
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
                            "gap",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measures",
                                to="workinggroup.gap",
                            ),
                        ),
                        ("threat_part", models.CharField(blank=True, max_length=8)),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measures",
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
                                name="workinggroup_measure_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("gap", "threat_part", "item"), name="workinggroup_measure_once"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Verification",
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
                            "gap",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="verifications",
                                to="workinggroup.gap",
                            ),
                        ),
                        ("turn", models.PositiveSmallIntegerField()),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("documents", "Documents"),
                                    ("visit", "A visit"),
                                    ("exercise", "An exercise"),
                                    ("data", "Data"),
                                ],
                                max_length=9,
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("closed", "Mended: the gap is closed"),
                                    ("returned", "Not mended: returned to its owner"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "rating",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="workinggroup.rating",
                            ),
                        ),
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
                                name="workinggroup_verification_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("gap", "turn", "side"), name="workinggroup_verification_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outcome", "closed"), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="workinggroup_verification_says_why",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Toleration",
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
                            "gap",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tolerations",
                                to="workinggroup.gap",
                            ),
                        ),
                        (
                            "parties",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        ("until", models.DateField()),
                        ("rating_hash", models.CharField(max_length=64)),
                        ("reason", models.TextField()),
                        ("by_side", models.CharField(max_length=12)),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_toleration_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("gap",),
                                name="workinggroup_toleration_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="workinggroup_toleration_says_why",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="TolerationConsent",
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
                            "toleration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consents",
                                to="workinggroup.toleration",
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
                                name="workinggroup_tolerationconsent_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("toleration", "side"), name="workinggroup_tolerationconsent_once"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="GapHandover",
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
                            "gap",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="workinggroup.gap",
                            ),
                        ),
                        (
                            "owners",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "yes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), default=list, size=None
                            ),
                        ),
                        ("by_side", models.CharField(max_length=12)),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_gaphandover_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("gap",),
                                name="workinggroup_gaphandover_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("owners__len__gt", 0)), name="workinggroup_gaphandover_to_somebody"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="GapEntry",
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
                            "gap",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="workinggroup.gap",
                            ),
                        ),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("raised", "raised it"),
                                    ("reworded", "raised it anew"),
                                    ("accepted", "accepted it"),
                                    ("contested", "contested it"),
                                    ("dropped", "dropped it"),
                                    ("rated", "rated it"),
                                    ("round_opened", "asked all sides to rate it anew"),
                                    ("measured", "added a measure"),
                                    ("claimed", "claimed that it is mended"),
                                    ("closed", "verified that it is mended, and closed it"),
                                    ("verified", "verified what the other owners did"),
                                    ("returned", "returned it to its owner"),
                                    ("tolerate_asked", "proposed to tolerate it"),
                                    ("consented", "consented to tolerate it"),
                                    ("tolerated", "gave the last consent: it is tolerated"),
                                    ("resumed", "ended the toleration"),
                                    ("lapsed", "tolerates it no more: the day came, or a rating changed"),
                                    ("tabled", "proposed it for an agenda"),
                                    ("reopened", "opened it again"),
                                    ("handover_asked", "proposed other owners"),
                                    ("handover_agreed", "agreed to other owners"),
                                    ("handover_refused", "refused other owners"),
                                    ("handed_over", "agreed: it has other owners now"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("side", models.CharField(max_length=12)),
                        ("words", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["gap", "at"], name="workinggroup_gapentry_order")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_gapentry_editors_read",
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
