"""The database refuses a signature on the platform by anybody but a person whom the board mandated to sign, and any change
to what was signed: a given signature, a version of a text, a PDF that was put up or signed.
"""

from django.db import migrations

FORBID = """
CREATE FUNCTION partnerships_board_signs_itself() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.way <> '' THEN
        RAISE EXCEPTION 'signature_stays: what was signed is not changed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.way = 'platform' AND NOT partnerships_may_bind(NEW.signed_by_id, NEW.organisation_id, NEW.signed_at) THEN
        RAISE EXCEPTION 'board_signs_itself: person % holds no mandate to sign for organisation %.',
            NEW.signed_by_id, NEW.organisation_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION partnerships_text_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'text_stays: a version or a PDF of an agreement is not changed.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER board_signs_itself BEFORE INSERT OR UPDATE OR DELETE ON partnerships_signature
    FOR EACH ROW EXECUTE FUNCTION partnerships_board_signs_itself();
CREATE TRIGGER version_stays BEFORE UPDATE OR DELETE ON partnerships_agreementversion
    FOR EACH ROW EXECUTE FUNCTION partnerships_text_stays();
CREATE TRIGGER paper_stays BEFORE UPDATE OR DELETE ON partnerships_agreementpaper
    FOR EACH ROW EXECUTE FUNCTION partnerships_text_stays();
"""

ALLOW = """
DROP TRIGGER paper_stays ON partnerships_agreementpaper;
DROP TRIGGER version_stays ON partnerships_agreementversion;
DROP TRIGGER board_signs_itself ON partnerships_signature;
DROP FUNCTION partnerships_text_stays();
DROP FUNCTION partnerships_board_signs_itself();
"""


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0005_agreements")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
