"""Proposals, answers, instructions, positions and comments behind the wall. What somebody says is written by the side that it
names: with the policy that only editors add a row, nobody can speak for another."""

import uuid

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

from portal.core.tables import MakeTables

OWN_WORDS = """
ALTER TABLE meetings_position ADD CONSTRAINT meetings_position_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
ALTER TABLE meetings_proposalreply ADD CONSTRAINT meetings_proposalreply_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
ALTER TABLE meetings_endingreply ADD CONSTRAINT meetings_endingreply_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
ALTER TABLE meetings_comment ADD CONSTRAINT meetings_comment_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
ALTER TABLE meetings_textproposal ADD CONSTRAINT meetings_textproposal_own_draft
    CHECK (status <> 'internal' OR (editable_by = ARRAY[delegation_id]::varchar(12)[] AND releasable_to = editable_by));
"""
WALL = """
SELECT portal_protect('meetings_textproposal', 'meetings_statement', 'statement_id');
SELECT portal_protect('meetings_proposalreply', 'meetings_textproposal', 'proposal_id');
SELECT portal_protect('meetings_instruction', 'meetings_textproposal', 'proposal_id');
SELECT portal_protect('meetings_position', 'meetings_paragraphversion', 'version_id');
SELECT portal_protect('meetings_ending', 'meetings_statement', 'statement_id');
SELECT portal_protect('meetings_endingreply', 'meetings_ending', 'ending_id');
SELECT portal_protect('meetings_comment', 'meetings_paragraph', 'paragraph_id');
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_concordance")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="TextProposal",
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
                                on_delete=models.PROTECT, related_name="proposals", to="meetings.statement"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "author",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("replace", "Replace the text"),
                                    ("insert", "Insert a paragraph"),
                                    ("delete", "Delete the paragraph"),
                                    ("move", "Move the paragraph"),
                                    ("split", "Split the paragraph"),
                                    ("merge", "Merge with the next paragraph"),
                                    ("bracket", "Put in brackets"),
                                    ("unbracket", "Resolve a bracket"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "paragraph",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="proposals", to="meetings.paragraph"
                            ),
                        ),
                        (
                            "after",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to="meetings.paragraph"
                            ),
                        ),
                        (
                            "base",
                            models.ForeignKey(
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="proposals",
                                to="meetings.paragraphversion",
                            ),
                        ),
                        (
                            "second",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to="meetings.paragraphversion"
                            ),
                        ),
                        ("texts", models.JSONField(default=list)),
                        (
                            "paragraph_kind",
                            models.CharField(
                                blank=True,
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
                                max_length=13,
                            ),
                        ),
                        (
                            "bracket",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="proposals", to="meetings.bracket"
                            ),
                        ),
                        ("option", models.PositiveSmallIntegerField(null=True)),
                        ("rationale", models.TextField(blank=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("internal", "Internal draft"),
                                    ("tabled", "Tabled"),
                                    ("accepted", "Accepted"),
                                    ("bracketed", "In brackets"),
                                    ("withdrawn", "Withdrawn"),
                                    ("superseded", "Superseded"),
                                ],
                                default="internal",
                                max_length=10,
                            ),
                        ),
                        ("edit", models.PositiveIntegerField(default=1)),
                        ("created_at", models.DateTimeField()),
                        ("tabled_at", models.DateTimeField(null=True)),
                        ("settled_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["statement", "status"], name="meetings_change_open")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_textproposal_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "internal"), _negated=True),
                                    models.Q(("releasable_to__len", 1), ("tabled_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="meetings_change_internal_is_own",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("base__isnull", True), ("kind", "insert"), ("paragraph__isnull", True)),
                                    models.Q(
                                        models.Q(("kind", "insert"), _negated=True),
                                        ("base__isnull", False),
                                        ("paragraph__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="meetings_change_names_its_place",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("bracket__isnull", False), ("kind", "unbracket"), ("option__isnull", False)
                                    ),
                                    models.Q(
                                        models.Q(("kind", "unbracket"), _negated=True),
                                        ("bracket__isnull", True),
                                        ("option__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="meetings_change_bracket_and_option",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProposalReply",
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
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="replies", to="meetings.textproposal"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "reply",
                            models.CharField(
                                choices=[("consent", "Consents"), ("decline", "Does not consent")], max_length=8
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_proposalreply_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("proposal", "delegation", "number"), name="meetings_proposalreply_number_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Instruction",
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
                            models.OneToOneField(
                                on_delete=models.PROTECT, related_name="instruction", to="meetings.textproposal"
                            ),
                        ),
                        ("chair_name", models.CharField(max_length=150)),
                        (
                            "present",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_instruction_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Position",
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
                                on_delete=models.PROTECT, related_name="positions", to="meetings.paragraphversion"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "value",
                            models.CharField(
                                choices=[
                                    ("agree", "Agree"),
                                    ("agree_ad_ref", "Agree ad ref"),
                                    ("reserve", "Reserve"),
                                    ("object", "Object"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_position_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("version", "delegation", "number"), name="meetings_position_number_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
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
                                on_delete=models.PROTECT, related_name="comments", to="meetings.paragraph"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("author_name", models.CharField(max_length=150)),
                        ("text", models.TextField()),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_comment_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ending",
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
                                on_delete=models.PROTECT, related_name="endings", to="meetings.statement"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("turn", models.PositiveIntegerField()),
                        ("reason", models.TextField()),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        ("withdrawn_by_name", models.CharField(blank=True, max_length=150)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_ending_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("statement", "turn"),
                                name="meetings_ending_one_stands",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EndingReply",
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
                            "ending",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="replies", to="meetings.ending"),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "reply",
                            models.CharField(
                                choices=[("consent", "Consents"), ("decline", "Does not consent")], max_length=8
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
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
                                name="meetings_endingreply_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("ending", "delegation", "number"), name="meetings_endingreply_number_once"
                            ),
                        ],
                    },
                ),
                migrations.AddField(
                    model_name="paragraphversion",
                    name="proposal",
                    field=models.ForeignKey(
                        null=True, on_delete=models.PROTECT, related_name="versions", to="meetings.textproposal"
                    ),
                ),
                migrations.AddField(
                    model_name="bracket",
                    name="opened_in",
                    field=models.ForeignKey(
                        null=True, on_delete=models.PROTECT, related_name="opened", to="meetings.textproposal"
                    ),
                ),
                migrations.AddField(
                    model_name="bracket",
                    name="resolved_in",
                    field=models.ForeignKey(
                        null=True, on_delete=models.PROTECT, related_name="resolved", to="meetings.textproposal"
                    ),
                ),
            ]
        ),
        migrations.RunSQL(OWN_WORDS + WALL, migrations.RunSQL.noop),
    ]
