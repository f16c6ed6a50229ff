"""Notices and choices behind the wall: a notice is its person's own, and readable for the machinery of that person's side;
anybody in a reader's context may tell. Administrators have no side; theirs are marked as the portal's. A choice is its
person's own, or its side's."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.core.tables import MakeTables

WALL = """
ALTER TABLE notifications_notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications_notice FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON notifications_notice FOR SELECT USING (
    ((SELECT portal_reader()) = ANY (releasable_to) AND (SELECT portal_actor()) IN (person_id::text, '-'))
    OR ((SELECT portal_administers()) AND 'PORTAL' = ANY (releasable_to) AND (SELECT portal_actor()) = person_id::text));
CREATE POLICY portal_add ON notifications_notice FOR INSERT WITH CHECK ((SELECT portal_actor()) IS NOT NULL);
CREATE POLICY portal_change ON notifications_notice FOR UPDATE
    USING ((SELECT portal_actor()) = person_id::text AND ((SELECT portal_reader()) = ANY (releasable_to)
        OR ((SELECT portal_administers()) AND 'PORTAL' = ANY (releasable_to))))
    WITH CHECK ((SELECT portal_actor()) = person_id::text AND ((SELECT portal_reader()) = ANY (releasable_to)
        OR ((SELECT portal_administers()) AND 'PORTAL' = ANY (releasable_to))));
CREATE POLICY portal_remove ON notifications_notice FOR DELETE
    USING ((SELECT portal_reader()) = ANY (releasable_to) AND (SELECT portal_actor()) IN (person_id::text, '-'));
ALTER TABLE notifications_choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications_choice FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON notifications_choice FOR SELECT
    USING (person_id::text = (SELECT portal_actor()) OR side = (SELECT portal_reader()) OR current_user = 'portal_owner');
CREATE POLICY portal_add ON notifications_choice FOR INSERT
    WITH CHECK (person_id::text = (SELECT portal_actor()) OR side = (SELECT portal_reader()));
CREATE POLICY portal_change ON notifications_choice FOR UPDATE
    USING (person_id::text = (SELECT portal_actor()) OR side = (SELECT portal_reader()))
    WITH CHECK (person_id::text = (SELECT portal_actor()) OR side = (SELECT portal_reader()));
CREATE POLICY portal_remove ON notifications_choice FOR DELETE
    USING (person_id::text = (SELECT portal_actor()) OR side = (SELECT portal_reader()));
"""


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_bounces"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Choice",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("side", models.CharField(blank=True, max_length=12)),
                        ("kind", models.CharField(max_length=40)),
                        ("bell", models.BooleanField()),
                        ("mail", models.BooleanField()),
                        ("digest", models.BooleanField()),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("person__isnull", False), ("side", "")),
                                    models.Q(("person__isnull", True), models.Q(("side", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="notifications_choice_of_one",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", False)),
                                fields=("person", "kind"),
                                name="notifications_choice_of_person",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("side", ""), _negated=True),
                                fields=("side", "kind"),
                                name="notifications_choice_of_side",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("event", models.CharField(max_length=80)),
                        ("subject_kind", models.CharField(max_length=80)),
                        ("subject_id", models.UUIDField()),
                        ("since", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        ("bell", models.BooleanField()),
                        ("mail", models.BooleanField()),
                        ("digest", models.BooleanField()),
                        ("read_at", models.DateTimeField(null=True)),
                        ("told_in", models.UUIDField(null=True)),
                        ("told_at", models.DateTimeField(null=True)),
                        ("digested_on", models.DateField(null=True)),
                        (
                            "releasable_to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        ("dedupe_key", models.CharField(max_length=200, unique=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-due_at", "-id"], name="notifications_notice_latest"),
                            models.Index(
                                condition=models.Q(("bell", True), ("read_at__isnull", True)),
                                fields=["person", "due_at"],
                                name="notifications_notice_unread",
                            ),
                            models.Index(
                                condition=models.Q(("mail", True), ("told_in__isnull", True)),
                                fields=["person"],
                                name="notifications_notice_untold",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("bell", True), ("mail", True), ("digest", True), _connector="OR"),
                                name="notifications_notice_goes_some_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("told_at__isnull", True), ("told_in__isnull", True)),
                                    models.Q(("told_at__isnull", False), ("told_in__isnull", False)),
                                    _connector="OR",
                                ),
                                name="notifications_notice_told_at_an_instant",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
