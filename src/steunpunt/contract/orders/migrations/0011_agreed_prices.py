from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0010_public_figures_stay")]

    operations = [
        migrations.AddField(model_name="orderline", name="is_agreed", field=models.BooleanField(default=False)),
    ]
