"""Contracts and things of the estate as what documents belong to."""

from collections.abc import Mapping

from django.urls import reverse

from steunpunt.assess.inventory import access
from steunpunt.assess.inventory.models import Asset, Contract
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.documents.public import SubjectName


class ContractDocuments:
    """Documents of "contract:3": the board's alone, since prices stand in them, also where the contract is shared."""

    def seen_among(self, actor: Actor, ids: frozenset[int]) -> frozenset[int]:
        rows = access.visible_contracts(actor).filter(pk__in=ids, organisation_id=actor.organisation_id or 0)
        return frozenset(rows.order_by().values_list("pk", flat=True))

    def may_add(self, actor: Actor, subject_id: int) -> bool:
        return access.own_contracts(actor).filter(pk=subject_id).exists()

    def names(self, ids: frozenset[int]) -> Mapping[int, SubjectName]:
        rows = Contract.objects.filter(pk__in=ids).select_related("current").order_by("pk")
        return {row.pk: SubjectName(str(row), reverse("inventory:contract", args=[row.pk])) for row in rows}

    def part_name(self, subject_id: int, part: str) -> SubjectName | None:
        return None


class AssetDocuments:
    """Documents of "asset:5", such as an invoice or a photo: for the board, as the thing itself."""

    def seen_among(self, actor: Actor, ids: frozenset[int]) -> frozenset[int]:
        return frozenset(access.visible_assets(actor).filter(pk__in=ids).order_by().values_list("pk", flat=True))

    def may_add(self, actor: Actor, subject_id: int) -> bool:
        return access.may_keep_estate(actor) and access.visible_assets(actor).filter(pk=subject_id).exists()

    def names(self, ids: frozenset[int]) -> Mapping[int, SubjectName]:
        rows = Asset.objects.filter(pk__in=ids).order_by("pk")
        return {row.pk: SubjectName(row.name, reverse("inventory:asset", args=[row.pk])) for row in rows}

    def part_name(self, subject_id: int, part: str) -> SubjectName | None:
        return None
