"""A document may be taken away; that it was is never changed or undone."""

import django.db.models.deletion
from django.db import migrations, models

FORBID = """
CREATE FUNCTION documents_removals_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A removal stays as it is: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER removal_stays BEFORE UPDATE OR DELETE ON documents_removal
    FOR EACH ROW EXECUTE FUNCTION documents_removals_stay();
"""
ALLOW = """
DROP TRIGGER removal_stays ON documents_removal;
DROP FUNCTION documents_removals_stay();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_part"),
    ]

    operations = [
        migrations.CreateModel(
            name="Removal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("removed_at", models.DateTimeField()),
                ("removed_by_id", models.BigIntegerField(null=True)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.RunSQL(FORBID, ALLOW),
    ]
