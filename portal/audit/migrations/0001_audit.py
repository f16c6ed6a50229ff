"""The trail: entries behind the wall, the chain over all of them, and each reader's head. `portal_record` is the one way in."""

import django.contrib.postgres.fields
from django.db import migrations, models

from portal.core.tables import MakeTables

WALL = """
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON audit_entry, audit_link FROM portal_app;
ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON audit_entry FOR SELECT USING (
    (SELECT portal_reader()) = ANY (releasable_to)
    OR actor = (SELECT NULLIF(portal_actor(), '-'))
    OR (administration AND (SELECT portal_administers()))
);
CREATE POLICY portal_add ON audit_entry FOR INSERT TO portal_owner WITH CHECK (true);
CREATE POLICY portal_change ON audit_entry FOR UPDATE USING (false);
CREATE POLICY portal_remove ON audit_entry FOR DELETE USING (false);

-- The chain over all entries is for the machinery that verifies it; portal_record, which runs as the owner, goes on from its end.
ALTER TABLE audit_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_link FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON audit_link FOR SELECT USING (
    (SELECT portal_reader()) = 'PORTAL' OR current_user = 'portal_owner'
);
CREATE POLICY portal_add ON audit_link FOR INSERT TO portal_owner WITH CHECK (true);
CREATE POLICY portal_change ON audit_link FOR UPDATE USING (false);
CREATE POLICY portal_remove ON audit_link FOR DELETE USING (false);

REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON audit_head, audit_version FROM portal_app;
ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_head FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON audit_head FOR SELECT USING (
    reader IN ((SELECT portal_reader()), (SELECT NULLIF(portal_actor(), '-')))
    OR (reader = 'administration' AND (SELECT portal_administers()))
    OR (SELECT portal_reader()) = 'PORTAL' OR current_user = 'portal_owner'
);
CREATE POLICY portal_add ON audit_head FOR INSERT TO portal_owner WITH CHECK (true);
CREATE POLICY portal_change ON audit_head FOR UPDATE TO portal_owner USING (true);
CREATE POLICY portal_remove ON audit_head FOR DELETE USING (false);

ALTER TABLE audit_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_version FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON audit_version FOR SELECT USING (
    code = (SELECT portal_reader()) OR (thing = '' AND (SELECT portal_reader()) = 'PORTAL') OR current_user = 'portal_owner'
);
CREATE POLICY portal_add ON audit_version FOR INSERT TO portal_owner WITH CHECK (true);
CREATE POLICY portal_change ON audit_version FOR UPDATE TO portal_owner USING (true);
CREATE POLICY portal_remove ON audit_version FOR DELETE USING (false);

REVOKE UPDATE, DELETE, TRUNCATE ON audit_dailyhead FROM portal_app;
ALTER TABLE audit_dailyhead ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_dailyhead FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON audit_dailyhead FOR SELECT USING ((SELECT portal_reader()) = 'PORTAL');
CREATE POLICY portal_add ON audit_dailyhead FOR INSERT WITH CHECK ((SELECT portal_reader()) = 'PORTAL');
CREATE POLICY portal_change ON audit_dailyhead FOR UPDATE USING (false);
CREATE POLICY portal_remove ON audit_dailyhead FOR DELETE USING (false);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("core", "0001_wall")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        ("id", models.UUIDField(primary_key=True, serialize=False)),
                        ("at", models.DateTimeField()),
                        ("actor", models.CharField(max_length=36)),
                        ("actor_name", models.TextField()),
                        ("delegation", models.CharField(max_length=12)),
                        ("action", models.CharField(max_length=80)),
                        ("subject_kind", models.CharField(max_length=40)),
                        ("subject_id", models.CharField(max_length=64)),
                        ("subject_name", models.TextField()),
                        ("detail", models.TextField(help_text="Canonical JSON")),
                        (
                            "releasable_to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        ("administration", models.BooleanField()),
                        ("salt", models.BinaryField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["at", "id"], name="audit_entry_order"),
                            models.Index(fields=["subject_id", "at"], name="audit_entry_subject"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__len__gt", 0), ("administration", True), _connector="OR"
                                ),
                                name="audit_entry_somebody_reads",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DailyHead",
                    fields=[
                        ("day", models.DateField(primary_key=True, serialize=False)),
                        ("hash", models.BinaryField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Head",
                    fields=[
                        ("reader", models.CharField(max_length=36, primary_key=True, serialize=False)),
                        ("acts", models.BigIntegerField()),
                        ("hash", models.BinaryField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Version",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "thing", "code", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("thing", models.CharField(max_length=64)),
                        ("code", models.CharField(max_length=12)),
                        ("acts", models.BigIntegerField()),
                    ],
                ),
                migrations.CreateModel(
                    name="Link",
                    fields=[
                        ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("entry", models.UUIDField(unique=True)),
                        ("at", models.DateTimeField()),
                        ("leaf", models.BinaryField()),
                        ("previous", models.BinaryField()),
                        ("hash", models.BinaryField()),
                    ],
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
