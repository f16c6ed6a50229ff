"""Reviews behind the wall; the glossary's first rows, which the secretariat alone changes."""

from django.db import migrations

ROWS = """
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
SELECT portal_protect('meetings_languagereview', 'meetings_paragraphversion', 'version_id');
SELECT portal_keep('meetings_languagereview');
CREATE FUNCTION meetings_keep_glossary() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF portal_reader() IS DISTINCT FROM 'SEC' THEN
        RAISE EXCEPTION 'the secretariat changes the glossary' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE TRIGGER meetings_keep_glossary BEFORE INSERT OR UPDATE OR DELETE ON meetings_glossaryterm
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_glossary();
CREATE TRIGGER meetings_keep_glossary BEFORE INSERT OR UPDATE OR DELETE ON meetings_forceterm
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_glossary();
"""
UNDO = """
DROP TRIGGER meetings_keep_glossary ON meetings_glossaryterm;
DROP TRIGGER meetings_keep_glossary ON meetings_forceterm;
DROP FUNCTION meetings_keep_glossary();
SELECT portal_unkeep('meetings_languagereview');
SELECT portal_unprotect('meetings_languagereview');
DELETE FROM meetings_glossaryterm;
DELETE FROM meetings_forceterm;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0022_glossary")]
    operations = [migrations.RunSQL(ROWS + WALL, UNDO)]
