"""Agendas, and all that stands on them, behind the wall; themes to begin with."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
from django.db import migrations, models

import portal.core.texts
from portal.core.tables import MakeTables

THEMES = """
INSERT INTO meetings_theme (code, rank, title) VALUES
    ('root-causes', 1, '{"en": "Root causes", "es": "Causas de raíz"}'),
    ('lawful-pathways', 2, '{"en": "Lawful pathways", "es": "Vías regulares"}'),
    ('irregular-flows', 3, '{"en": "Irregular flows and protection", "es": "Flujos irregulares y protección"}'),
    ('coordination', 4,
     '{"en": "Coordination of future ministerials", "es": "Coordinación de futuras reuniones ministeriales"}');
"""
WALL = """
SELECT portal_protect('meetings_agenda', 'meetings_meeting', 'meeting_id');
SELECT portal_protect('meetings_section', 'meetings_agenda', 'agenda_id');
SELECT portal_protect('meetings_proposal', 'meetings_agenda', 'agenda_id');
SELECT portal_protect('meetings_answer', 'meetings_proposal', 'proposal_id');
SELECT portal_protect('meetings_item', 'meetings_agenda', 'agenda_id');
SELECT portal_protect('meetings_revision', 'meetings_agenda', 'agenda_id');
SELECT portal_protect('meetings_revisionrow', 'meetings_revision', 'revision_id');
SELECT portal_protect('meetings_annotation', 'meetings_item', 'item_id');
SELECT portal_protect('meetings_live', 'meetings_agenda', 'agenda_id');
SELECT portal_protect('meetings_speaker', 'meetings_item', 'item_id');
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_documents")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Theme",
                    fields=[
                        ("code", models.SlugField(max_length=40, primary_key=True, serialize=False)),
                        ("title", portal.core.texts.LocalizedTextField()),
                        ("rank", models.PositiveSmallIntegerField()),
                        ("is_retired", models.BooleanField(db_default=False, default=False)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("rank",), name="meetings_theme_rank_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Agenda",
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
                                on_delete=models.PROTECT, related_name="agenda", to="meetings.meeting"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "Provisional"), ("adopted", "Adopted")], default="open", max_length=8
                            ),
                        ),
                        ("adopted_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_agenda_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("adopted_at__isnull", True), ("status", "open")),
                                    models.Q(("adopted_at__isnull", False), ("status", "adopted")),
                                    _connector="OR",
                                ),
                                name="meetings_agenda_adopted_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Section",
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
                            "agenda",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="sections", to="meetings.agenda"),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to="meetings.theme"
                            ),
                        ),
                        ("title", portal.core.texts.LocalizedTextField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_section_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
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
                            "agenda",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="proposals", to="meetings.agenda"),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("title", portal.core.texts.LocalizedTextField()),
                        ("reason", models.TextField(blank=True)),
                        ("minutes", models.PositiveSmallIntegerField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("accepted", "Accepted"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="proposed",
                                max_length=10,
                            ),
                        ),
                        ("answer_by", models.DateTimeField()),
                        ("created_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_proposal_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__gte", 1), ("minutes__lte", 1440)),
                                name="meetings_proposal_minutes_in_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("answer_by__gt", models.F("created_at"))),
                                name="meetings_proposal_answer_later",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
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
                            "proposal",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="answers", to="meetings.proposal"),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "view",
                            models.CharField(
                                choices=[("none", "No objection"), ("objection", "Objection")], max_length=9
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_answer_editors_read",
                            ),
                            models.UniqueConstraint(fields=("proposal", "delegation"), name="meetings_answer_once"),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), ("view", "objection"), _negated=True),
                                name="meetings_answer_objection_has_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Item",
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
                            "agenda",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="items", to="meetings.agenda"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("item", "Item"), ("break", "Break")], default="item", max_length=8
                            ),
                        ),
                        ("rank", models.BigIntegerField()),
                        ("title", portal.core.texts.LocalizedTextField()),
                        ("note", portal.core.texts.LocalizedTextField(blank=True, default=dict)),
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
                            "minutes",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1440),
                                ]
                            ),
                        ),
                        ("fixed_at", models.TimeField(null=True)),
                        (
                            "day",
                            models.PositiveSmallIntegerField(
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(7),
                                ],
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("on", "On the agenda"), ("deferred", "Deferred"), ("removed", "Removed")],
                                default="on",
                                max_length=8,
                            ),
                        ),
                        ("is_late", models.BooleanField(default=False)),
                        (
                            "section",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="items", to="meetings.section"
                            ),
                        ),
                        (
                            "stands_for",
                            models.OneToOneField(
                                null=True, on_delete=models.PROTECT, related_name="neutral", to="meetings.item"
                            ),
                        ),
                        (
                            "deferred_from",
                            models.OneToOneField(
                                null=True, on_delete=models.PROTECT, related_name="carried_to", to="meetings.item"
                            ),
                        ),
                        (
                            "proposal",
                            models.OneToOneField(
                                null=True, on_delete=models.PROTECT, related_name="item", to="meetings.proposal"
                            ),
                        ),
                        ("edit", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["agenda", "rank"], name="meetings_item_order")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_item_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__gte", 1), ("minutes__lte", 1440)),
                                name="meetings_item_minutes_in_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("day__range", (1, 7))), name="meetings_item_day_of_some"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Revision",
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
                            "agenda",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="revisions", to="meetings.agenda"),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("issued_at", models.DateTimeField()),
                        ("author_name", models.CharField(max_length=150)),
                        ("is_adopted", models.BooleanField()),
                        ("time_zone", models.CharField(max_length=64)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_revision_editors_read",
                            ),
                            models.UniqueConstraint(fields=("agenda", "number"), name="meetings_revision_number_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RevisionRow",
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
                            "revision",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="rows", to="meetings.revision"),
                        ),
                        ("item", models.UUIDField()),
                        ("stands_for", models.UUIDField(null=True)),
                        ("position", models.PositiveIntegerField()),
                        ("kind", models.CharField(choices=[("item", "Item"), ("break", "Break")], max_length=8)),
                        ("section", portal.core.texts.LocalizedTextField(default=dict)),
                        ("title", portal.core.texts.LocalizedTextField()),
                        ("note", portal.core.texts.LocalizedTextField(default=dict)),
                        ("lead", models.CharField(blank=True, max_length=12)),
                        ("minutes", models.PositiveSmallIntegerField()),
                        ("starts_at", models.DateTimeField()),
                        ("day", models.DateField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["revision", "position"], name="meetings_revisionrow_order")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_revisionrow_editors_read",
                            ),
                            models.UniqueConstraint(fields=("revision", "item"), name="meetings_revisionrow_item_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Annotation",
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
                            "item",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="annotations", to="meetings.item"),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("briefing", models.TextField(blank=True)),
                        ("position", models.TextField(blank=True)),
                        ("red_lines", models.TextField(blank=True)),
                        ("talking_points", models.TextField(blank=True)),
                        ("version", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_annotation_editors_read",
                            ),
                            models.UniqueConstraint(fields=("item", "delegation"), name="meetings_annotation_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to", models.F("editable_by")), ("releasable_to__len", 1)
                                ),
                                name="meetings_annotation_own_side_only",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Live",
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
                            "agenda",
                            models.OneToOneField(on_delete=models.PROTECT, related_name="live", to="meetings.agenda"),
                        ),
                        ("item", models.UUIDField(null=True)),
                        ("ends_at", models.DateTimeField(null=True)),
                        ("left", models.IntegerField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_live_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Speaker",
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
                            "item",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="speakers", to="meetings.item"),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("began_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["item", "asked_at"], name="meetings_speaker_queue")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_speaker_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True),
                                    ("began_at__isnull", True),
                                    ("ended_at__gte", models.F("began_at")),
                                    _connector="OR",
                                ),
                                name="meetings_speaker_ends_after_it_began",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("item", "delegation"),
                                name="meetings_speaker_waits_once",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(THEMES + WALL, migrations.RunSQL.noop),
    ]
