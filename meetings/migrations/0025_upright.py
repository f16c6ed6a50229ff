"""What only the rules of the negotiation held until now, held by the database too: a version names the carried proposal
that made it, parties alone take positions and answer, an anchor stays its paragraph's, and no paragraph is deleted."""

from django.db import migrations

VERSIONS = """
CREATE FUNCTION meetings_check_made() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    text meetings_statement;
BEGIN
    SELECT s.* INTO text FROM meetings_paragraph AS p JOIN meetings_statement AS s ON s.id = p.statement_id
        WHERE p.id = NEW.paragraph_id;
    IF text.status = 'recorded' OR (NEW.seq = 1 AND NEW.proposal_id IS NULL AND NEW.reason <> '') OR EXISTS (
        SELECT 1 FROM meetings_textproposal
        WHERE id = NEW.proposal_id AND statement_id = text.id AND status IN ('accepted', 'bracketed'))
    THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'only a carried proposal changes a text' USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER meetings_version_made AFTER INSERT ON meetings_paragraphversion
    FOR EACH ROW EXECUTE FUNCTION meetings_check_made();
"""
PARTIES = """
CREATE FUNCTION meetings_check_party() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    text uuid;
BEGIN
    IF TG_TABLE_NAME = 'meetings_position' THEN
        SELECT p.statement_id INTO text FROM meetings_paragraphversion AS v
            JOIN meetings_paragraph AS p ON p.id = v.paragraph_id WHERE v.id = NEW.version_id;
    ELSE
        SELECT statement_id INTO text FROM meetings_textproposal WHERE id = NEW.proposal_id;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM meetings_party
        WHERE statement_id = text AND delegation_id = NEW.delegation_id AND status = 'active')
    THEN
        RAISE EXCEPTION 'only a party speaks on a text' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER meetings_by_party AFTER INSERT ON meetings_position
    FOR EACH ROW EXECUTE FUNCTION meetings_check_party();
CREATE TRIGGER meetings_by_party AFTER INSERT ON meetings_consent
    FOR EACH ROW EXECUTE FUNCTION meetings_check_party();
"""
ANCHORS = """
CREATE FUNCTION meetings_keep_anchor() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.id, OLD.statement_id, OLD.anchor) IS DISTINCT FROM (NEW.id, NEW.statement_id, NEW.anchor)
    THEN
        RAISE EXCEPTION 'a paragraph keeps its anchor, also when it leaves the text'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER meetings_keep_anchor BEFORE UPDATE OR DELETE ON meetings_paragraph
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_anchor();
"""
UNDO = """
DROP TRIGGER meetings_keep_anchor ON meetings_paragraph;
DROP TRIGGER meetings_by_party ON meetings_consent;
DROP TRIGGER meetings_by_party ON meetings_position;
DROP TRIGGER meetings_version_made ON meetings_paragraphversion;
DROP FUNCTION meetings_keep_anchor(), meetings_check_party(), meetings_check_made();
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0024_own_words")]
    operations = [migrations.RunSQL(VERSIONS + PARTIES + ANCHORS, UNDO)]
