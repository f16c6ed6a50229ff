"""Waivers behind the wall; the words of the trade, which the secretariat alone changes, to begin with."""

import uuid

import django.contrib.postgres.fields
import django.db.models.fields.json
import django.db.models.functions.text
from django.db import migrations, models

import portal.core.texts
from portal.core.tables import MakeTables

WORDS = """
INSERT INTO meetings_glossaryterm (id, words, variants, forbidden, note) VALUES
    (gen_random_uuid(), '{"en": "regularization", "es": "regularización"}',
     '{"normalización"}', '{}', ''),
    (gen_random_uuid(), '{"en": "migrant smuggling", "es": "tráfico ilícito de migrantes"}',
     '{"contrabando de migrantes", "people smuggling"}', '{}', ''),
    (gen_random_uuid(), '{"en": "human smuggling", "es": "tráfico ilícito de personas migrantes"}',
     '{"contrabando de personas", "contrabando humano"}', '{}', ''),
    (gen_random_uuid(), '{"en": "trafficking in persons", "es": "trata de personas"}',
     '{"tráfico de personas", "tráfico humano"}', '{}', ''),
    (gen_random_uuid(), '{"en": "human trafficking", "es": "trata de personas"}',
     '{"tráfico humano", "tráfico de seres humanos"}', '{}', ''),
    (gen_random_uuid(), '{"en": "irregular migration", "es": "migración irregular"}',
     '{"migración ilegal", "illegal migration"}', '{}', ''),
    (gen_random_uuid(), '{"en": "asylum seeker", "es": "solicitante de asilo"}',
     '{"buscador de asilo", "demandante de asilo"}', '{}', ''),
    (gen_random_uuid(), '{"en": "non-refoulement", "es": "no devolución"}',
     '{"no refoulement", "no expulsión"}', '{}', ''),
    (gen_random_uuid(), '{"en": "root causes", "es": "causas fundamentales"}',
     '{"causas raíz", "causas raíces"}', '{}', ''),
    (gen_random_uuid(), '{"en": "stateless person", "es": "apátrida"}',
     '{"persona sin Estado"}', '{}', ''),
    (gen_random_uuid(), '{"en": "host community", "es": "comunidad de acogida"}',
     '{"comunidad anfitriona", "comunidad receptora"}', '{}', ''),
    (gen_random_uuid(), '{"en": "regular pathway", "es": "vía regular"}',
     '{"camino regular", "ruta regular", "senda regular"}', '{}', ''),
    (gen_random_uuid(), '{"en": "accountability", "es": "rendición de cuentas"}',
     '{"responsabilización"}', '{}', ''),
    (gen_random_uuid(), '{"en": "law enforcement", "es": "aplicación de la ley"}',
     '{"ejecución de la ley"}', '{}', ''),
    (gen_random_uuid(), '{"en": "working group", "es": "grupo de trabajo"}',
     '{"equipo de trabajo", "task team"}', '{}', ''),
    (gen_random_uuid(), '{"en": "migrant in an irregular situation", "es": "migrante en situación irregular"}',
     '{}', '{"illegals", "los ilegales"}', '');
INSERT INTO meetings_forceterm (id, words, strength) VALUES
    (gen_random_uuid(), '{"en": ["commit to"], "es": ["comprometerse a", "comprometido a", "compromiso de"]}', 'core'),
    (gen_random_uuid(), '{"en": ["agree on the importance"], "es": ["coincidir en"]}', 'soft'),
    (gen_random_uuid(), '{"en": ["agree to"], "es": ["acordar", "convenir en"]}', 'core'),
    (gen_random_uuid(), '{"en": ["decide to"], "es": ["decidir"]}', 'core'),
    (gen_random_uuid(), '{"en": ["will"], "es": ["future"]}', 'core'),
    (gen_random_uuid(), '{"en": ["intend to"], "es": ["tener la intención de", "proponerse"]}', 'soft'),
    (gen_random_uuid(), '{"en": ["plan to"], "es": ["prever", "tener previsto"]}', 'soft'),
    (gen_random_uuid(), '{"en": ["seek to"], "es": ["procurar"]}', 'soft'),
    (gen_random_uuid(), '{"en": ["reaffirm"], "es": ["reafirmar"]}', 'soft'),
    (gen_random_uuid(), '{"en": ["recognize"], "es": ["reconocer"]}', 'soft'),
    (gen_random_uuid(), '{"en": ["welcome"], "es": ["acoger con beneplácito"]}', 'soft'),
    (gen_random_uuid(), '{"en": ["underscore"], "es": ["subrayar"]}', 'soft');
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
                        ("words", portal.core.texts.LocalizedTextField()),
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
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower(django.db.models.fields.json.KT("words__en")),
                                name="meetings_glossaryterm_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ForceTerm",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("words", models.JSONField()),
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
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower(django.db.models.fields.json.KT("words__en")),
                                name="meetings_forceterm_once",
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
