"""The database refuses that anybody but a person whom the board mandated to sign lets it come in or leave on the platform.

A record from paper needs the document (a constraint); a record never changes what it says, and never goes.
"""

from django.db import migrations

FORBID = """
CREATE FUNCTION partnerships_may_bind(person bigint, board bigint, at_moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_mandate mandate
        JOIN access_membership membership ON membership.id = mandate.membership_id
        WHERE membership.person_id = person AND membership.organisation_id = board AND mandate.kind = 'sign'
        AND daterange(mandate.valid_from, mandate.valid_to) @> (at_moment AT TIME ZONE 'Europe/Brussels')::date
        AND daterange(membership.valid_from, membership.valid_to) @> (at_moment AT TIME ZONE 'Europe/Brussels')::date
    )
$$;

CREATE FUNCTION partnerships_board_binds_itself() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'membership_record_stays: what a board decided is not changed.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.way = 'platform' AND NOT partnerships_may_bind(NEW.recorded_by_id, NEW.organisation_id, NEW.recorded_at) THEN
        RAISE EXCEPTION 'board_binds_itself: person % holds no mandate to sign for organisation %.',
            NEW.recorded_by_id, NEW.organisation_id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER board_binds_itself BEFORE INSERT OR UPDATE OR DELETE ON partnerships_membershiprecord
    FOR EACH ROW EXECUTE FUNCTION partnerships_board_binds_itself();
"""

ALLOW = """
DROP TRIGGER board_binds_itself ON partnerships_membershiprecord;
DROP FUNCTION partnerships_board_binds_itself();
DROP FUNCTION partnerships_may_bind(bigint, bigint, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0003_partnerships_on_the_list"),
        ("access", "0002_support_point_decides_nothing"),
    ]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
