"""Plans, holds and embargo behind the wall; released texts and what is added to them, open to everybody from their instant on."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

import portal.core.texts
from portal.core.tables import MakeTables

OWN_WORDS = """
ALTER TABLE meetings_planword ADD CONSTRAINT meetings_planword_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
ALTER TABLE meetings_hold ADD CONSTRAINT meetings_hold_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
ALTER TABLE meetings_embargogrant ADD CONSTRAINT meetings_embargogrant_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
ALTER TABLE meetings_corrigendumsignoff ADD CONSTRAINT meetings_corrigendumsignoff_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
ALTER TABLE meetings_dissociation ADD CONSTRAINT meetings_dissociation_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
"""
WALL = """
SELECT portal_protect('meetings_releaseplan', 'meetings_statement', 'statement_id');
SELECT portal_protect('meetings_planword', 'meetings_releaseplan', 'plan_id');
SELECT portal_protect('meetings_hold', 'meetings_statement', 'statement_id');
SELECT portal_protect('meetings_embargogrant', 'meetings_releaseplan', 'plan_id');
SELECT portal_protect('meetings_embargoaccess', 'meetings_embargogrant', 'grant_id');
SELECT portal_protect('meetings_releasedtext');
SELECT portal_protect('meetings_releasedfile');
SELECT portal_protect('meetings_textcorrigendum');
SELECT portal_protect('meetings_corrigendumsignoff', 'meetings_textcorrigendum', 'corrigendum_id');
SELECT portal_protect('meetings_endorsement');
SELECT portal_protect('meetings_dissociation');
SELECT portal_publish('meetings_releasedtext');
SELECT portal_publish('meetings_releasedfile');
SELECT portal_publish('meetings_textcorrigendum');
SELECT portal_publish('meetings_endorsement');
SELECT portal_publish('meetings_dissociation');
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0011_adoption")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="ReleasePlan",
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
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("at", "At an instant"),
                                    ("on_event", "When an event has taken place"),
                                    ("not_before", "Not before an instant, and then when an event has taken place"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField(null=True)),
                        ("event", portal.core.texts.LocalizedTextField(blank=True, default=dict)),
                        ("signed_at", models.DateTimeField()),
                        ("proposed_by_name", models.CharField(max_length=150)),
                        ("proposed_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
                                to="meetings.statement",
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
                                name="meetings_releaseplan_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("statement", "number"), name="meetings_releaseplan_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("at__isnull", True), ("mode", "on_event")),
                                    models.Q(models.Q(("mode", "on_event"), _negated=True), ("at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="meetings_releaseplan_knows_when",
                            ),
                        ],
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("ready", "Ready"),
                                    ("event", "The event has taken place"),
                                    ("lift", "Lift the embargo now"),
                                ],
                                max_length=5,
                            ),
                        ),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="words",
                                to="meetings.releaseplan",
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
                                name="meetings_planword_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("plan", "delegation", "kind"), name="meetings_planword_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Hold",
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
                        ("by_name", models.CharField(max_length=150)),
                        ("reason", models.TextField()),
                        ("at", models.DateTimeField()),
                        ("lifted_at", models.DateTimeField(null=True)),
                        ("lifted_by_name", models.CharField(blank=True, max_length=150)),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holds",
                                to="meetings.statement",
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
                                name="meetings_hold_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at__isnull", True)),
                                fields=("statement", "delegation"),
                                name="meetings_hold_one_stands",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EmbargoGrant",
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
                        ("recipient", models.CharField(max_length=150)),
                        ("organisation", models.CharField(max_length=150)),
                        ("language", models.CharField(max_length=8)),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("by_name", models.CharField(max_length=150)),
                        ("granted_at", models.DateTimeField()),
                        ("terms_accepted_at", models.DateTimeField(null=True)),
                        ("revoked_at", models.DateTimeField(null=True)),
                        ("revoked_by_name", models.CharField(blank=True, max_length=150)),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="meetings.releaseplan",
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
                                name="meetings_embargogrant_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EmbargoAccess",
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
                        ("what", models.CharField(max_length=12)),
                        ("at", models.DateTimeField()),
                        (
                            "grant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accesses",
                                to="meetings.embargogrant",
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
                                name="meetings_embargoaccess_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReleasedText",
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
                        ("released_at", models.DateTimeField(null=True)),
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        ("meeting_key", models.UUIDField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("joint_statement", "Joint statement"),
                                    ("communique", "Communiqué"),
                                    ("declaration", "Declaration"),
                                    ("list", "List of earlier commitments"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("title", portal.core.texts.LocalizedTextField()),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "parties",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        ("canonical", models.TextField()),
                        ("hashes", models.JSONField()),
                        ("facts", models.JSONField(default=dict)),
                        ("dated", models.DateField()),
                        (
                            "statement",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="released",
                                to="meetings.statement",
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
                                name="meetings_releasedtext_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReleasedFile",
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
                        ("released_at", models.DateTimeField(null=True)),
                        ("form", models.CharField(max_length=5)),
                        ("edition", models.PositiveSmallIntegerField(default=0)),
                        ("content", models.BinaryField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("made_at", models.DateTimeField()),
                        (
                            "text",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="meetings.releasedtext",
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
                                name="meetings_releasedfile_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("text", "form", "edition"), name="meetings_releasedfile_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TextCorrigendum",
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
                        ("released_at", models.DateTimeField(null=True)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("entries", models.JSONField()),
                        ("reason", portal.core.texts.LocalizedTextField()),
                        ("text_hash", models.CharField(max_length=64)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("withdrawn", "Withdrawn"),
                                    ("released", "Released"),
                                ],
                                default="proposed",
                                max_length=9,
                            ),
                        ),
                        ("proposed_by_name", models.CharField(max_length=150)),
                        ("proposed_at", models.DateTimeField()),
                        (
                            "text",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrigenda",
                                to="meetings.releasedtext",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "corrigenda",
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_textcorrigendum_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "withdrawn"), _negated=True),
                                fields=("text", "number"),
                                name="meetings_textcorrigendum_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("released_at__isnull", False), ("status", "released")),
                                    models.Q(
                                        models.Q(("status", "released"), _negated=True), ("released_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="meetings_textcorrigendum_released_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CorrigendumSignOff",
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
                        ("text_hash", models.CharField(max_length=64)),
                        ("by_name", models.CharField(max_length=150)),
                        ("capacity", models.CharField(max_length=200)),
                        ("at", models.DateTimeField()),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "corrigendum",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_offs",
                                to="meetings.textcorrigendum",
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
                                name="meetings_corrigendumsignoff_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("corrigendum", "delegation"), name="meetings_corrigendumsignoff_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Endorsement",
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
                        ("released_at", models.DateTimeField(null=True)),
                        ("entity", portal.core.texts.LocalizedTextField()),
                        ("dated", models.DateField()),
                        ("note", portal.core.texts.LocalizedTextField(blank=True, default=dict)),
                        ("by_name", models.CharField(max_length=150)),
                        (
                            "text",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="endorsements",
                                to="meetings.releasedtext",
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
                                name="meetings_endorsement_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dissociation",
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
                        ("released_at", models.DateTimeField(null=True)),
                        ("anchors", models.JSONField(default=list)),
                        ("words", portal.core.texts.LocalizedTextField()),
                        ("by_name", models.CharField(max_length=150)),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "text",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dissociations",
                                to="meetings.releasedtext",
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
                                name="meetings_dissociation_editors_read",
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(OWN_WORDS + WALL, migrations.RunSQL.noop),
    ]
