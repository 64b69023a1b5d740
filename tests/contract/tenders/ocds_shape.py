"""The part of OCDS 1.1 and of its extensions (lots, bids, breakdown of award criteria) that we write, as JSON Schema: derived
from their fields and code lists, and stricter, since no other field may stand there. Where `OCDS_SCHEMA_DIR` names a folder with
the official schema, tests hold to that one as well.
"""

from typing import Any

MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$"}
TEXT = {"type": "string", "minLength": 1}


def thing(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


def many(one: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": one, "minItems": 1}


def one_of(*words: str) -> dict[str, Any]:
    return {"enum": list(words)}


VALUE = thing("amount currency", amount={"type": "number"}, currency=one_of("EUR"))
PERIOD = thing("startDate endDate", startDate=MOMENT, endDate=MOMENT)
REFERENCE = thing("id name", id=TEXT, name=TEXT)
CPV = thing("scheme id", scheme=one_of("CPV"), id=TEXT)
ITEM = thing(
    "id description quantity unit relatedLot",
    id=TEXT,
    description=TEXT,
    quantity={"type": "number"},
    unit=thing("name", name=TEXT),
    classification=CPV,
    additionalClassifications=many(CPV),
    relatedLot=TEXT,
)
CRITERION = thing(
    "type name",
    type=one_of("price", "quality"),
    name=TEXT,
    description=TEXT,
    numbers=many(
        thing(
            "number",
            number={"type": "number"},
            weight=one_of("pointsExact"),
            threshold=one_of("minimumScore"),
        )
    ),
)
LOT = thing(
    "id title status awardCriteria",
    id=TEXT,
    title=TEXT,
    description=TEXT,
    status=one_of("active", "cancelled", "unsuccessful", "complete"),
    value=VALUE,
    awardCriteria=thing("criteria", criteria=many(CRITERION), weightingDescription=TEXT),
)
STATISTIC = thing(
    "id measure value relatedLot", id=TEXT, measure=one_of("bids"), value={"type": "integer"}, relatedLot=TEXT
)
PARTY = thing(
    "id name roles",
    id=TEXT,
    name=TEXT,
    roles=many(one_of("buyer", "procuringEntity", "supplier")),
    identifier=thing("scheme id legalName", scheme=one_of("BE-BCE_KBO"), id=TEXT, legalName=TEXT),
)
TENDER = thing(
    "id title status procuringEntity lots items procurementMethod mainProcurementCategory awardCriteria submissionMethod",
    id=TEXT,
    title=TEXT,
    description=TEXT,
    status=one_of("planning", "planned", "active", "cancelled", "unsuccessful", "complete", "withdrawn"),
    procuringEntity=REFERENCE,
    lots=many(LOT),
    items=many(ITEM),
    value=VALUE,
    procurementMethod=one_of("open", "selective", "limited", "direct"),
    procurementMethodDetails=TEXT,
    mainProcurementCategory=one_of("goods", "works", "services"),
    awardCriteria=one_of("priceOnly", "costOnly", "qualityOnly", "ratedCriteria"),
    awardCriteriaDetails=TEXT,
    submissionMethod=many(one_of("electronicSubmission")),
    submissionMethodDetails=TEXT,
    tenderPeriod=PERIOD,
    enquiryPeriod=PERIOD,
    numberOfTenderers={"type": "integer"},
    documents=many(
        thing(
            "id documentType title url datePublished format language",
            id=TEXT,
            documentType=one_of("biddingDocuments"),
            title=TEXT,
            url=TEXT,
            datePublished=MOMENT,
            format=one_of("text/html"),
            language=TEXT,
        )
    ),
    amendments=many(thing("id rationale", id=TEXT, date=MOMENT, rationale=TEXT, description=TEXT)),
)
AWARD = thing(
    "id title status date items relatedLots",
    id=TEXT,
    title=TEXT,
    status=one_of("pending", "active", "cancelled", "unsuccessful"),
    date=MOMENT,
    description=TEXT,
    items=many(ITEM),
    relatedLots=many(TEXT),
    suppliers=many(REFERENCE),
    value=VALUE,
)
IMPLEMENTATION = thing(
    "milestones documents",
    milestones=many(
        thing(
            "id type title description dateMet dateModified status",
            id=TEXT,
            type=one_of("reporting"),
            title=TEXT,
            description=TEXT,
            dateMet=MOMENT,
            dateModified=MOMENT,
            status=one_of("met"),
        )
    ),
    documents=many(
        thing(
            "id documentType title url datePublished dateModified format language",
            id=TEXT,
            documentType=one_of("financialProgressReport"),
            title=TEXT,
            url=TEXT,
            datePublished=MOMENT,
            dateModified=MOMENT,
            format=one_of("text/html"),
            language=TEXT,
        )
    ),
)
"""Milestones and a report; no transactions: those are payments, and each would name who paid."""
CONTRACT = thing(
    "id awardID title status dateSigned period",
    id=TEXT,
    awardID=TEXT,
    title=TEXT,
    description=TEXT,
    status=one_of("active", "terminated"),
    value=VALUE,
    dateSigned=MOMENT,
    period=PERIOD,
    amendments=many(thing("id date rationale", id=TEXT, date=MOMENT, rationale=TEXT)),
    implementation=IMPLEMENTATION,
)
RELEASE = thing(
    "ocid id date tag initiationType language parties buyer tender",
    ocid=TEXT,
    id=TEXT,
    date=MOMENT,
    tag=many(
        one_of(
            "planning",
            "tender",
            "tenderUpdate",
            "tenderCancellation",
            "award",
            "awardUpdate",
            "awardCancellation",
            "contract",
            "contractUpdate",
            "contractAmendment",
            "contractTermination",
            "implementation",
            "implementationUpdate",
            "compiled",
        )
    ),
    initiationType=one_of("tender"),
    language=TEXT,
    parties=many(PARTY),
    buyer=REFERENCE,
    planning=thing("rationale", rationale=TEXT),
    tender=TENDER,
    bids=thing("statistics", statistics=many(STATISTIC)),
    awards=many(AWARD),
    contracts=many(CONTRACT),
)
RECORDS = thing(
    "uri version extensions publishedDate publisher records",
    uri=TEXT,
    version=one_of("1.1"),
    extensions=many(TEXT),
    publishedDate=MOMENT,
    publisher=thing("name", name=TEXT),
    records=many(thing("ocid releases compiledRelease", ocid=TEXT, releases=many(RELEASE), compiledRelease=RELEASE)),
)
