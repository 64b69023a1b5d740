"""A round remembers for which submissions its comparisons were renewed, so that it is done once for many."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scan", "0015_questions_of_colleagues")]
    operations = [
        migrations.AddField(
            model_name="round",
            name="renewed_for",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
    ]
