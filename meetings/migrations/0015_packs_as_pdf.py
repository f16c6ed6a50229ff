"""A pack is a ZIP or one PDF; one of each may be under way."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0014_stored_keys")]
    operations = [
        migrations.AddField(
            model_name="pack",
            name="form",
            field=models.CharField(choices=[("zip", "ZIP"), ("pdf", "One PDF")], default="zip", max_length=3),
        ),
        migrations.AddField(
            model_name="pack",
            name="rows",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
        ),
        migrations.RemoveConstraint(model_name="pack", name="meetings_pack_one_under_way"),
        migrations.AddConstraint(
            model_name="pack",
            constraint=models.UniqueConstraint(
                condition=models.Q(status__in=["queued", "working"]),
                fields=("meeting", "delegation", "form"),
                name="meetings_pack_one_under_way",
            ),
        ),
    ]
