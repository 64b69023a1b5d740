"""What boards need, and how many of them."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Func, IntegerField, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce

from steunpunt.bundle.projects.models import Need, NeedVoice


def needs_with_counts(needs: QuerySet[Need]) -> QuerySet[Need]:
    """Each with which boards have it (`board_ids`) and how many (`boards`); what most boards need comes first."""
    ids = _now(NeedVoice.objects.filter(need=OuterRef("pk"))).order_by("pk").values("organisation_id")
    count = Func(F("board_ids"), Value(1), function="array_length", output_field=IntegerField())
    return (
        needs.select_related("raised_for")
        .annotate(board_ids=ArraySubquery(ids), boards=Coalesce(count, 0))
        .order_by("-boards", "-pk")
    )


def _now(voices: QuerySet[NeedVoice]) -> QuerySet[NeedVoice]:
    """Of each board its newest word, where that is that it has the need."""
    newer = NeedVoice.objects.filter(
        need=OuterRef("need"), organisation=OuterRef("organisation"), pk__gt=OuterRef("pk")
    )
    return voices.filter(~Exists(newer), has_it=True)


def boards_of(need: Need) -> dict[int, str]:
    """Boards that have a need, by name."""
    rows = _now(NeedVoice.objects.filter(need=need)).select_related("organisation").order_by("organisation__name")
    return {row.organisation_id: str(row.organisation) for row in rows}
