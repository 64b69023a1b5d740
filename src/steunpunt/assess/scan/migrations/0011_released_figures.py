"""Figures are kept with the group that they were shown of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scan", "0010_contributions")]
    operations = [migrations.AddField("releasedgroup", "figures", models.JSONField(blank=True, default=dict))]
