"""The database itself keeps what a tender rests on.

What was published, stated, declared, drawn, concluded or put out stays as it is. No offer comes in after the deadline, no
envelope opens before it, none with prices before the marks are frozen. Marks stay once they were handed in; what was agreed
stays once it was frozen, and only marks of somebody who is in the working group are taken.
"""

from django.db import migrations

FORBID = """
CREATE FUNCTION tenders_stays_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A row of % stays as it is: % is refused.', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER publication_stays BEFORE UPDATE OR DELETE ON tenders_publication
    FOR EACH ROW EXECUTE FUNCTION tenders_stays_as_it_is();
CREATE TRIGGER board_needs_stay BEFORE UPDATE OR DELETE ON tenders_boardneeds
    FOR EACH ROW EXECUTE FUNCTION tenders_stays_as_it_is();
CREATE TRIGGER declaration_stays BEFORE UPDATE OR DELETE ON tenders_declaration
    FOR EACH ROW EXECUTE FUNCTION tenders_stays_as_it_is();
CREATE TRIGGER draw_stays BEFORE UPDATE OR DELETE ON tenders_draw
    FOR EACH ROW EXECUTE FUNCTION tenders_stays_as_it_is();
CREATE TRIGGER conclusion_stays BEFORE UPDATE OR DELETE ON tenders_conclusion
    FOR EACH ROW EXECUTE FUNCTION tenders_stays_as_it_is();
CREATE TRIGGER open_release_stays BEFORE UPDATE OR DELETE ON tenders_openrelease
    FOR EACH ROW EXECUTE FUNCTION tenders_stays_as_it_is();

CREATE FUNCTION tenders_envelope_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ends timestamptz;
    frozen timestamptz;
BEGIN
    SELECT r.offers_until, t.frozen_at INTO ends, frozen
        FROM tenders_bid b JOIN tenders_offerround r ON r.id = b.round_id JOIN tenders_tender t ON t.id = r.tender_id
        WHERE b.id = NEW.bid_id;
    IF TG_OP = 'INSERT' AND (NEW.received_at >= ends OR NEW.opened_key IS NOT NULL) THEN
        RAISE EXCEPTION 'An envelope comes in sealed and before the deadline.' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.locked_key, NEW.manifest, NEW.fingerprint, NEW.received_at, NEW.kind, NEW.number, NEW.key_id, NEW.bid_id)
            IS DISTINCT FROM
           (OLD.locked_key, OLD.manifest, OLD.fingerprint, OLD.received_at, OLD.kind, OLD.number, OLD.key_id, OLD.bid_id)
        THEN
            RAISE EXCEPTION 'What was handed in stays as it is.' USING ERRCODE = 'restrict_violation';
        END IF;
        IF OLD.opened_key IS NOT NULL AND NEW.opened_key IS DISTINCT FROM OLD.opened_key THEN
            RAISE EXCEPTION 'An opened envelope stays open.' USING ERRCODE = 'restrict_violation';
        END IF;
        IF OLD.opened_key IS NULL AND NEW.opened_key IS NOT NULL THEN
            IF NEW.opened_at < ends THEN
                RAISE EXCEPTION 'No envelope opens before the deadline.' USING ERRCODE = 'check_violation';
            END IF;
            IF NEW.kind = 'price' AND frozen IS NULL THEN
                RAISE EXCEPTION 'Prices open once the marks are frozen.' USING ERRCODE = 'check_violation';
            END IF;
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER envelope_in_time BEFORE INSERT OR UPDATE ON tenders_envelope
    FOR EACH ROW EXECUTE FUNCTION tenders_envelope_in_time();
CREATE TRIGGER envelope_stays BEFORE DELETE ON tenders_envelope
    FOR EACH ROW EXECUTE FUNCTION tenders_stays_as_it_is();

CREATE FUNCTION tenders_mark_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed boolean;
BEGIN
    SELECT a.handed_in_at IS NOT NULL OR a.out_at IS NOT NULL OR t.frozen_at IS NOT NULL INTO closed
        FROM tenders_assessor a JOIN tenders_tender t ON t.id = a.tender_id WHERE a.id = NEW.assessor_id;
    IF closed THEN
        RAISE EXCEPTION 'Marks that were handed in stay as they are.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mark_is_open BEFORE INSERT OR UPDATE ON tenders_mark
    FOR EACH ROW EXECUTE FUNCTION tenders_mark_is_open();
CREATE TRIGGER mark_stays BEFORE DELETE ON tenders_mark
    FOR EACH ROW EXECUTE FUNCTION tenders_stays_as_it_is();

CREATE FUNCTION tenders_consensus_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    frozen timestamptz;
BEGIN
    SELECT t.frozen_at INTO frozen
        FROM tenders_bidlot l JOIN tenders_bid b ON b.id = l.bid_id JOIN tenders_offerround r ON r.id = b.round_id
        JOIN tenders_tender t ON t.id = r.tender_id WHERE l.id = NEW.bid_lot_id;
    IF frozen IS NOT NULL THEN
        RAISE EXCEPTION 'What was frozen stays as it is.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consensus_is_open BEFORE INSERT OR UPDATE ON tenders_consensus
    FOR EACH ROW EXECUTE FUNCTION tenders_consensus_is_open();
CREATE TRIGGER consensus_stays BEFORE DELETE ON tenders_consensus
    FOR EACH ROW EXECUTE FUNCTION tenders_stays_as_it_is();
"""
ALLOW = """
DROP TRIGGER consensus_stays ON tenders_consensus;
DROP TRIGGER consensus_is_open ON tenders_consensus;
DROP FUNCTION tenders_consensus_is_open();
DROP TRIGGER mark_stays ON tenders_mark;
DROP TRIGGER mark_is_open ON tenders_mark;
DROP FUNCTION tenders_mark_is_open();
DROP TRIGGER envelope_stays ON tenders_envelope;
DROP TRIGGER envelope_in_time ON tenders_envelope;
DROP FUNCTION tenders_envelope_in_time();
DROP TRIGGER open_release_stays ON tenders_openrelease;
DROP TRIGGER conclusion_stays ON tenders_conclusion;
DROP TRIGGER draw_stays ON tenders_draw;
DROP TRIGGER declaration_stays ON tenders_declaration;
DROP TRIGGER board_needs_stay ON tenders_boardneeds;
DROP TRIGGER publication_stays ON tenders_publication;
DROP FUNCTION tenders_stays_as_it_is();
"""


class Migration(migrations.Migration):
    dependencies = [("tenders", "0001_tenders")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
