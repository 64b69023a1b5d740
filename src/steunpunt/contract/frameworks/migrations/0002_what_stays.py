"""The database itself keeps what was agreed: signed terms, changes of prices and readings stay; of a price only its end is told."""

from django.db import migrations

FORBID = """
CREATE FUNCTION frameworks_stays_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A row of % stays as it is: % is refused.', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER terms_version_stays BEFORE UPDATE OR DELETE ON frameworks_termsversion
    FOR EACH ROW EXECUTE FUNCTION frameworks_stays_as_it_is();
CREATE TRIGGER price_change_stays BEFORE UPDATE OR DELETE ON frameworks_pricechange
    FOR EACH ROW EXECUTE FUNCTION frameworks_stays_as_it_is();
CREATE TRIGGER index_reading_stays BEFORE UPDATE OR DELETE ON frameworks_indexreading
    FOR EACH ROW EXECUTE FUNCTION frameworks_stays_as_it_is();

CREATE FUNCTION frameworks_price_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.item_id, NEW.change_id, NEW.from_units, NEW.supplier, NEW.support, NEW.valid_from)
        IS DISTINCT FROM (OLD.item_id, OLD.change_id, OLD.from_units, OLD.supplier, OLD.support, OLD.valid_from)
    THEN
        RAISE EXCEPTION 'A price stays what it was.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER item_price_stays BEFORE UPDATE ON frameworks_itemprice
    FOR EACH ROW EXECUTE FUNCTION frameworks_price_stays();
"""
ALLOW = """
DROP TRIGGER item_price_stays ON frameworks_itemprice;
DROP FUNCTION frameworks_price_stays();
DROP TRIGGER index_reading_stays ON frameworks_indexreading;
DROP TRIGGER price_change_stays ON frameworks_pricechange;
DROP TRIGGER terms_version_stays ON frameworks_termsversion;
DROP FUNCTION frameworks_stays_as_it_is();
"""


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0001_frameworks")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
