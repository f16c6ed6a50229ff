"""The group's glossary and words of force, and reviews of one language of a paragraph."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0021_negotiation_wall"),
        ("people", "0005_guests"),
    ]

    operations = [
        migrations.CreateModel(
            name="GlossaryTerm",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("en", models.CharField(max_length=120, unique=True)),
                ("es", models.CharField(max_length=120)),
                (
                    "variants",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                    ),
                ),
                (
                    "forbidden",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="ForceTerm",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("en", models.CharField(max_length=120, unique=True)),
                (
                    "es",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        choices=[("core", "Commitment"), ("soft", "Intention or view")], default="core", max_length=4
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("es__len__gt", 0)), name="meetings_forceterm_has_a_rendering"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LanguageReview",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "releasable_to",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None),
                ),
                (
                    "editable_by",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None),
                ),
                ("language", models.CharField(max_length=8)),
                ("by_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="meetings.paragraphversion",
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
                        name="meetings_languagereview_editors_read",
                    ),
                    models.UniqueConstraint(
                        fields=("version", "language", "delegation"), name="meetings_languagereview_once"
                    ),
                ],
            },
        ),
    ]
