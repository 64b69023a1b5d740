"""The database itself keeps the ledger for accounting: rows are added, never changed."""

from django.db import migrations

FORBID = """
CREATE TRIGGER commitment_stays BEFORE UPDATE OR DELETE ON orders_commitment
    FOR EACH ROW EXECUTE FUNCTION orders_stays_as_it_is();
"""
ALLOW = "DROP TRIGGER commitment_stays ON orders_commitment;"


class Migration(migrations.Migration):
    dependencies = [("orders", "0007_commit_what_was_ordered")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
