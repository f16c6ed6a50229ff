"""The figures that progress reports name, so that the page of a figure finds who quotes it."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from portal.core.tables import ChangeTables

WALL = "SELECT portal_protect('workinggroup_reportfigure', 'workinggroup_progressreport', 'report_id')"


class Migration(migrations.Migration):
    dependencies = [
        ("workinggroup", "0017_released"),
    ]

    operations = [
        ChangeTables(
            [
                migrations.CreateModel(
                    name="ReportFigure",
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
                        ("address", models.CharField(max_length=300)),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="workinggroup.progressreport",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["address"], name="workinggroup_reported_figure")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_reportfigure_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("report", "address"), name="workinggroup_reportfigure_once"
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
