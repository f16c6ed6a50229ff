"""The figures that older progress reports name are noted as those of new ones are."""

from django.db import migrations

# Tables force their wall on their owner, too: for this statement they do not.
FILL = """
ALTER TABLE workinggroup_progressreport NO FORCE ROW LEVEL SECURITY;
ALTER TABLE workinggroup_reportfigure NO FORCE ROW LEVEL SECURITY;
INSERT INTO workinggroup_reportfigure (id, releasable_to, editable_by, report_id, address)
SELECT gen_random_uuid(), report.releasable_to, report.editable_by, report.id, named.address
FROM workinggroup_progressreport AS report
CROSS JOIN LATERAL (SELECT DISTINCT (regexp_matches(concat_ws(' ', report.text, report.figures, report.evidence),
    '[A-Z][A-Z0-9_~-]*(?:[.][A-Z0-9_~-]+){1,5}/[0-9A-Z][0-9A-Z+/-]*(?=@[0-9]{4}-[0-9]{2}-[0-9]{2})', 'g'))[1] AS address) AS named
WHERE length(named.address) <= 300
ON CONFLICT DO NOTHING;
-- A table with checks that wait for the end cannot be altered.
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE workinggroup_progressreport FORCE ROW LEVEL SECURITY;
ALTER TABLE workinggroup_reportfigure FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0024_refused")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
