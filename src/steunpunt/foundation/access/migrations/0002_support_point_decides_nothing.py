"""The database refuses a mandate of whoever works for the support point, whichever of the two comes first.

1. The person's row is locked: of two transactions, one that gives a mandate and one that lets the person work for the
   support point, the second sees what the first did.
2. A mandate exists at boards only.
3. No mandate and no membership of the support point hold on the same day. A support point is recognised by its kind.
"""

from django.db import migrations

FORBID = """
CREATE FUNCTION access_mandate_is_of_a_board() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    holder bigint;
    at_kind text;
BEGIN
    SELECT membership.person_id, organisation.kind INTO holder, at_kind
    FROM access_membership membership
    JOIN organisations_organisation organisation ON organisation.id = membership.organisation_id
    WHERE membership.id = NEW.membership_id;
    IF at_kind NOT IN ('municipality', 'welfare_centre', 'police_zone', 'rescue_zone') THEN
        RAISE EXCEPTION 'mandate_only_at_a_board: there are no mandates at a %.', at_kind
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM 1 FROM people_person WHERE id = holder FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM access_membership other
        JOIN organisations_organisation adviser ON adviser.id = other.organisation_id
        WHERE other.person_id = holder AND adviser.kind = 'support_point'
        AND daterange(other.valid_from, other.valid_to) && daterange(NEW.valid_from, NEW.valid_to)
    ) THEN
        RAISE EXCEPTION 'support_point_holds_no_mandate: person % works for the support point.', holder
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION access_adviser_has_no_mandate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT kind FROM organisations_organisation WHERE id = NEW.organisation_id) IS DISTINCT FROM 'support_point' THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM people_person WHERE id = NEW.person_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM access_mandate mandate
        JOIN access_membership membership ON membership.id = mandate.membership_id
        WHERE membership.person_id = NEW.person_id
        AND daterange(mandate.valid_from, mandate.valid_to) && daterange(NEW.valid_from, NEW.valid_to)
    ) THEN
        RAISE EXCEPTION 'support_point_holds_no_mandate: person % holds a mandate of a board.', NEW.person_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER mandate_is_of_a_board BEFORE INSERT OR UPDATE ON access_mandate
    FOR EACH ROW EXECUTE FUNCTION access_mandate_is_of_a_board();
CREATE TRIGGER adviser_has_no_mandate BEFORE INSERT OR UPDATE ON access_membership
    FOR EACH ROW EXECUTE FUNCTION access_adviser_has_no_mandate();
"""

ALLOW = """
DROP TRIGGER adviser_has_no_mandate ON access_membership;
DROP TRIGGER mandate_is_of_a_board ON access_mandate;
DROP FUNCTION access_adviser_has_no_mandate();
DROP FUNCTION access_mandate_is_of_a_board();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("people", "0001_initial"), ("organisations", "0001_initial")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
