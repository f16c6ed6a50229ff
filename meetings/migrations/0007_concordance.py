"""Waivers behind the wall; the words of the trade, which the secretariat alone changes, to begin with."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

from portal.core.tables import MakeTables

WORDS = """
INSERT INTO meetings_glossaryterm (id, en, es, variants, forbidden, note) VALUES
    (gen_random_uuid(), 'regularization', 'regularización',
     '{"normalización"}', '{}', ''),
    (gen_random_uuid(), 'migrant smuggling', 'tráfico ilícito de migrantes',
     '{"contrabando de migrantes", "people smuggling"}', '{}', ''),
    (gen_random_uuid(), 'human smuggling', 'tráfico ilícito de personas migrantes',
     '{"contrabando de personas", "contrabando humano"}', '{}', ''),
    (gen_random_uuid(), 'trafficking in persons', 'trata de personas',
     '{"tráfico de personas", "tráfico humano"}', '{}', ''),
    (gen_random_uuid(), 'human trafficking', 'trata de personas',
     '{"tráfico humano", "tráfico de seres humanos"}', '{}', ''),
    (gen_random_uuid(), 'irregular migration', 'migración irregular',
     '{"migración ilegal", "illegal migration"}', '{}', ''),
    (gen_random_uuid(), 'asylum seeker', 'solicitante de asilo',
     '{"buscador de asilo", "demandante de asilo"}', '{}', ''),
    (gen_random_uuid(), 'non-refoulement', 'no devolución',
     '{"no refoulement", "no expulsión"}', '{}', ''),
    (gen_random_uuid(), 'root causes', 'causas fundamentales',
     '{"causas raíz", "causas raíces"}', '{}', ''),
    (gen_random_uuid(), 'stateless person', 'apátrida',
     '{"persona sin Estado"}', '{}', ''),
    (gen_random_uuid(), 'host community', 'comunidad de acogida',
     '{"comunidad anfitriona", "comunidad receptora"}', '{}', ''),
    (gen_random_uuid(), 'regular pathway', 'vía regular',
     '{"camino regular", "ruta regular", "senda regular"}', '{}', ''),
    (gen_random_uuid(), 'accountability', 'rendición de cuentas',
     '{"responsabilización"}', '{}', ''),
    (gen_random_uuid(), 'law enforcement', 'aplicación de la ley',
     '{"ejecución de la ley"}', '{}', ''),
    (gen_random_uuid(), 'working group', 'grupo de trabajo',
     '{"equipo de trabajo", "task team"}', '{}', ''),
    (gen_random_uuid(), 'migrant in an irregular situation', 'migrante en situación irregular',
     '{}', '{"illegals", "los ilegales"}', '');
INSERT INTO meetings_forceterm (id, en, es, strength) VALUES
    (gen_random_uuid(), 'commit to', '{"comprometerse a", "comprometido a", "compromiso de"}', 'core'),
    (gen_random_uuid(), 'agree on the importance', '{"coincidir en"}', 'soft'),
    (gen_random_uuid(), 'agree to', '{"acordar", "convenir en"}', 'core'),
    (gen_random_uuid(), 'decide to', '{"decidir"}', 'core'),
    (gen_random_uuid(), 'will', '{"future"}', 'core'),
    (gen_random_uuid(), 'intend to', '{"tener la intención de", "proponerse"}', 'soft'),
    (gen_random_uuid(), 'plan to', '{"prever", "tener previsto"}', 'soft'),
    (gen_random_uuid(), 'seek to', '{"procurar"}', 'soft'),
    (gen_random_uuid(), 'reaffirm', '{"reafirmar"}', 'soft'),
    (gen_random_uuid(), 'recognize', '{"reconocer"}', 'soft'),
    (gen_random_uuid(), 'welcome', '{"acoger con beneplácito"}', 'soft'),
    (gen_random_uuid(), 'underscore', '{"subrayar"}', 'soft');
"""
WALL = """
SELECT portal_protect('meetings_waiver', 'meetings_statement', 'statement_id');
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0006_revisions")]

    operations = [
        MakeTables(
            [
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
                                choices=[("core", "Commitment"), ("soft", "Intention or view")],
                                default="core",
                                max_length=4,
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
                    name="Waiver",
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
                            "statement",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="waivers", to="meetings.statement"
                            ),
                        ),
                        ("finding_key", models.CharField(max_length=64)),
                        ("rule", models.CharField(max_length=40)),
                        ("anchor", models.CharField(max_length=8)),
                        ("reason", models.TextField()),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        (
                            "second",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to="people.delegation"
                            ),
                        ),
                        ("second_name", models.CharField(blank=True, max_length=150)),
                        ("second_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="meetings_waiver_editors_read",
                            ),
                            models.UniqueConstraint(fields=("statement", "finding_key"), name="meetings_waiver_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("second__isnull", True),
                                    models.Q(("second", models.F("delegation")), _negated=True),
                                    _connector="OR",
                                ),
                                name="meetings_waiver_two_sides",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WORDS + WALL, migrations.RunSQL.noop),
    ]
