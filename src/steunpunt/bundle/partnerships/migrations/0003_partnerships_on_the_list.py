"""Partnerships that stood in the list of organisations already get a page of their own: active, since their first member."""

from typing import Any

from django.db import migrations
from django.utils import timezone


def adopt(apps: Any, schema_editor: Any) -> None:
    organisation = apps.get_model("organisations", "Organisation")
    relation = apps.get_model("organisations", "Relation")
    partnership = apps.get_model("partnerships", "Partnership")
    now = timezone.now()
    for row in organisation.objects.filter(kind="partnership").order_by("pk"):
        ties = relation.objects.filter(target=row, kind="member_of").exclude(valid_from=None).order_by("valid_from")
        first = ties.values_list("valid_from", flat=True).first()
        state = "ended" if row.valid_to else "active"
        since = row.valid_to or first or row.valid_from or timezone.localdate()
        partnership.objects.get_or_create(
            organisation=row, defaults={"state": state, "state_since": since, "started_at": now}
        )


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0002_life_of_a_partnership"), ("organisations", "0002_partnerships")]

    operations = [migrations.RunPython(adopt, migrations.RunPython.noop)]
