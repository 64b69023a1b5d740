"""The database refuses to change or delete a document, and a new version that belongs to something else."""

from django.db import migrations

FORBID = """
CREATE FUNCTION documents_stay_as_they_are() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A document stays as it is: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER document_stays BEFORE UPDATE OR DELETE ON documents_document
    FOR EACH ROW EXECUTE FUNCTION documents_stay_as_they_are();
CREATE FUNCTION documents_replace_their_like() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM documents_document
        WHERE id = NEW.replaces_id AND subject = NEW.subject AND organisation_id = NEW.organisation_id
    ) THEN
        RAISE EXCEPTION 'A new version belongs to what the former belongs to.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER document_replaces_its_like BEFORE INSERT ON documents_document
    FOR EACH ROW WHEN (NEW.replaces_id IS NOT NULL) EXECUTE FUNCTION documents_replace_their_like();
"""
ALLOW = """
DROP TRIGGER document_replaces_its_like ON documents_document;
DROP FUNCTION documents_replace_their_like();
DROP TRIGGER document_stays ON documents_document;
DROP FUNCTION documents_stay_as_they_are();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_documents")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
