"""The negotiation behind the wall; what was said stays said; brackets and text agree."""

from django.db import migrations

PROTECTED = {
    "meetings_party": ("meetings_statement", "statement_id"),
    "meetings_textproposal": ("meetings_statement", "statement_id"),
    "meetings_consent": ("meetings_textproposal", "proposal_id"),
    "meetings_instruction": ("meetings_textproposal", "proposal_id"),
    "meetings_bracket": ("meetings_paragraph", "paragraph_id"),
    "meetings_position": ("meetings_paragraphversion", "version_id"),
    "meetings_comment": ("meetings_paragraph", "paragraph_id"),
    "meetings_textrevision": ("meetings_statement", "statement_id"),
    "meetings_revisionline": ("meetings_textrevision", "revision_id"),
    "meetings_reviewer": ("meetings_statement", "statement_id"),
    "meetings_certificate": ("meetings_statement", "statement_id"),
    "meetings_waiver": ("meetings_statement", "statement_id"),
}
KEPT = ("consent", "instruction", "position", "comment", "textrevision", "revisionline", "certificate")

# Of a tabled proposal only its fate may change: what others consented to must be what is carried out.
TABLED = """
CREATE FUNCTION meetings_keep_tabled() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a proposal is withdrawn, never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.tabled_at IS NOT NULL AND (OLD.statement_id, OLD.delegation_id, OLD.author_id, OLD.kind, OLD.paragraph_id,
        OLD.after_id, OLD.base_id, OLD.texts, OLD.paragraph_kind, OLD.bracket_id, OLD.option, OLD.rationale, OLD.tabled_at,
        OLD.created_at) IS DISTINCT FROM (NEW.statement_id, NEW.delegation_id, NEW.author_id, NEW.kind, NEW.paragraph_id,
        NEW.after_id, NEW.base_id, NEW.texts, NEW.paragraph_kind, NEW.bracket_id, NEW.option, NEW.rationale, NEW.tabled_at,
        NEW.created_at)
    THEN
        RAISE EXCEPTION 'what is tabled never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER meetings_keep_tabled BEFORE UPDATE OR DELETE ON meetings_textproposal
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_tabled();
"""
# Checked at the end of the transaction, for a version and its brackets are written one after the other.
BRACKETS = """
CREATE FUNCTION meetings_check_brackets() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    latest jsonb;
    texts jsonb;
    open_ones uuid[];
    placed uuid[];
BEGIN
    IF EXISTS (SELECT 1 FROM meetings_paragraph WHERE id = NEW.paragraph_id AND withdrawn_at IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    SELECT nodes INTO latest FROM meetings_paragraphversion WHERE paragraph_id = NEW.paragraph_id ORDER BY seq DESC LIMIT 1;
    SELECT COALESCE(array_agg(id ORDER BY id), '{}') INTO open_ones
        FROM meetings_bracket WHERE paragraph_id = NEW.paragraph_id AND status = 'open';
    FOR texts IN SELECT value FROM jsonb_each(COALESCE(latest, '{}')) WHERE jsonb_array_length(value) > 0 LOOP
        SELECT COALESCE(array_agg((node ->> 'id')::uuid ORDER BY (node ->> 'id')::uuid), '{}') INTO placed
            FROM jsonb_array_elements(texts) AS node WHERE node ->> 't' = 'b';
        IF placed <> open_ones THEN
            RAISE EXCEPTION 'the brackets in the text are not those that are open' USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (SELECT 1 FROM jsonb_array_elements(texts) AS node
            WHERE node ->> 't' = 's' AND node ->> 'v' ~ '[][]')
            AND EXISTS (SELECT 1 FROM meetings_paragraph AS p JOIN meetings_statement AS s ON s.id = p.statement_id
                WHERE p.id = NEW.paragraph_id AND s.status <> 'recorded')
        THEN
            RAISE EXCEPTION 'a bracket is a record, not a letter' USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER meetings_brackets_agree AFTER INSERT ON meetings_paragraphversion
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION meetings_check_brackets();
CREATE CONSTRAINT TRIGGER meetings_brackets_agree AFTER INSERT OR UPDATE ON meetings_bracket
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION meetings_check_brackets();
"""
WALL = [f"SELECT portal_protect('{table}', '{parent}', '{link}');" for table, (parent, link) in PROTECTED.items()]
WALL += [f"SELECT portal_keep('meetings_{name}');" for name in KEPT]
UNDO = [
    "DROP TRIGGER meetings_brackets_agree ON meetings_bracket;",
    "DROP TRIGGER meetings_brackets_agree ON meetings_paragraphversion;",
    "DROP TRIGGER meetings_keep_tabled ON meetings_textproposal;",
    "DROP FUNCTION meetings_check_brackets(), meetings_keep_tabled();",
    *(f"SELECT portal_unkeep('meetings_{name}');" for name in KEPT),
    *(f"SELECT portal_unprotect('{table}');" for table in reversed(PROTECTED)),
]


class Migration(migrations.Migration):
    dependencies = [("meetings", "0020_negotiation")]
    operations = [migrations.RunSQL("\n".join(WALL) + TABLED + BRACKETS, "\n".join(UNDO))]
