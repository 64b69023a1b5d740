"""Which boards are of the same scale as one board: measured by the database, so that a round of any number is not read."""

from django.db.models import F, FilteredRelation, FloatField, Max, Min, Q, QuerySet, StdDev
from django.db.models.functions import Cast, Floor, Ln, Power, Round, Sqrt

from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.models import Scan
from steunpunt.assess.scan.rules.parameters import DISTANCE_STEP, MAX_RATIO, PEERS
from steunpunt.assess.scan.values import Scale


def peers_of(scan: Scan) -> dict[int, Scale]:
    """The submitted scans of boards of the same scale, nearest first: those of `rules.peer_group`, in three queries.

    The second gives how far both sizes are spread over all boards of the kind, the last measures the boards within the ratio.
    """
    known = _known(scan.round_id, scan.board_type)
    own = known.filter(pk=scan.pk).order_by("pk").values_list(F("inhabitants"), F("users")).first()
    if own is None:
        return {}
    spread = known.order_by().aggregate(
        **{f"{size}_{how}": of(Ln(size)) for size in ("inhabitants", "users") for how, of in _OF_SPREAD.items()}
    )
    apart = [
        Power((Ln(size) - Ln(Cast(mine, FloatField()))) / _spread(spread, size), 2)
        for size, mine in zip(("inhabitants", "users"), own, strict=True)
    ]
    rows = (
        known.exclude(pk=scan.pk)
        .filter(Q(inhabitants__gte=own[0] / MAX_RATIO, inhabitants__lte=own[0] * MAX_RATIO))
        .annotate(steps=Round(Sqrt(apart[0] + apart[1]) / DISTANCE_STEP))
        .order_by("steps", "organisation_id")
    )
    return {
        pk: Scale(f"{organisation_id:012d}", BoardType(scan.board_type), int(inhabitants), int(users))
        for pk, organisation_id, inhabitants, users in rows.values_list(
            "pk", "organisation_id", "inhabitants", "users"
        )[:PEERS]
    }


_OF_SPREAD = {"low": Min, "high": Max, "spread": StdDev}


def _spread(found: dict[str, float], size: str) -> float:
    """The population standard deviation; 1 when all boards are equal, so that the size then tells nobody apart."""
    return 1.0 if found[f"{size}_low"] == found[f"{size}_high"] else found[f"{size}_spread"]


def _known(round_id: int, board_type: str) -> QuerySet[Scan]:
    """The submitted scans of boards whose sizes are known, with `inhabitants` and `users` as whole numbers."""
    return (
        Scan.objects.filter(round_id=round_id, board_type=board_type, state=ScanState.SUBMITTED)
        .annotate(
            of_inhabitants=FilteredRelation("facts", condition=Q(facts__fact="p_inhabitants")),
            of_users=FilteredRelation("facts", condition=Q(facts__fact="p_users")),
        )
        .filter(of_inhabitants__number__gte=1, of_users__number__gte=1)
        .annotate(
            inhabitants=Cast(Floor(F("of_inhabitants__number")), FloatField()),
            users=Cast(Floor(F("of_users__number")), FloatField()),
        )
    )
