"""Who was selected or not before candidates were told all at once, was told when it was decided: it keeps its right."""

from django.db import migrations

TOLD = """
INSERT INTO tenders_selection (tender_id, body, decided_on, sent_at)
SELECT tender_id, '–', max(decided_at)::date, max(decided_at)
FROM tenders_candidacy WHERE decided_at IS NOT NULL AND applied_at IS NOT NULL GROUP BY tender_id;
UPDATE tenders_candidacy c SET selection_id = s.id FROM tenders_selection s
WHERE s.tender_id = c.tender_id AND c.decided_at IS NOT NULL AND c.applied_at IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("tenders", "0005_rounds_and_selections")]
    operations = [migrations.RunSQL(TOLD, migrations.RunSQL.noop)]
