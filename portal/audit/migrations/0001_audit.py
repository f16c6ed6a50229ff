"""The trail: entries behind the wall, and the chain. `portal_record` is the one way in."""

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

REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON audit_latest FROM portal_app;
ALTER TABLE audit_latest ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_latest FORCE ROW LEVEL SECURITY;
-- portal_record, which runs as the owner, must see the row that it changes.
CREATE POLICY portal_read ON audit_latest FOR SELECT USING (
    code = (SELECT portal_reader()) OR current_user = 'portal_owner'
);
CREATE POLICY portal_add ON audit_latest FOR INSERT TO portal_owner WITH CHECK (true);
CREATE POLICY portal_change ON audit_latest FOR UPDATE TO portal_owner USING (true);
CREATE POLICY portal_remove ON audit_latest FOR DELETE USING (false);
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
                        ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
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
                        "indexes": [models.Index(fields=["subject_id", "seq"], name="audit_entry_subject")],
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
                    name="Latest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("thing", models.CharField(max_length=64)),
                        ("code", models.CharField(max_length=12)),
                        ("seq", models.BigIntegerField()),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("thing", "code"), name="audit_latest_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Link",
                    fields=[
                        ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("leaf", models.BinaryField()),
                        ("previous", models.BinaryField()),
                        ("hash", models.BinaryField()),
                    ],
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
