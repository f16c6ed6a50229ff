"""Sections, proposals, revisions, notes and the live meeting behind the wall; themes to begin with."""

from django.db import migrations

SQL = """
SELECT portal_protect('meetings_section', 'meetings_agenda', 'agenda_id');
SELECT portal_protect('meetings_proposal', 'meetings_agenda', 'agenda_id');
SELECT portal_protect('meetings_answer', 'meetings_proposal', 'proposal_id');
SELECT portal_protect('meetings_revision', 'meetings_agenda', 'agenda_id');
SELECT portal_protect('meetings_revisionrow', 'meetings_revision', 'revision_id');
SELECT portal_protect('meetings_annotation', 'meetings_item', 'item_id');
SELECT portal_protect('meetings_live', 'meetings_agenda', 'agenda_id');
SELECT portal_protect('meetings_speaker', 'meetings_item', 'item_id');
SELECT portal_keep('meetings_revision');
SELECT portal_keep('meetings_revisionrow');
INSERT INTO meetings_theme (code, rank, title) VALUES
    ('root-causes', 1, '{"en": "Root causes", "es": "Causas de raíz"}'),
    ('lawful-pathways', 2, '{"en": "Lawful pathways", "es": "Vías regulares"}'),
    ('irregular-flows', 3, '{"en": "Irregular flows and protection", "es": "Flujos irregulares y protección"}'),
    ('coordination', 4,
     '{"en": "Coordination of future ministerials", "es": "Coordinación de futuras reuniones ministeriales"}');
"""
UNDO = """
DELETE FROM meetings_theme;
SELECT portal_unkeep('meetings_revisionrow');
SELECT portal_unkeep('meetings_revision');
SELECT portal_unprotect(name::regclass) FROM unnest(ARRAY['meetings_speaker', 'meetings_live', 'meetings_annotation',
    'meetings_revisionrow', 'meetings_revision', 'meetings_answer', 'meetings_proposal', 'meetings_section']) AS name;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0009_agendas")]
    operations = [migrations.RunSQL(SQL, UNDO)]
