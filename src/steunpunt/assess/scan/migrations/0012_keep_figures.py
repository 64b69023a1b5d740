"""Groups that were released before get the figures that they have today: from now on they keep them."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from steunpunt.assess.scan.rules import facts, released
from steunpunt.assess.scan.values import DomainScore


def keep_figures(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    group_model, scan_model = apps.get_model("scan", "ReleasedGroup"), apps.get_model("scan", "Scan")
    outcome_model, fact_model = apps.get_model("scan", "DomainOutcome"), apps.get_model("scan", "BoardFact")
    if not group_model.objects.exists():
        return
    scans = {(row.organisation_id, row.round_id): row.pk for row in scan_model.objects.order_by("pk")}
    scores: dict[tuple[int, str], DomainScore] = {}
    for row in outcome_model.objects.order_by("pk"):
        scores[row.scan_id, row.domain] = DomainScore(
            row.score, row.coverage, row.lower, row.upper, row.dont_know, row.answered, row.applicable
        )
    numbers: dict[int, dict[str, float]] = {}
    for row in fact_model.objects.filter(fact__in=facts.PARTS, number__isnull=False).order_by("pk"):
        numbers.setdefault(row.scan_id, {})[row.fact] = float(row.number)

    def figures(row: Any) -> released.Figures:
        if row.domain == "*":
            return {}
        if row.domain == "facts":
            return released.of_facts([numbers.get(pk, {}) for pk in row.members])
        own = scores.get((scans[row.viewer_id, row.round_id], row.domain))
        others = [scores[pk, row.domain] for pk in row.members if (pk, row.domain) in scores]
        return released.of_scores(own, others) if own else {}

    with schema_editor.connection.cursor() as cursor:
        cursor.execute("ALTER TABLE scan_releasedgroup DISABLE TRIGGER released_group_stays")
        for row in group_model.objects.order_by("pk"):
            group_model.objects.filter(pk=row.pk).update(figures=figures(row))
        cursor.execute("ALTER TABLE scan_releasedgroup ENABLE TRIGGER released_group_stays")


class Migration(migrations.Migration):
    dependencies = [("scan", "0011_released_figures")]
    operations = [migrations.RunPython(keep_figures, migrations.RunPython.noop)]
