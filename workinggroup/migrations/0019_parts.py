"""A measure is seen with the part that it mends; who has opened a thing is told to its originators."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

from portal.core.tables import ChangeTables

OLD = """
ALTER POLICY portal_read ON workinggroup_measure USING (
    COALESCE((SELECT portal_reader()) = ANY (releasable_to), false)
    AND EXISTS (SELECT 1 FROM workinggroup_actionitem AS item WHERE item.id = workinggroup_measure.item_id)
    AND EXISTS (SELECT 1 FROM workinggroup_gap AS parent WHERE parent.id = workinggroup_measure.gap_id));
"""
# Who sees a measure sees the gap, the action item, and the part that it mends; its own side keeps it in sight.
NEW = """
SELECT portal_protect('workinggroup_opening');
ALTER POLICY portal_read ON workinggroup_measure USING (
    COALESCE((SELECT portal_reader()) = ANY (releasable_to), false)
    AND (threat_part = '' OR (SELECT portal_reader()) = ANY (editable_by) OR EXISTS (
        SELECT 1 FROM workinggroup_gappassage AS part
        WHERE part.gap_id = workinggroup_measure.gap_id AND part.anchor = workinggroup_measure.threat_part))
    AND EXISTS (SELECT 1 FROM workinggroup_actionitem AS item WHERE item.id = workinggroup_measure.item_id)
    AND EXISTS (SELECT 1 FROM workinggroup_gap AS parent WHERE parent.id = workinggroup_measure.gap_id));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("workinggroup", "0018_reported"),
    ]

    operations = [
        ChangeTables(
            [
                migrations.CreateModel(
                    name="Opening",
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
                        ("thing_kind", models.CharField(max_length=24)),
                        ("thing", models.UUIDField()),
                        ("side", models.CharField(max_length=12)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_opening_editors_read",
                            ),
                            models.UniqueConstraint(fields=("thing", "side"), name="workinggroup_opening_once"),
                        ],
                    },
                ),
                migrations.RemoveConstraint(
                    model_name="ratinground",
                    name="workinggroup_ratinground_number_once",
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
                            ("measured", "added a measure"),
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
            ]
        ),
        migrations.RunSQL(NEW, OLD),
    ]
