"""Requests for information behind the wall, under the control of the two sides."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import portal.core.texts
from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('workinggroup_informationrequest'),
    portal_protect('workinggroup_requestpassage', 'workinggroup_informationrequest', 'asked_id'),
    portal_protect('workinggroup_requestturn', 'workinggroup_informationrequest', 'asked_id'),
    portal_protect('workinggroup_informationanswer', 'workinggroup_informationrequest', 'asked_id'),
    portal_protect('workinggroup_answerpassage', 'workinggroup_informationanswer', 'answer_id');
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0010_handling")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="InformationRequest",
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
                        (
                            "sender",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "recipient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        ("series", models.CharField(blank=True, max_length=40)),
                        ("number", models.PositiveIntegerField(null=True)),
                        ("title", portal.core.texts.LocalizedTextField(default=dict)),
                        ("purpose", portal.core.texts.LocalizedTextField(default=dict)),
                        (
                            "use",
                            models.CharField(
                                choices=[
                                    ("H0", "H0: for the stated purpose, without more conditions"),
                                    ("H1", "H1: not as evidence in proceedings without the consent of who answers"),
                                    ("H2", "H2: not passed on without the consent of who answers"),
                                    ("H3", "H3: other conditions, as stated"),
                                ],
                                default="H0",
                                max_length=2,
                            ),
                        ),
                        ("conditions", models.CharField(blank=True, max_length=500)),
                        (
                            "urgency",
                            models.CharField(
                                choices=[
                                    ("routine", "Routine: 10 working days"),
                                    ("priority", "Priority: 5 working days"),
                                    ("urgent", "Urgent: 2 working days"),
                                ],
                                default="routine",
                                max_length=8,
                            ),
                        ),
                        (
                            "about",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="workinggroup.commitment",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("sent", "Sent"),
                                    ("clarifying", "Being clarified"),
                                    ("answering", "Answered in part"),
                                    ("answered", "Answered"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                    ("closed", "Closed"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("drafted_by_name", models.CharField(max_length=150)),
                        ("drafted_at", models.DateTimeField()),
                        ("sent_by_name", models.CharField(blank=True, max_length=150)),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("due_on", models.DateField(null=True)),
                        (
                            "ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("law", "National law does not allow it"),
                                    ("security", "National security"),
                                    ("inquiry", "An inquiry is under way"),
                                    ("persons", "It would need data on persons"),
                                    ("not_held", "The information is not held"),
                                    ("anothers", "The information is another side’s"),
                                    ("unclear", "The request is unclear or out of proportion"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("sent_back", models.BooleanField(default=False)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["recipient", "status", "due_on"], name="workinggroup_request_owed"),
                            models.Index(fields=["sender", "status", "due_on"], name="workinggroup_request_asked"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_informationrequest_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("originators")), ("originators__len__gt", 0)
                                ),
                                name="workinggroup_informationrequest_originators_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mark_then", ""), ("mark_until__isnull", False), _connector="OR"),
                                name="workinggroup_informationrequest_mark_then_has_a_day",
                            ),
                            models.UniqueConstraint(
                                fields=("series", "number"), name="workinggroup_informationrequest_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sender", models.F("recipient")), _negated=True),
                                name="workinggroup_informationrequest_to_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("use", "H3"), _negated=True),
                                    models.Q(("conditions", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="workinggroup_informationrequest_says_conditions",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("number__isnull", True),
                                        ("sent_at__isnull", True),
                                        ("series", ""),
                                        ("status__in", ["draft", "withdrawn"]),
                                    ),
                                    models.Q(
                                        ("number__isnull", False),
                                        ("sent_at__isnull", False),
                                        models.Q(("series", ""), _negated=True),
                                        models.Q(("status", "draft"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_informationrequest_numbered_when_sent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ("sent", "answering")), _negated=True),
                                    ("due_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="workinggroup_informationrequest_due_while_owed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "refused"), models.Q(("ground", ""), _negated=True)),
                                    models.Q(models.Q(("status", "refused"), _negated=True), ("ground", "")),
                                    _connector="OR",
                                ),
                                name="workinggroup_informationrequest_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at__isnull", False), ("status__in", ("refused", "withdrawn", "closed"))
                                    ),
                                    models.Q(
                                        models.Q(("status__in", ("refused", "withdrawn", "closed")), _negated=True),
                                        ("ended_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_informationrequest_ends_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RequestPassage",
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
                                to="workinggroup.requestpassage",
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
                            "asked",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="passages",
                                to="workinggroup.informationrequest",
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
                                name="workinggroup_requestpassage_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("originators")), ("originators__len__gt", 0)
                                ),
                                name="workinggroup_requestpassage_originators_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mark_then", ""), ("mark_until__isnull", False), _connector="OR"),
                                name="workinggroup_requestpassage_mark_then_has_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("originators__contains", models.F("editable_by")),
                                    ("originators__contained_by", models.F("editable_by")),
                                ),
                                name="workinggroup_requestpassage_originators_edit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("gist", models.F("id")), _negated=True),
                                name="workinggroup_requestpassage_no_own_gist",
                            ),
                            models.UniqueConstraint(
                                fields=("asked", "anchor"), name="workinggroup_requestpassage_anchor_once"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="RequestTurn",
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
                            "asked",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="turns",
                                to="workinggroup.informationrequest",
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "turn",
                            models.CharField(
                                choices=[
                                    ("unclear", "asked what is meant"),
                                    ("clarified", "said what is meant"),
                                    ("missing", "sent it back: something is missing"),
                                    ("refused", "refused"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("words", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["asked", "at"], name="workinggroup_requestturn_order")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_requestturn_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("words", ""), _negated=True), ("turn", "refused"), _connector="OR"
                                ),
                                name="workinggroup_requestturn_says_it",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InformationAnswer",
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
                        (
                            "asked",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="workinggroup.informationrequest",
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(null=True)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("A", "A: no doubt, or right every time so far"),
                                    ("B", "B: right most of the times so far"),
                                    ("C", "C: wrong most of the times so far"),
                                    ("X", "X: cannot be judged"),
                                ],
                                max_length=1,
                            ),
                        ),
                        (
                            "accuracy",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "1: known without doubt"),
                                    (2, "2: known to the source itself, not to who passes it on"),
                                    (3, "3: not known to the source itself, but borne out by other information"),
                                    (4, "4: not known to the source itself, and borne out by nothing"),
                                ]
                            ),
                        ),
                        ("is_whole", models.BooleanField(default=False)),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        ("given_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_informationanswer_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("originators")), ("originators__len__gt", 0)
                                ),
                                name="workinggroup_informationanswer_originators_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mark_then", ""), ("mark_until__isnull", False), _connector="OR"),
                                name="workinggroup_informationanswer_mark_then_has_a_day",
                            ),
                            models.UniqueConstraint(
                                fields=("asked", "number"), name="workinggroup_informationanswer_number_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("given_at__isnull", True)),
                                fields=("asked",),
                                name="workinggroup_informationanswer_one_draft",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("given_at__isnull", True), ("number__isnull", True)),
                                    models.Q(("given_at__isnull", False), ("number__isnull", False)),
                                    _connector="OR",
                                ),
                                name="workinggroup_informationanswer_numbered_when_given",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("accuracy__in", [1, 2, 3, 4])),
                                name="workinggroup_informationanswer_accuracy_known",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="AnswerPassage",
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
                                to="workinggroup.answerpassage",
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
                            "answer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="passages",
                                to="workinggroup.informationanswer",
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
                                name="workinggroup_answerpassage_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("originators")), ("originators__len__gt", 0)
                                ),
                                name="workinggroup_answerpassage_originators_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("mark_then", ""), ("mark_until__isnull", False), _connector="OR"),
                                name="workinggroup_answerpassage_mark_then_has_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("originators__contains", models.F("editable_by")),
                                    ("originators__contained_by", models.F("editable_by")),
                                ),
                                name="workinggroup_answerpassage_originators_edit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("gist", models.F("id")), _negated=True),
                                name="workinggroup_answerpassage_no_own_gist",
                            ),
                            models.UniqueConstraint(
                                fields=("answer", "anchor"), name="workinggroup_answerpassage_anchor_once"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
