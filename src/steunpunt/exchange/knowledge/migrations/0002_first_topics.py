"""The topics to begin with: the domains of the cooperation scan, by their Dutch names, and GIS beside them."""

from typing import Any

from django.db import migrations

FIRST = [
    ("Beleid en governance", "BEL"),
    ("Organisatie en personeel", "PER"),
    ("Infrastructuur", "INF"),
    ("Netwerk en connectiviteit", "NET"),
    ("Werkplek", "WER"),
    ("Mail en digitaal samenwerken", "MAI"),
    ("Toepassingen", "APP"),
    ("GIS", "APP"),
    ("Dienstverlening aan de burger", "DIE"),
    ("Informatieveiligheid en privacy", "VEI"),
    ("Leveranciers en contracten", "LEV"),
    ("Kosten", "KOS"),
    ("Samenwerking", "SAM"),
]


def begin(apps: Any, schema_editor: Any) -> None:
    topic = apps.get_model("knowledge", "Topic")
    topic.objects.bulk_create(topic(name=name, kind="field", domain=domain) for name, domain in FIRST)


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_who_knows_what")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
