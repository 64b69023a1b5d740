"""What of a tender goes over the API inside and on the market alike."""

from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from steunpunt.contract.tenders.models import Tender
from steunpunt.contract.tenders.rest.schemas import TenderFilter
from steunpunt.contract.tenders.values import Specification


def filtered(rows: QuerySet[Tender], asked: TenderFilter, *, state: str = "state") -> QuerySet[Tender]:
    """`state`: the column that says how far a tender is, as this reader may know it."""
    text = asked.q.replace("\x00", "").strip()
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(reference__icontains=text) | Q(authority__name__icontains=text))
    if asked.state:
        rows = rows.filter(**{state: asked.state})
    return rows.filter(procedure=asked.procedure) if asked.procedure else rows


def specification(spec: Specification, *, with_quantities: bool) -> dict[str, Any]:
    return {
        "purpose": spec.purpose,
        "cpv": spec.cpv,
        "months": spec.months,
        "variants_allowed": spec.variants_allowed,
        "selection": spec.selection,
        "lots": spec.lots,
        "items": [
            {
                "code": item.code,
                "lot": item.lot,
                "title": item.title,
                "unit": item.unit,
                "kind": item.kind,
                "quantity": item.quantity if with_quantities else None,
                "most": item.most if with_quantities else None,
                "is_option": item.is_option,
            }
            for item in spec.items
        ],
        "requirements": spec.requirements,
        "criteria": spec.criteria,
        "price_points": spec.method.price_points,
        "price_formula": spec.method.formula,
    }


def address(name: str, tender: Tender) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=[tender.pk])}"
