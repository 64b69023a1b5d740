"""The database itself keeps what was told to everybody: figures are added, never changed."""

from django.db import migrations

FORBID = """
CREATE TRIGGER public_figure_stays BEFORE UPDATE OR DELETE ON orders_publicfigure
    FOR EACH ROW EXECUTE FUNCTION orders_stays_as_it_is();
"""
ALLOW = "DROP TRIGGER public_figure_stays ON orders_publicfigure;"


class Migration(migrations.Migration):
    dependencies = [("orders", "0009_public_figures")]

    operations = [migrations.RunSQL(FORBID, ALLOW)]
