"""Addresses from which mail came back. The portal's machinery writes them; a person's side and administrators read them."""

import uuid

import django.contrib.postgres.fields
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from portal.core.tables import MakeTables

WALL = """
ALTER TABLE people_deadaddress ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_deadaddress FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON people_deadaddress FOR SELECT
    USING ((SELECT portal_reader()) = ANY (releasable_to) OR (SELECT portal_administers()));
CREATE POLICY portal_add ON people_deadaddress FOR INSERT WITH CHECK ((SELECT portal_reader()) = 'PORTAL');
CREATE POLICY portal_change ON people_deadaddress FOR UPDATE
    USING ((SELECT portal_reader()) = 'PORTAL') WITH CHECK ((SELECT portal_reader()) = 'PORTAL');
CREATE POLICY portal_remove ON people_deadaddress FOR DELETE USING (false);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_people")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="DeadAddress",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("address", models.EmailField(max_length=254, unique=True)),
                        (
                            "person",
                            models.ForeignKey(
                                null=True, on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "invitation",
                            models.ForeignKey(
                                null=True, on_delete=models.CASCADE, related_name="+", to="people.invitation"
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("code", models.CharField(blank=True, max_length=12)),
                        ("words", models.TextField(blank=True)),
                        ("works_since", models.DateTimeField(null=True)),
                        (
                            "releasable_to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("person__isnull", False), ("invitation__isnull", False), _connector="OR"
                                ),
                                name="people_deadaddress_is_somebodys",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("address", django.db.models.functions.text.Lower(models.F("address")))
                                ),
                                name="people_deadaddress_address_lower",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
