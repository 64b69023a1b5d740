"""The database itself keeps the ledger of savings and what was settled: rows are added, never changed."""

from django.db import migrations

FORBID = """
CREATE FUNCTION orders_stays_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A row of % stays as it is: % is refused.', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER saving_stays BEFORE UPDATE OR DELETE ON orders_saving
    FOR EACH ROW EXECUTE FUNCTION orders_stays_as_it_is();
CREATE TRIGGER days_saved_stay BEFORE UPDATE OR DELETE ON orders_dayssaved
    FOR EACH ROW EXECUTE FUNCTION orders_stays_as_it_is();
CREATE TRIGGER tier_settlement_stays BEFORE UPDATE OR DELETE ON orders_tiersettlement
    FOR EACH ROW EXECUTE FUNCTION orders_stays_as_it_is();
CREATE TRIGGER settled_line_stays BEFORE UPDATE OR DELETE ON orders_settledline
    FOR EACH ROW EXECUTE FUNCTION orders_stays_as_it_is();
"""
ALLOW = """
DROP TRIGGER settled_line_stays ON orders_settledline;
DROP TRIGGER tier_settlement_stays ON orders_tiersettlement;
DROP TRIGGER days_saved_stay ON orders_dayssaved;
DROP TRIGGER saving_stays ON orders_saving;
DROP FUNCTION orders_stays_as_it_is();
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_orders")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
