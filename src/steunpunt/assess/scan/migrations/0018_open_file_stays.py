"""The database refuses to change or delete the open figures of a round."""

from django.db import migrations

FORBID = """
CREATE TRIGGER open_file_stays BEFORE UPDATE OR DELETE ON scan_openfile
    FOR EACH ROW EXECUTE FUNCTION scan_stays_as_it_is();
"""
ALLOW = "DROP TRIGGER open_file_stays ON scan_openfile;"


class Migration(migrations.Migration):
    dependencies = [("scan", "0017_sharing")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
