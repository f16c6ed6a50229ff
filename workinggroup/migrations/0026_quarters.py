"""Published cells of tables of three dimensions, by the quarter."""

import django.contrib.postgres.fields
from django.db import migrations, models

from portal.core.tables import ChangeTables

WALL = """
ALTER TABLE workinggroup_quarterfigure ENABLE ROW LEVEL SECURITY;
ALTER TABLE workinggroup_quarterfigure FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON workinggroup_quarterfigure FOR SELECT
    USING (COALESCE((SELECT portal_reader()) = ANY (releasable_to), false));
CREATE POLICY portal_add ON workinggroup_quarterfigure FOR INSERT WITH CHECK ((SELECT portal_reader()) = delegation_id);
CREATE POLICY portal_change ON workinggroup_quarterfigure FOR UPDATE USING ((SELECT portal_reader()) = delegation_id)
    WITH CHECK ((SELECT portal_reader()) = delegation_id);
CREATE POLICY portal_remove ON workinggroup_quarterfigure FOR DELETE USING ((SELECT portal_reader()) = delegation_id);
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0025_reports_named")]

    operations = [
        ChangeTables(
            [
                migrations.CreateModel(
                    name="QuarterFigure",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        (
                            "releasable_to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                db_index=False, on_delete=models.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=models.PROTECT,
                                related_name="quarters",
                                to="workinggroup.flowseries",
                            ),
                        ),
                        ("month", models.DateField()),
                        ("value", models.BigIntegerField(null=True)),
                        (
                            "mark",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "shown"),
                                    ("c", "hidden to protect small groups"),
                                    ("-", "no longer told"),
                                ],
                                max_length=1,
                            ),
                        ),
                        ("status", models.CharField(default="A", max_length=1)),
                        (
                            "since",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="quarters", to="workinggroup.vintage"
                            ),
                        ),
                        ("as_of", models.DateField()),
                        ("until", models.DateField(null=True)),
                        ("is_out", models.BooleanField(default=False)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("series", "month", "since"), name="workinggroup_quarterfigure_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("mark", ""), ("value__isnull", False)),
                                    models.Q(models.Q(("mark", ""), _negated=True), ("value__isnull", True)),
                                    _connector="OR",
                                ),
                                name="workinggroup_quarterfigure_value_or_mark",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__isnull", True), ("value__gte", 0), _connector="OR"),
                                name="workinggroup_quarterfigure_counts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_out", True), ("releasable_to", [models.F("delegation")]), _connector="OR"
                                ),
                                name="workinggroup_quarterfigure_own_before",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True), ("until__gt", models.F("as_of")), _connector="OR"
                                ),
                                name="workinggroup_quarterfigure_holds",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1), ("month__month__in", [1, 4, 7, 10])),
                                name="workinggroup_quarterfigure_of_a_quarter",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
