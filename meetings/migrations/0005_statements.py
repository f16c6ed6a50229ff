"""Statements, their parties, these' reviewers and originals, paragraphs, versions and brackets behind the wall."""

import uuid

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

import portal.core.texts
from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('meetings_statement', 'meetings_meeting', 'meeting_id');
SELECT portal_protect('meetings_party', 'meetings_statement', 'statement_id');
SELECT portal_protect('meetings_reviewer', 'meetings_statement', 'statement_id');
SELECT portal_protect('meetings_wrapper', 'meetings_statement', 'statement_id');
SELECT portal_protect('meetings_paragraph', 'meetings_statement', 'statement_id');
SELECT portal_protect('meetings_paragraphversion', 'meetings_paragraph', 'paragraph_id');
SELECT portal_protect('meetings_bracket', 'meetings_paragraph', 'paragraph_id');
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_agendas")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Statement",
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
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="statements", to="meetings.meeting"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("joint_statement", "Joint statement"),
                                    ("communique", "Communiqué"),
                                    ("declaration", "Declaration"),
                                    ("list", "List of earlier commitments"),
                                ],
                                default="joint_statement",
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
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("recorded", "On record"),
                                    ("planned", "Planned"),
                                    ("negotiating", "Negotiating"),
                                    ("alignment", "Alignment"),
                                    ("final_text", "Final text"),
                                    ("silence", "Silence procedure"),
                                    ("sign_off", "Sign-off"),
                                    ("signed", "Signed off"),
                                    ("scheduled", "Scheduled for release"),
                                    ("released", "Released"),
                                    ("suspended", "Suspended"),
                                    ("abandoned", "Abandoned"),
                                ],
                                default="recorded",
                                max_length=12,
                            ),
                        ),
                        (
                            "chair",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("drafted_in", models.CharField(default="en", max_length=8)),
                        ("numbered", models.BooleanField(default=False)),
                        ("is_binding", models.BooleanField(default=False)),
                        ("lead_in", portal.core.texts.LocalizedTextField(blank=True, default=dict)),
                        ("lists", portal.core.texts.LocalizedTextField(blank=True, default=dict)),
                        ("dated", models.DateField()),
                        ("created_at", models.DateTimeField()),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("turns", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_statement_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("languages__len__gt", 0)), name="meetings_statement_has_a_language"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Party",
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
                            models.ForeignKey(on_delete=models.PROTECT, related_name="sides", to="meetings.statement"),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("active", "Party"), ("opted_out", "Opted out")],
                                default="active",
                                max_length=10,
                            ),
                        ),
                        ("opted_out_at", models.DateTimeField(null=True)),
                        ("reason", models.TextField(blank=True)),
                    ],
                    options={
                        "verbose_name_plural": "parties",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_party_editors_read",
                            ),
                            models.UniqueConstraint(fields=("statement", "delegation"), name="meetings_party_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("opted_out_at__isnull", True), ("status", "active")),
                                    models.Q(("opted_out_at__isnull", False), ("status", "opted_out")),
                                    _connector="OR",
                                ),
                                name="meetings_party_opted_out_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reviewer",
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
                                on_delete=models.PROTECT, related_name="reviewers", to="meetings.statement"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "person",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        ("language", models.CharField(max_length=8)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_reviewer_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("statement", "person", "language"), name="meetings_reviewer_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Wrapper",
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
                                on_delete=models.PROTECT, related_name="originals", to="meetings.statement"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("lead_in", portal.core.texts.LocalizedTextField(blank=True, default=dict)),
                        ("lists", portal.core.texts.LocalizedTextField(blank=True, default=dict)),
                        ("by_name", models.CharField(max_length=150)),
                        ("written_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_wrapper_editors_read",
                            ),
                            models.UniqueConstraint(fields=("statement", "delegation"), name="meetings_wrapper_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paragraph",
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
                                on_delete=models.PROTECT, related_name="paragraphs", to="meetings.statement"
                            ),
                        ),
                        ("anchor", models.CharField(max_length=8)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("title", "Title"),
                                    ("heading", "Heading"),
                                    ("paragraph", "Paragraph"),
                                    ("preambular", "Preambular paragraph"),
                                    ("operative", "Operative paragraph"),
                                    ("chapeau", "Chapeau"),
                                    ("list_item", "List item"),
                                    ("closing", "Closing paragraph"),
                                    ("status_clause", "Status clause"),
                                ],
                                default="paragraph",
                                max_length=13,
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="list_items", to="meetings.paragraph"
                            ),
                        ),
                        ("rank", models.BigIntegerField()),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "provenance",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to="meetings.paragraphversion"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_paragraph_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("statement", "anchor"), name="meetings_paragraph_anchor_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind", "list_item"), ("parent__isnull", True), _connector="OR"),
                                name="meetings_paragraph_only_list_items_have_parents",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("anchor", "p00"),
                                        ("kind", "title"),
                                        ("rank", 0),
                                        ("withdrawn_at__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "title"), _negated=True),
                                        models.Q(("anchor", "p00"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="meetings_paragraph_title_stays_first",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ParagraphVersion",
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
                            "paragraph",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="versions", to="meetings.paragraph"
                            ),
                        ),
                        ("seq", models.PositiveIntegerField(default=1)),
                        ("nodes", models.JSONField()),
                        ("author_name", models.CharField(max_length=150)),
                        ("delegation", models.CharField(max_length=12)),
                        ("created_at", models.DateTimeField()),
                        ("reason", models.CharField(blank=True, max_length=300)),
                        ("language_states", models.JSONField(default=dict)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_paragraphversion_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("paragraph", "seq"), name="meetings_paragraphversion_seq_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Bracket",
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
                            "paragraph",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="brackets", to="meetings.paragraph"
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        ("options", models.JSONField()),
                        ("original_option", models.SmallIntegerField(null=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "Open"), ("resolved", "Resolved")], default="open", max_length=8
                            ),
                        ),
                        ("chosen", models.PositiveSmallIntegerField(null=True)),
                        ("opened_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["paragraph", "status"], name="meetings_bracket_open")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_bracket_editors_read",
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
