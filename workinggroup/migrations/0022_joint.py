"""What all sides say of a gap together, and which of its owners say that their own measures are done."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from portal.core.tables import ChangeTables

WALL = "SELECT portal_protect('workinggroup_gapjointrating', 'workinggroup_ratinground', 'round_id');"


class Migration(migrations.Migration):
    dependencies = [
        ("workinggroup", "0021_openings"),
    ]

    operations = [
        ChangeTables(
            [
                migrations.AddField(
                    model_name="gap",
                    name="done_by",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list, size=None
                    ),
                ),
                migrations.AddField(
                    model_name="gap",
                    name="done_parts",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), default=list, size=None
                    ),
                ),
                migrations.AlterField(
                    model_name="gapentry",
                    name="act",
                    field=models.CharField(
                        choices=[
                            ("raised", "raised it"),
                            ("reworded", "raised it anew"),
                            ("accepted", "accepted it"),
                            ("contested", "contested it"),
                            ("dropped", "dropped it"),
                            ("rated", "rated it"),
                            ("round_opened", "asked all sides to rate it anew"),
                            ("joint_asked", "proposed a joint rating"),
                            ("joint_yes", "agreed to the joint rating"),
                            ("joint_no", "does not agree to the joint rating"),
                            ("joint_rated", "agreed last: it is rated jointly"),
                            ("due_sooner", "brought the day of its measure forward: its level rose"),
                            ("measured", "added a measure"),
                            ("done", "said that its own measures are done"),
                            ("not_done", "took back that its own measures are done"),
                            ("claimed", "claimed that it is mended"),
                            ("closed", "verified that it is mended, and closed it"),
                            ("verified", "verified what the other owners did"),
                            ("returned", "returned it to its owner"),
                            ("tolerate_asked", "proposed to tolerate it"),
                            ("tolerate_refused", "does not consent to tolerate it"),
                            ("tolerate_over", "can consent no more: the day came, a rating or the readers changed"),
                            ("consented", "consented to tolerate it"),
                            ("tolerated", "gave the last consent: it is tolerated"),
                            ("resumed", "ended the toleration"),
                            ("lapsed", "tolerates it no more: the day came, or a rating changed"),
                            ("tabled", "proposed it for an agenda"),
                            ("reopened", "opened it again"),
                            ("handover_asked", "proposed other owners"),
                            ("handover_agreed", "agreed to other owners"),
                            ("handover_refused", "refused other owners"),
                            ("handed_over", "agreed: it has other owners now"),
                        ],
                        max_length=16,
                    ),
                ),
                migrations.CreateModel(
                    name="GapJointRating",
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
                            "parties",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "yes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), default=list, size=None
                            ),
                        ),
                        ("scale", models.PositiveSmallIntegerField()),
                        ("threat", models.PositiveSmallIntegerField()),
                        ("vulnerability", models.PositiveSmallIntegerField()),
                        ("safety", models.PositiveSmallIntegerField()),
                        ("control", models.PositiveSmallIntegerField()),
                        ("trade", models.PositiveSmallIntegerField()),
                        ("trust", models.PositiveSmallIntegerField()),
                        ("likelihood", models.PositiveSmallIntegerField()),
                        ("impact", models.PositiveSmallIntegerField()),
                        ("level", models.CharField(max_length=1)),
                        ("why", models.TextField(blank=True)),
                        ("by_side", models.CharField(max_length=12)),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "gap",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="joint_ratings",
                                to="workinggroup.gap",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="joint_ratings",
                                to="workinggroup.ratinground",
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
                                name="workinggroup_gapjointrating_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("round",),
                                name="workinggroup_gapjointrating_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("impact__range", (1, 5)),
                                    ("likelihood__range", (1, 5)),
                                    ("threat__range", (1, 5)),
                                    ("vulnerability__range", (1, 5)),
                                    ("control__range", (1, 5)),
                                    ("safety__range", (1, 5)),
                                    ("trade__range", (1, 5)),
                                    ("trust__range", (1, 5)),
                                    ("level__in", ["L", "M", "H", "V"]),
                                ),
                                name="workinggroup_gapjointrating_on_the_scale",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("parties__contains", models.F("yes")), ("parties__len__gt", 0), ("yes__len__gt", 0)
                                ),
                                name="workinggroup_gapjointrating_of_parties",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
