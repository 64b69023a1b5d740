"""A public contract in the Open Contracting Data Standard 1.1: releases, and the record they make.

Core fields, with the extensions for lots, for what each is judged by, and for how many offers came in. Nothing that is
confidential comes in here: no estimate, no offers but those that were chosen, no marks, no price but the awarded value, nobody
who asked or follows, no order and no quantity that was ordered. Each release holds everything that is public by then, so that
the last one is what all of them come to.

What is called off under a framework contract is told as a milestone of reporting with a text, beside a progress report: the
standard's own place for it, a process of its own for each order, would name every board and every order, and its transactions
are payments, which are not known here.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from steunpunt.contract.tenders.choices import Buying, Procedure, Subject
from steunpunt.contract.tenders.rules.ocds_lots import (
    EXTENSIONS,
    criteria_in_words,
    lot_id,
    lots,
    number,
    statistics,
    value,
)
from steunpunt.contract.tenders.rules.ocds_values import (
    KBO,
    Altered,
    Amended,
    Awarded,
    Contracted,
    Party,
    Progress,
    Public,
)
from steunpunt.contract.tenders.values import Item

__all__ = [
    "Altered",
    "Amended",
    "Awarded",
    "Contracted",
    "Party",
    "Progress",
    "Public",
    "contracts",
    "moment",
    "record",
    "record_package",
    "release",
    "release_package",
    "tags",
]

VERSION = "1.1"
BRUSSELS = ZoneInfo("Europe/Brussels")
METHODS = {
    Procedure.OPEN: "open",
    Procedure.RESTRICTED: "selective",
    Procedure.NEGOTIATED_PUBLISHED: "selective",
    Procedure.NEGOTIATED_UNPUBLISHED: "limited",
}
CATEGORIES = {Subject.SUPPLIES: "goods", Subject.SERVICES: "services", Subject.WORKS: "works"}


AWARDED_VALUE = (
    "De waarde is de prijs van de gekozen offerte bij de vermoede hoeveelheden over de hele looptijd. De waarde van de opdracht, "
    "en van een contract dat een hoogste bedrag noemt, is wat ten hoogste besteld kan worden."
)
"""Why the value of an award is another than that of its tender."""


def release(public: Public, *, number: int, tag: Sequence[str], made_at: datetime) -> dict[str, Any]:
    """One release. It is never changed: what changes is in the next."""
    found: dict[str, Any] = {
        "ocid": public.ocid,
        "id": f"{public.ocid}-{number}",
        "date": moment(made_at),
        "tag": list(tag),
        "initiationType": "tender",
        "language": public.language,
        "parties": _parties(public),
        "buyer": _reference(public.authority),
        "planning": {"rationale": _text(public)},
        "tender": _tender(public),
    }
    if public.offers:
        found["bids"] = {"statistics": statistics(public)}
    if public.awards:
        found["awards"] = [_award(public, one) for one in public.awards]
    if public.contracts:
        found["contracts"] = contracts(public)
    return found


def contracts(public: Public) -> list[dict[str, Any]]:
    """Those of a release."""
    return [_contract(public, one) for one in public.contracts]


def tags(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """What happened to contracts since the last release, in words of the code list releaseTag; none where nothing did."""
    known = {one["id"]: one for one in before}
    found = [tag for one in after for tag in _tags(known.get(one["id"]), one)]
    return tuple(dict.fromkeys(found))


def _tags(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> Iterator[str]:
    if before == after:
        return
    was = before or {}
    told, tells = was.get("implementation"), after.get("implementation")
    if before is None:
        yield "contract"
    elif after["status"] != was["status"]:
        yield "contractTermination"
    elif after.get("amendments") != was.get("amendments"):
        yield "contractAmendment"
    elif {**after, "implementation": told} != {**was, "implementation": told}:
        yield "contractUpdate"
    if tells != told:
        yield "implementationUpdate" if told else "implementation"


def release_package(releases: Sequence[Mapping[str, Any]], *, uri: str, publisher: str, at: datetime) -> dict[str, Any]:
    return {**_package(uri=uri, publisher=publisher, at=at), "releases": list(releases)}


def record_package(records: Sequence[Mapping[str, Any]], *, uri: str, publisher: str, at: datetime) -> dict[str, Any]:
    return {**_package(uri=uri, publisher=publisher, at=at), "records": list(records)}


def record(releases: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """All releases of one tender, with what they come to."""
    last = releases[-1]
    compiled = {**last, "tag": ["compiled"], "id": f"{last['ocid']}-compiled-{last['date']}"}
    return {"ocid": last["ocid"], "releases": list(releases), "compiledRelease": compiled}


def _package(*, uri: str, publisher: str, at: datetime) -> dict[str, Any]:
    return {
        "uri": uri,
        "version": VERSION,
        "extensions": list(EXTENSIONS),
        "publishedDate": moment(at),
        "publisher": {"name": publisher},
    }


def moment(value: datetime) -> str:
    """As RFC 3339 wants it, in the time of Brussels."""
    return value.astimezone(BRUSSELS).replace(microsecond=0).isoformat()


def _midnight(day: date) -> str:
    return moment(datetime.combine(day, time(), tzinfo=BRUSSELS))


def _reference(party: Party) -> dict[str, str]:
    return {"id": party.key, "name": party.name}


def _parties(public: Public) -> list[dict[str, Any]]:
    roles: dict[str, list[str]] = {public.authority.key: ["buyer", "procuringEntity"]}
    known = {public.authority.key: public.authority}
    bought_for = () if public.spec.buying is Buying.OWN else public.boards
    won = [one.supplier for one in public.awards if one.supplier is not None]
    for party, role in [*((one, "buyer") for one in bought_for), *((one, "supplier") for one in won)]:
        known[party.key] = party
        if role not in roles.setdefault(party.key, []):
            roles[party.key].append(role)
    return [_party(known[key], found) for key, found in roles.items()]


def _party(party: Party, roles: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {**_reference(party), "roles": list(roles)}
    if party.number:
        found["identifier"] = {"scheme": KBO, "id": party.number, "legalName": party.name}
    return found


def _text(public: Public) -> str:
    mark = "Demonstratie: deze opdracht is verzonnen. " if public.is_invented else ""
    return f"{mark}{public.spec.purpose}".strip() or public.spec.title


def _tender(public: Public) -> dict[str, Any]:
    spec = public.spec
    found: dict[str, Any] = {
        "id": public.reference,
        "title": spec.title,
        "description": _text(public),
        "status": public.status,
        "procuringEntity": _reference(public.authority),
        "lots": lots(public),
        "items": [_item(public, item) for item in spec.items],
        "procurementMethod": METHODS[spec.procedure],
        "procurementMethodDetails": public.procedure,
        "mainProcurementCategory": CATEGORIES[spec.subject],
        "awardCriteria": "ratedCriteria" if spec.criteria else "priceOnly",
        "awardCriteriaDetails": criteria_in_words(public),
        "submissionMethod": ["electronicSubmission"],
        "submissionMethodDetails": public.url,
        "documents": [
            {
                "id": f"bestek-{len(public.amended) + 1}",
                "documentType": "biddingDocuments",
                "title": spec.title,
                "url": public.url,
                "datePublished": moment(public.amended[-1].on if public.amended else public.published_at),
                "format": "text/html",
                "language": public.language,
            }
        ],
    }
    if spec.calendar.offers_until is not None:
        found["tenderPeriod"] = {
            "startDate": moment(public.published_at),
            "endDate": moment(spec.calendar.offers_until),
        }
    if spec.calendar.questions_until is not None:
        found["enquiryPeriod"] = {
            "startDate": moment(public.published_at),
            "endDate": moment(spec.calendar.questions_until),
        }
    if spec.framework is not None and spec.framework.most_amount is not None:
        found["value"] = value(spec.framework.most_amount)
    if public.tenderers is not None:
        found["numberOfTenderers"] = public.tenderers
    amendments = [_amendment(one) for one in public.amended]
    if public.stopped:
        amendments.append({"id": "stop", "rationale": public.stopped})
    if amendments:
        found["amendments"] = amendments
    return found


def _amendment(one: Amended) -> dict[str, Any]:
    found = {"id": one.id, "date": moment(one.on), "rationale": one.rationale}
    return {**found, "description": one.what} if one.what else found


def _item(public: Public, item: Item) -> dict[str, Any]:
    kind = public.names.get(item.kind, "")
    found: dict[str, Any] = {
        "id": item.code,
        "description": item.title,
        "quantity": number(item.quantity),
        "unit": {"name": f"{item.unit}, {kind}" if kind else item.unit},
        "relatedLot": lot_id(item.lot),
    }
    if public.spec.cpv:
        found["classification"] = {"scheme": "CPV", "id": public.spec.cpv[0]}
    if len(public.spec.cpv) > 1:
        found["additionalClassifications"] = [{"scheme": "CPV", "id": code} for code in public.spec.cpv[1:]]
    return found


def _award(public: Public, one: Awarded) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": one.id,
        "title": f"Perceel {one.lot}: {one.title}" if len(public.spec.lots) > 1 else one.title,
        "status": one.status,
        "date": _midnight(one.decided_on),
        "items": [_item(public, item) for item in public.spec.items if item.lot == one.lot],
        "relatedLots": [lot_id(one.lot)],
    }
    if one.supplier is not None:
        found["suppliers"] = [_reference(one.supplier)]
    if one.value is not None:
        found["value"] = value(one.value)
        found["description"] = AWARDED_VALUE
    return found


def _contract(public: Public, one: Contracted) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": one.id,
        "awardID": one.award,
        "title": one.title,
        "status": "terminated" if one.is_over else "active",
        "dateSigned": _midnight(one.concluded_on),
        "period": {"startDate": _midnight(one.starts_on), "endDate": _midnight(one.ends_on)},
    }
    if one.is_invented:
        found["description"] = "Demonstratie: dit contract en wat eronder besteld is, zijn verzonnen."
    if one.value is not None:
        found["value"] = value(one.value)
    if one.altered:
        found["amendments"] = [
            {"id": each.id, "date": _midnight(each.on), "rationale": each.what} for each in one.altered
        ]
    if one.progress:
        found["implementation"] = _implementation(public, one)
    return found


def _implementation(public: Public, one: Contracted) -> dict[str, Any]:
    return {
        "milestones": [
            {
                "id": f"afnames-{each.until:%Y-%m-%d}",
                "type": "reporting",
                "title": f"Afnames tot en met {each.until:%d/%m/%Y}",
                "description": _called_off(each),
                "dateMet": moment(each.told_at),
                "dateModified": moment(each.told_at),
                "status": "met",
            }
            for each in one.progress
        ],
        "documents": [
            {
                "id": "afnames",
                "documentType": "financialProgressReport",
                "title": "Wat besturen onder dit contract bestelden",
                "url": f"{public.url}#uitvoering",
                "datePublished": moment(one.progress[0].told_at),
                "dateModified": moment(one.progress[-1].told_at),
                "format": "text/html",
                "language": public.language,
            }
        ],
    }


def _called_off(one: Progress) -> str:
    amount, step = (f"{value:,.0f}".replace(",", ".") for value in (one.amount, one.rounded_to))
    return (
        f"Tot en met {one.until:%d/%m/%Y} bestelden de besturen samen bij de leverancier voor ongeveer € {amount} zonder btw. "
        f"Het bedrag is afgerond op € {step}, zodat het niets zegt over een prijs of over één bestuur."
    )
