"""Keep the list of organisations by hand: register, rename, change, move, relate, end, merge."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import access, facts, queries, reasons
from steunpunt.foundation.organisations.choices import AddressKind, Kind, RelationKind
from steunpunt.foundation.organisations.models import Address, Organisation, OrganisationName, Relation
from steunpunt.foundation.organisations.rules import boards
from steunpunt.foundation.organisations.values import Listed, Period, Place

CHANGEABLE = (
    "name_fr",
    "nis_code",
    "zone_code",
    "enterprise_number",
    "ovo_code",
    "province",
    "arrondissement",
    "website",
)
_NULLABLE = frozenset({"nis_code", "zone_code", "enterprise_number"})


def lock(organisation_id: int) -> Organisation:
    return Organisation.objects.select_for_update().get(pk=organisation_id)


@transaction.atomic
def register_organisation(*, details: Listed, by: Actor, is_demo: bool = False) -> Organisation:
    """Put an organisation on the list. Its key is not looked at; its codes are."""
    require(access.may_keep_organisations(by))
    refuse_if([*boards.gaps(details), *_taken(details, besides=None)])
    organisation = Organisation.objects.create(
        kind=details.kind,
        name=details.name.strip(),
        name_fr=details.name_fr.strip(),
        nis_code=details.nis_code or None,
        zone_code=details.zone_code or None,
        enterprise_number=details.enterprise_number or None,
        ovo_code=details.ovo_code,
        uri=details.uri,
        province=details.province,
        arrondissement=details.arrondissement,
        website=details.website,
        valid_from=details.period.valid_from,
        valid_to=details.period.valid_to,
        is_demo=is_demo,
    )
    _write_names(organisation)
    if details.seat:
        _write_seat(organisation, details.seat, valid_from=details.period.valid_from)
    fact = facts.OrganisationRegistered(organisation_id=organisation.pk, name=organisation.name, kind=organisation.kind)
    record(fact, by=by)
    return organisation


def _taken(details: Listed, *, besides: int | None) -> Iterator[Reason]:
    """Codes that another organisation has already; an enterprise number only while both exist."""
    others = Organisation.objects.exclude(pk=besides or 0)
    if details.nis_code:
        same = others.filter(kind=details.kind, nis_code=details.nis_code).first()
        if same:
            yield reasons.nis_code_taken(same.name)
    if details.zone_code:
        same = others.filter(zone_code=details.zone_code).first()
        if same:
            yield reasons.zone_code_taken(same.name)
    if details.enterprise_number:
        for other in others.filter(enterprise_number=details.enterprise_number):
            if other.period.overlaps(details.period):
                yield reasons.enterprise_number_taken(other.name)


def _write_names(organisation: Organisation) -> None:
    OrganisationName.objects.bulk_create(
        OrganisationName(organisation=organisation, language=language, name=name, valid_from=organisation.valid_from)
        for language, name in (("nl", organisation.name), ("fr", organisation.name_fr))
        if name
    )


@transaction.atomic
def rename_organisation(
    *, organisation_id: int, name: str, on: date, by: Actor, name_fr: str | None = None
) -> Organisation:
    """Another name from a day on; what it was called before stays on record. Without `name_fr` that one stays."""
    organisation = lock(organisation_id)
    require(access.may_keep_organisations(by))
    names = {"nl": name.strip(), "fr": organisation.name_fr if name_fr is None else name_fr.strip()}
    before = {"nl": organisation.name, "fr": organisation.name_fr}
    refuse_if(_rename_objections(organisation, names, before, on))
    for language in ("nl", "fr"):
        if names[language] != before[language]:
            _end_running(OrganisationName.objects.filter(organisation=organisation, language=language), on)
            if names[language]:
                OrganisationName.objects.create(
                    organisation=organisation, language=language, name=names[language], valid_from=on
                )
    organisation.name, organisation.name_fr = names["nl"], names["fr"]
    organisation.save(update_fields=["name", "name_fr"])
    record(
        facts.OrganisationRenamed(organisation_id=organisation.pk, name=names["nl"], before=before["nl"], on=on), by=by
    )
    return organisation


def _rename_objections(
    organisation: Organisation, names: dict[str, str], before: dict[str, str], on: date
) -> Iterator[Reason]:
    if not names["nl"]:
        yield reasons.name_missing()
    elif names == before:
        yield reasons.name_same()
    yield from boards.standing_objections(queries.card(organisation), on)


def _end_running(rows: "object", on: date) -> None:
    """End what holds on a day: what began that very day never held, and goes."""
    rows.filter(valid_from=on).delete()  # type: ignore[attr-defined]
    rows.filter(queries.holding(on)).update(valid_to=on)  # type: ignore[attr-defined]


@transaction.atomic
def change_organisation(*, organisation_id: int, changes: dict[str, str], by: Actor) -> Organisation:
    """Correct codes, province or website. Names, addresses and ends have their own verbs, because they are dated."""
    organisation = lock(organisation_id)
    require(access.may_keep_organisations(by))
    unknown = changes.keys() - set(CHANGEABLE)
    if unknown:
        raise ValueError(f"Not to be changed here: {sorted(unknown)}.")
    changed = {name: value for name, value in changes.items() if (getattr(organisation, name) or "") != value}
    before = tuple(str(getattr(organisation, name) or "") for name in changed)
    for name, value in changed.items():
        setattr(organisation, name, (value or None) if name in _NULLABLE else value)
    details = Listed(
        key="",
        kind=organisation.kind,
        name=organisation.name,
        nis_code=organisation.nis_code or "",
        zone_code=organisation.zone_code or "",
        enterprise_number=organisation.enterprise_number or "",
        period=organisation.period,
    )
    refuse_if([*boards.gaps(details), *_taken(details, besides=organisation.pk)])
    if changed:
        organisation.save(update_fields=list(changed))
        fact = facts.OrganisationChanged(
            organisation_id=organisation.pk, name=organisation.name, changed=tuple(changed), before=before
        )
        record(fact, by=by)
    return organisation


@transaction.atomic
def move_organisation(*, organisation_id: int, seat: Place, on: date, by: Actor) -> None:
    """Another seat from a day on."""
    organisation = lock(organisation_id)
    require(access.may_keep_organisations(by))
    refuse_if(boards.standing_objections(queries.card(organisation), on))
    _end_running(Address.objects.filter(organisation=organisation, kind=AddressKind.SEAT), on)
    _write_seat(organisation, seat, valid_from=on)
    fact = facts.OrganisationMoved(organisation_id=organisation.pk, name=organisation.name, address=str(seat), on=on)
    record(fact, by=by)


def _write_seat(organisation: Organisation, seat: Place, *, valid_from: date | None) -> None:
    Address.objects.create(
        organisation=organisation,
        kind=AddressKind.SEAT,
        street=seat.street,
        postal_code=seat.postal_code,
        locality=seat.locality,
        country=seat.country,
        valid_from=valid_from,
    )


@transaction.atomic
def relate_organisations(*, source_id: int, target_id: int, kind: RelationKind, on: date | None, by: Actor) -> Relation:
    """Tie two organisations from a day on, or from before we know: OCMW to municipality, member to zone."""
    found = Organisation.objects.select_for_update().order_by("pk").in_bulk({source_id, target_id})
    source, target = found[source_id], found[target_id]
    require(access.may_keep_organisations(by))
    refuse_if([*_kept_elsewhere(target, by), *_relation_objections(source, target, kind, on)])
    relation = Relation.objects.create(source=source, target=target, kind=kind, valid_from=on)
    fact = facts.OrganisationsRelated(
        organisation_id=source.pk,
        name=source.name,
        relation=kind.value,
        target_id=target.pk,
        target_name=target.name,
        on=on,
    )
    record(fact, by=by)
    return relation


def _kept_elsewhere(target: Organisation, by: Actor) -> Iterator[Reason]:
    """A board enters and leaves a partnership by its own decision: nobody ties it by hand."""
    if target.kind == Kind.PARTNERSHIP and by.is_known:
        yield reasons.membership_is_decided()


def _relation_objections(
    source: Organisation, target: Organisation, kind: RelationKind, on: date | None
) -> Iterator[Reason]:
    wrong = list(boards.relation_objections(queries.card(source), queries.card(target), kind, on=on))
    yield from wrong
    if not wrong:
        period = Period(on, None)
        of_either = Relation.objects.filter(Q(source=source) | Q(target=target), kind=kind)
        running = [row for row in of_either if row.period.overlaps(period)]
        if any(row.source_id == source.pk and row.target_id == target.pk for row in running):
            yield reasons.relation_exists()
        elif kind == RelationKind.WELFARE_CENTRE_OF and any(row.target_id == target.pk for row in running):
            yield reasons.municipality_has_welfare_centre(target.name)
        elif kind == RelationKind.WELFARE_CENTRE_OF and any(row.source_id == source.pk for row in running):
            yield reasons.relation_exists()


@transaction.atomic
def end_relation(*, relation_id: int, on: date, by: Actor) -> None:
    """The tie does not hold any more from that day."""
    relation = Relation.objects.select_for_update(of=("self",)).select_related("source", "target").get(pk=relation_id)
    require(access.may_keep_organisations(by))
    refuse_if(
        [*_kept_elsewhere(relation.target, by), *boards.relation_end_objections(relation.kind, relation.period, on)]
    )
    _end(relation, on, by=by)


@transaction.atomic
def leave_group(*, member_id: int, group_id: int, on: date, by: Actor) -> None:
    """A member leaves a partnership; `on` is the first day without it. The module of partnerships asks who decided."""
    relation = (
        Relation.objects.select_for_update(of=("self",))
        .select_related("source", "target")
        .filter(Q(valid_to=None) | Q(valid_to__gt=on), source_id=member_id, target_id=group_id)
        .get(kind=RelationKind.MEMBER_OF)
    )
    require(access.may_keep_organisations(by))
    refuse_if(_kept_elsewhere(relation.target, by))
    _end(relation, on, by=by)


def _end(relation: Relation, on: date, *, by: Actor) -> None:
    relation.valid_to = on
    relation.save(update_fields=["valid_to"])
    fact = facts.RelationEnded(
        organisation_id=relation.source_id,
        name=relation.source.name,
        relation=relation.kind,
        target_id=relation.target_id,
        target_name=relation.target.name,
        on=on,
    )
    record(fact, by=by)


@transaction.atomic
def end_organisation(*, organisation_id: int, on: date, by: Actor) -> Organisation:
    """An organisation stops without a successor; its running relations end with it. `on` is the first day without."""
    organisation = lock(organisation_id)
    require(access.may_keep_organisations(by))
    refuse_if(boards.standing_objections(queries.card(organisation), on - timedelta(days=1)))
    _close(organisation, on, by=by)
    record(facts.OrganisationEnded(organisation_id=organisation.pk, name=organisation.name, on=on), by=by)
    return organisation


def _close(organisation: Organisation, on: date, *, by: Actor) -> None:
    for relation in queries.relations_of(organisation.pk).filter(queries.holding(on)):
        if relation.kind != RelationKind.MERGED_INTO:
            _end(relation, on, by=by)
    organisation.valid_to = on
    organisation.save(update_fields=["valid_to"])


@transaction.atomic
def merge_organisations(*, predecessor_ids: Collection[int], successor_id: int, on: date, by: Actor) -> Organisation:
    """Organisations go on as another from a day on. Other modules carry over what is theirs when they hear the fact.

    1. Lock all of them, in the order of their ids, so that two mergers never wait for each other.
    2. The successor becomes a member of every zone of the predecessors, where it is not one yet.
    3. The predecessors end that day, and with them their running relations.
    """
    rows = Organisation.objects.select_for_update().filter(pk__in={*predecessor_ids, successor_id}).order_by("pk")
    found = {row.pk: row for row in rows}
    require(access.may_keep_organisations(by))
    successor = found[successor_id]
    predecessors = [found[pk] for pk in sorted(set(predecessor_ids))]
    cards = [queries.card(one) for one in predecessors]
    refuse_if(boards.merger_objections(cards, queries.card(successor), on=on))
    _carry_memberships(predecessors, successor, on)
    for one in predecessors:
        _close(one, on, by=by)
        Relation.objects.create(source=one, target=successor, kind=RelationKind.MERGED_INTO, valid_from=on)
    fact = facts.OrganisationsMerged(
        organisation_id=successor.pk,
        name=successor.name,
        predecessor_ids=tuple(one.pk for one in predecessors),
        predecessors=tuple(one.name for one in predecessors),
        on=on,
    )
    record(fact, by=by)
    return successor


def _carry_memberships(predecessors: list[Organisation], successor: Organisation, on: date) -> None:
    member = Relation.objects.filter(queries.holding(on), kind=RelationKind.MEMBER_OF)
    zones = set(member.filter(source__in=predecessors).values_list("target_id", flat=True))
    already = set(member.filter(source=successor).values_list("target_id", flat=True))
    Relation.objects.bulk_create(
        Relation(source=successor, target_id=zone, kind=RelationKind.MEMBER_OF, valid_from=on)
        for zone in sorted(zones - already)
    )
