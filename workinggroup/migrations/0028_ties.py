"""Ties of what the operational cell handles to paragraphs, agendas and progress reports, seen by those who see both ends."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from portal.core.tables import MakeTables

ENDS = """
    AND (gap_id IS NULL
        OR EXISTS (SELECT 1 FROM workinggroup_gap AS there WHERE there.id = workinggroup_threadtie.gap_id))
    AND (plan_id IS NULL
        OR EXISTS (SELECT 1 FROM workinggroup_plan AS there WHERE there.id = workinggroup_threadtie.plan_id))
    AND (request_id IS NULL
        OR EXISTS (SELECT 1 FROM workinggroup_informationrequest AS there WHERE there.id = workinggroup_threadtie.request_id))
    AND (practice_id IS NULL
        OR EXISTS (SELECT 1 FROM workinggroup_practice AS there WHERE there.id = workinggroup_threadtie.practice_id))
    AND (paragraph_id IS NULL
        OR EXISTS (SELECT 1 FROM meetings_paragraph AS there WHERE there.id = workinggroup_threadtie.paragraph_id))
    AND (item_id IS NULL
        OR EXISTS (SELECT 1 FROM meetings_item AS there WHERE there.id = workinggroup_threadtie.item_id))
    AND (proposal_id IS NULL
        OR EXISTS (SELECT 1 FROM meetings_proposal AS there WHERE there.id = workinggroup_threadtie.proposal_id))
    AND (report_id IS NULL
        OR EXISTS (SELECT 1 FROM workinggroup_progressreport AS there WHERE there.id = workinggroup_threadtie.report_id))
"""
WALL = f"""
SELECT portal_protect('workinggroup_threadtie');
-- Who sees a tie sees the matter and the place, and so does who makes one.
ALTER POLICY portal_read ON workinggroup_threadtie USING (
    COALESCE((SELECT portal_reader()) = ANY (releasable_to), false){ENDS});
ALTER POLICY portal_add ON workinggroup_threadtie WITH CHECK ((SELECT portal_reader()) = ANY (editable_by){ENDS});
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0027_as_public")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="ThreadTie",
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
                        ("stood", models.CharField(max_length=12)),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        (
                            "gap",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ties",
                                to="workinggroup.gap",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ties",
                                to="workinggroup.plan",
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ties",
                                to="workinggroup.informationrequest",
                            ),
                        ),
                        (
                            "practice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ties",
                                to="workinggroup.practice",
                            ),
                        ),
                        (
                            "paragraph",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.paragraph",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.item",
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="meetings.proposal",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="workinggroup.progressreport",
                            ),
                        ),
                        (
                            "side",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
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
                                name="workinggroup_threadtie_editors_read",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("gap__isnull", False),
                                        ("plan__isnull", True),
                                        ("practice__isnull", True),
                                        ("request__isnull", True),
                                    ),
                                    models.Q(
                                        ("gap__isnull", True),
                                        ("plan__isnull", False),
                                        ("practice__isnull", True),
                                        ("request__isnull", True),
                                    ),
                                    models.Q(
                                        ("gap__isnull", True),
                                        ("plan__isnull", True),
                                        ("practice__isnull", True),
                                        ("request__isnull", False),
                                    ),
                                    models.Q(
                                        ("gap__isnull", True),
                                        ("plan__isnull", True),
                                        ("practice__isnull", False),
                                        ("request__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_threadtie_one_matter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("item__isnull", True),
                                        ("paragraph__isnull", False),
                                        ("proposal__isnull", True),
                                        ("report__isnull", True),
                                    ),
                                    models.Q(
                                        ("item__isnull", False),
                                        ("paragraph__isnull", True),
                                        ("proposal__isnull", True),
                                        ("report__isnull", True),
                                    ),
                                    models.Q(
                                        ("item__isnull", True),
                                        ("paragraph__isnull", True),
                                        ("proposal__isnull", False),
                                        ("report__isnull", True),
                                    ),
                                    models.Q(
                                        ("item__isnull", True),
                                        ("paragraph__isnull", True),
                                        ("proposal__isnull", True),
                                        ("report__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_threadtie_one_place",
                            ),
                            models.UniqueConstraint(
                                fields=(
                                    "side",
                                    "gap",
                                    "plan",
                                    "request",
                                    "practice",
                                    "paragraph",
                                    "item",
                                    "proposal",
                                    "report",
                                ),
                                name="workinggroup_threadtie_once",
                                nulls_distinct=False,
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
