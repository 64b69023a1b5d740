"""The database refuses to change or delete what was recorded. The personal part may be deleted (shredded), never changed."""

from django.db import migrations

FORBID = """
CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The journal is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER entry_is_append_only BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();
CREATE TRIGGER entry_is_not_emptied BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();
CREATE TRIGGER personal_part_is_not_changed BEFORE UPDATE ON journal_personalpart
    FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();
CREATE TRIGGER delivery_is_append_only BEFORE UPDATE OR DELETE ON journal_delivery
    FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();
"""
ALLOW = """
DROP TRIGGER delivery_is_append_only ON journal_delivery;
DROP TRIGGER personal_part_is_not_changed ON journal_personalpart;
DROP TRIGGER entry_is_not_emptied ON journal_entry;
DROP TRIGGER entry_is_append_only ON journal_entry;
DROP FUNCTION journal_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_journal")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
