"""The database itself keeps that a price list was taken back, by whom and why."""

from django.db import migrations

FORBID = """
CREATE TRIGGER price_withdrawal_stays BEFORE UPDATE OR DELETE ON frameworks_pricewithdrawal
    FOR EACH ROW EXECUTE FUNCTION frameworks_stays_as_it_is();
"""
ALLOW = "DROP TRIGGER price_withdrawal_stays ON frameworks_pricewithdrawal;"


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0004_signed_lists")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
