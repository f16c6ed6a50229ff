"""What was said of commitments in the texts that came after, visible to those who see both."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

from portal.core.tables import MakeTables

# Seen through the text, and through the commitment as well. Who writes a row sees both: `workinggroup_check_account` asks.
WALL = """
ALTER TABLE workinggroup_commitmentaccount ADD CONSTRAINT workinggroup_commitmentaccount_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
SELECT portal_protect('workinggroup_commitmentaccount', 'meetings_statement', 'statement_id');
ALTER POLICY portal_read ON workinggroup_commitmentaccount USING (
    COALESCE((SELECT portal_reader()) = ANY (releasable_to), false)
    AND EXISTS (SELECT 1 FROM workinggroup_commitment AS promised
        WHERE promised.id = workinggroup_commitmentaccount.commitment_id)
    AND EXISTS (SELECT 1 FROM meetings_statement AS parent WHERE parent.id = workinggroup_commitmentaccount.statement_id));
"""
CODES = django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None)


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0003_reminders"), ("meetings", "0013_promises"), ("people", "0002_addresses")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="CommitmentAccount",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("releasable_to", CODES),
                        ("editable_by", CODES.clone()),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("kept", "Kept"),
                                    ("amended", "Amended"),
                                    ("done", "Done"),
                                    ("dropped", "Dropped"),
                                ],
                                max_length=7,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="accounts", to="workinggroup.commitment"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "paragraph",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to="meetings.paragraph"
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="accounts", to="meetings.statement"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_commitmentaccount_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("statement", "commitment", "number"),
                                name="workinggroup_commitmentaccount_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome__in", ["amended", "dropped"]), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="workinggroup_commitmentaccount_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("paragraph__isnull", True), ("outcome", "amended"), _connector="OR"
                                ),
                                name="workinggroup_commitmentaccount_paragraph",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
