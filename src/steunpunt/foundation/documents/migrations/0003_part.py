"""A document may belong to a part of its subject; a new version belongs to the part of the former."""

from django.db import migrations, models

LIKE = """
CREATE OR REPLACE FUNCTION documents_replace_their_like() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM documents_document
        WHERE id = NEW.replaces_id AND subject = NEW.subject{part} AND organisation_id = NEW.organisation_id
    ) THEN
        RAISE EXCEPTION 'A new version belongs to what the former belongs to.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_stays"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="part",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__regex", "^[A-Za-z0-9_]*$")), name="document_part_is_a_code"
            ),
        ),
        migrations.RunSQL(LIKE.format(part=" AND part = NEW.part"), LIKE.format(part="")),
    ]
