"""The database refuses to change or delete a published questionnaire, or a group whose figures were released."""

from django.db import migrations

FORBID = """
CREATE FUNCTION scan_stays_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A row of % stays as it is: % is refused.', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER published_questionnaire_stays BEFORE UPDATE OR DELETE ON scan_questionnaireversion
    FOR EACH ROW EXECUTE FUNCTION scan_stays_as_it_is();
CREATE TRIGGER released_group_stays BEFORE UPDATE OR DELETE ON scan_releasedgroup
    FOR EACH ROW EXECUTE FUNCTION scan_stays_as_it_is();
"""
ALLOW = """
DROP TRIGGER released_group_stays ON scan_releasedgroup;
DROP TRIGGER published_questionnaire_stays ON scan_questionnaireversion;
DROP FUNCTION scan_stays_as_it_is();
"""


class Migration(migrations.Migration):
    dependencies = [("scan", "0001_scan")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
