"""A position, an answer, a comment and an internal draft are written by the side that they name: with the policy that only
editors add a row, nobody can speak for another."""

from django.db import migrations

OWN = "editable_by = ARRAY[delegation_id]::varchar(12)[]"
SQL = "".join(
    f"ALTER TABLE meetings_{noun} ADD CONSTRAINT meetings_{noun}_own_words CHECK ({OWN});"
    for noun in ("position", "consent", "comment", "languagereview")
)
SQL += f"""
ALTER TABLE meetings_textproposal ADD CONSTRAINT meetings_textproposal_own_draft
    CHECK (status <> 'internal' OR ({OWN} AND releasable_to = editable_by));
"""
UNDO = "ALTER TABLE meetings_textproposal DROP CONSTRAINT meetings_textproposal_own_draft;" + "".join(
    f"ALTER TABLE meetings_{noun} DROP CONSTRAINT meetings_{noun}_own_words;"
    for noun in ("languagereview", "comment", "consent", "position")
)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0023_glossary_wall")]
    operations = [migrations.RunSQL(SQL, UNDO)]
