"""The database itself keeps what a competition rests on.

What was sent stays as it was sent. No offer comes in after the deadline, and what came in stays; no envelope opens before the
deadline, none with prices before the marks are fixed. Marks stay once they are fixed.
"""

from django.db import migrations

FORBID = """
CREATE FUNCTION competitions_stays_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A row of % stays as it is: % is refused.', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION competitions_sent_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.sent_at IS NOT NULL AND
        (NEW.request, NEW.answers_until, NEW.sent_at, NEW.framework_id, NEW.lot) IS DISTINCT FROM
        (OLD.request, OLD.answers_until, OLD.sent_at, OLD.framework_id, OLD.lot) THEN
        RAISE EXCEPTION 'What was asked stays as it was sent.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.opened_at IS NOT NULL AND NEW.opened_at IS DISTINCT FROM OLD.opened_at) OR
        (OLD.fixed_at IS NOT NULL AND NEW.fixed_at IS DISTINCT FROM OLD.fixed_at) OR
        (OLD.state IN ('awarded', 'stopped') AND NEW.state IS DISTINCT FROM OLD.state) THEN
        RAISE EXCEPTION 'What was opened, fixed or decided stays so.' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.opened_at IS NOT NULL AND NEW.opened_at < NEW.answers_until THEN
        RAISE EXCEPTION 'No offer opens before the deadline.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER competition_sent_stays BEFORE UPDATE ON competitions_competition
    FOR EACH ROW EXECUTE FUNCTION competitions_sent_stays();

CREATE FUNCTION competitions_offer_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ends timestamptz;
    opened timestamptz;
    fixed timestamptz;
BEGIN
    SELECT c.answers_until, c.opened_at, c.fixed_at INTO ends, opened, fixed
        FROM competitions_invitation i JOIN competitions_competition c ON c.id = i.competition_id
        WHERE i.id = NEW.invitation_id;
    IF TG_OP = 'INSERT' AND
        (NEW.received_at >= ends OR NEW.quality_key IS NOT NULL OR NEW.prices_key IS NOT NULL) THEN
        RAISE EXCEPTION 'An offer comes in sealed and before the deadline.' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.quality, NEW.quality_locked, NEW.prices, NEW.prices_locked, NEW.fingerprint, NEW.received_at,
            NEW.invitation_id, NEW.number) IS DISTINCT FROM
           (OLD.quality, OLD.quality_locked, OLD.prices, OLD.prices_locked, OLD.fingerprint, OLD.received_at,
            OLD.invitation_id, OLD.number) THEN
            RAISE EXCEPTION 'What was handed in stays as it is.' USING ERRCODE = 'restrict_violation';
        END IF;
        IF (OLD.quality_key IS NOT NULL AND NEW.quality_key IS DISTINCT FROM OLD.quality_key) OR
            (OLD.prices_key IS NOT NULL AND NEW.prices_key IS DISTINCT FROM OLD.prices_key) THEN
            RAISE EXCEPTION 'An opened envelope stays open.' USING ERRCODE = 'restrict_violation';
        END IF;
        IF NEW.quality_key IS NOT NULL AND opened IS NULL THEN
            RAISE EXCEPTION 'No envelope opens before the offers are opened.' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.prices_key IS NOT NULL AND fixed IS NULL THEN
            RAISE EXCEPTION 'Prices open once the marks are fixed.' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER offer_in_time BEFORE INSERT OR UPDATE ON competitions_offer
    FOR EACH ROW EXECUTE FUNCTION competitions_offer_in_time();
CREATE TRIGGER offer_stays BEFORE DELETE ON competitions_offer
    FOR EACH ROW EXECUTE FUNCTION competitions_stays_as_it_is();

CREATE FUNCTION competitions_mark_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fixed timestamptz;
BEGIN
    SELECT c.fixed_at INTO fixed
        FROM competitions_offer o JOIN competitions_invitation i ON i.id = o.invitation_id
        JOIN competitions_competition c ON c.id = i.competition_id WHERE o.id = NEW.offer_id;
    IF fixed IS NOT NULL THEN
        RAISE EXCEPTION 'Marks that were fixed stay as they are.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mark_is_open BEFORE INSERT OR UPDATE ON competitions_mark
    FOR EACH ROW EXECUTE FUNCTION competitions_mark_is_open();
CREATE TRIGGER mark_stays BEFORE DELETE ON competitions_mark
    FOR EACH ROW EXECUTE FUNCTION competitions_stays_as_it_is();
"""
ALLOW = """
DROP TRIGGER mark_stays ON competitions_mark;
DROP TRIGGER mark_is_open ON competitions_mark;
DROP FUNCTION competitions_mark_is_open();
DROP TRIGGER offer_stays ON competitions_offer;
DROP TRIGGER offer_in_time ON competitions_offer;
DROP FUNCTION competitions_offer_in_time();
DROP TRIGGER competition_sent_stays ON competitions_competition;
DROP FUNCTION competitions_sent_stays();
DROP FUNCTION competitions_stays_as_it_is();
"""


class Migration(migrations.Migration):
    dependencies = [("competitions", "0001_competitions")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
