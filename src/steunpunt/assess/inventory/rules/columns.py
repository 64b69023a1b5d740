"""What the columns of a spreadsheet mean, and what stands in its cells.

Headings are known in Dutch, French and English, and as other inventories write them (Snipe-IT, GLPI). Names of people are
known so that they are left out: the estate says for which group a thing is, never for whom.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from steunpunt.assess.inventory.choices import AssetKind, AssetState
from steunpunt.assess.inventory.rules.identity import is_rounded, mac_key
from steunpunt.assess.inventory.values import Fault, Found, Row


class Field(StrEnum):
    """What a column can be about; the names are those of `Found`."""

    NAME = "name"
    TAG = "tag"
    KIND = "kind"
    MANUFACTURER = "manufacturer"
    MODEL = "model"
    SERIAL = "serial"
    UUID = "uuid"
    MAC = "macs"
    PLACE = "place"
    USER_GROUP = "user_group"
    STATE = "state"
    COUNT = "count"
    COST = "cost"
    BOUGHT_ON = "bought_on"
    ENDS_ON = "ends_on"
    SUPPLIER = "supplier"
    NOTE = "note"


_WORDS: Mapping[Field, str] = {
    Field.NAME: "naam|name|nom|item name|asset name|toestelnaam|computernaam|hostname|omschrijving|description|full_name",
    Field.TAG: "nummer|inventarisnummer|asset tag|tag|inventory number|numero d'inventaire|label|code",
    Field.KIND: "soort|type|categorie|category|kind|soort toestel|itemtype|categorie d'actif",
    Field.MANUFACTURER: "merk|fabrikant|manufacturer|maker|fabricant|marque|constructeur|brand",
    Field.MODEL: "model|modele|model name|modelnaam",
    Field.SERIAL: "serienummer|serial|serial number|numero de serie|sn|s/n|service tag",
    Field.UUID: "uuid|guid",
    Field.MAC: "mac|mac address|mac-adres|adresse mac|mac adres",
    Field.PLACE: "plaats|locatie|location|lieu|gebouw|lokaal|site|emplacement|batiment|building",
    Field.USER_GROUP: "gebruikersgroep|dienst|afdeling|department|group|groupe|service|departement|user group",
    Field.STATE: "toestand|status|state|etat|statut",
    Field.COUNT: "aantal|quantity|qty|seats|count|nombre|quantite|licenties|plaatsen",
    Field.COST: "kost|prijs|kostprijs|aankoopprijs|cost|purchase cost|price|cout|prix|prix d'achat|aankoopbedrag",
    Field.BOUGHT_ON: "aankoopdatum|gekocht op|purchase date|date d'achat|bought on|datum aankoop|aangekocht op",
    Field.ENDS_ON: "einddatum|vervaldatum|geldig tot|expiration date|asset eol date|eol date|expires|date d'expiration|eol|ends on",
    Field.SUPPLIER: "leverancier|supplier|fournisseur|vendor",
    Field.NOTE: "opmerking|opmerkingen|notes|note|notities|asset notes|remarques|remarque|comments|commentaire",
}
_PEOPLE = (
    "full name|email|username|first name|last name|licensed to name|licensed to email|gebruiker|voornaam|achternaam",
    "naam gebruiker|e-mail|utilisateur|prenom|checked out to: username|checked out to: first name",
    "checked out to: last name|checked out to: email|manager|manager username",
)
PEOPLE = frozenset("|".join(_PEOPLE).split("|"))
"""Columns with people: never read in."""
_KINDS: Mapping[AssetKind, str] = {
    AssetKind.COMPUTER: "computer|pc|desktop|desktops|workstation|werkstation|ordinateur|vaste pc|computers",
    AssetKind.LAPTOP: "laptop|notebook|portable|ordinateur portable|laptops|draagbare pc",
    AssetKind.SERVER: "server|serveur|servers",
    AssetKind.VIRTUAL: "virtuele machine|virtual machine|vm|machine virtuelle",
    AssetKind.TABLET: "tablet|tablette|tablets|ipad",
    AssetKind.PHONE: "phone|telefoon|smartphone|gsm|telephone|mobile phone|phones",
    AssetKind.PRINTER: "printer|imprimante|multifunctional|mfp|kopieertoestel|printers",
    AssetKind.NETWORK: "network|netwerk|switch|router|firewall|access point|networkequipment|netwerkapparatuur|reseau",
    AssetKind.SCREEN: "scherm|monitor|screen|ecran|display|displays",
    AssetKind.PERIPHERAL: "randapparaat|peripheral|ander toestel|peripherique|dock|docking|beamer|keyboard|mouse|other device",
    AssetKind.LICENCE: "licentie|licence|license|licences|licenses|software",
    AssetKind.LINE: "lijn|line|ligne|internetlijn",
    AssetKind.CERTIFICATE: "certificaat|certificate|certificat",
    AssetKind.DOMAIN: "domein|domeinnaam|domain|domain name|nom de domaine",
    AssetKind.MAILBOXES: "postbus|postbussen|mailboxes|mailbox|boites aux lettres",
    AssetKind.OTHER: "andere|other|iets anders|autre|something else",
}
_STATES: Mapping[AssetState, str] = {
    AssetState.IN_USE: "in gebruik|in use|deployed|active|actief|en service|utilise|ready to deploy|deployable",
    AssetState.IN_STOCK: "in voorraad|voorraad|in stock|stock|en stock|spare",
    AssetState.IN_REPAIR: "in herstelling|herstelling|in repair|en reparation|pending diagnostics|pending|out for repair",
    AssetState.RETIRED: "buiten gebruik|retired|archived|hors service|undeployable|disposed|afgevoerd|out of use",
    AssetState.LOST: "verloren|gestolen|lost|stolen|lost/stolen|perdu|vole|verloren of gestolen|lost or stolen",
}
_LONGEST: Mapping[Field, int] = {
    Field.NAME: 255,
    Field.TAG: 60,
    Field.MANUFACTURER: 80,
    Field.MODEL: 120,
    Field.SERIAL: 80,
    Field.UUID: 64,
    Field.PLACE: 120,
    Field.USER_GROUP: 80,
    Field.SUPPLIER: 120,
    Field.NOTE: 2_000,
}
_NUMBERS_OF_THINGS = frozenset({Field.TAG, Field.MODEL, Field.SERIAL, Field.UUID})
_OF_LICENCES = frozenset({"seats", "licensed to name", "plaatsen van de licentie"})
MOST_COUNT = 10_000_000
MOST_COST = Decimal(1_000_000_000)
_DATE = re.compile(r"^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[ T]\d{1,2}:\d{2}.*)?$")


def plain(text: str) -> str:
    """A heading or a word without capitals, accents and double spaces."""
    letters = unicodedata.normalize("NFKD", text.replace("\ufeff", "").replace("_", " "))
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).lower().split())


_FIELDS = {plain(word): field for field, words in _WORDS.items() for word in words.split("|")}
_KIND_WORDS = {plain(word): kind for kind, words in _KINDS.items() for word in words.split("|")}
_STATE_WORDS = {plain(word): state for state, words in _STATES.items() for word in words.split("|")}


def guess(headings: Sequence[str]) -> dict[int, Field]:
    """Which column is about what, by its heading: each field once, the first column that fits. People stay out."""
    found: dict[int, Field] = {}
    for place, heading in enumerate(headings):
        word = plain(heading)
        field = None if word in PEOPLE else _FIELDS.get(word)
        if field and field not in found.values():
            found[place] = field
    return found


def kind_of(headings: Sequence[str]) -> AssetKind | None:
    """What a whole spreadsheet is about, where its headings give that away: seats are of licences."""
    return AssetKind.LICENCE if {plain(heading) for heading in headings} & _OF_LICENCES else None


def day_order(values: Sequence[str]) -> str:
    """Whether days in a column stand as day/month/year (`dmy`, ours) or month/day/year (`mdy`): by what can only be one."""
    seconds = [int(match[2]) for text in values if (match := _DATE.match(text.strip())) and len(match[1]) < 3]
    firsts = [int(match[1]) for text in values if (match := _DATE.match(text.strip())) and len(match[1]) < 3]
    return "mdy" if any(n > 12 for n in seconds) and not any(n > 12 for n in firsts) else "dmy"


def rows(
    table: Sequence[Sequence[str]],
    mapping: Mapping[int, Field],
    *,
    file: str = "",
    first_row: int = 2,
    kind: AssetKind | None = None,
) -> Iterator[Row]:
    """Every row as something found, or with what is wrong in which cell. `kind` is meant where no column says it."""
    orders = {
        place: day_order([row[place] for row in table if place < len(row)])
        for place, field in mapping.items()
        if field in {Field.BOUGHT_ON, Field.ENDS_ON}
    }
    for number, cells in enumerate(table, start=first_row):
        if any(cell.strip() for cell in cells):
            yield _row(cells, mapping, orders, file, number, kind)


def _row(
    cells: Sequence[str],
    mapping: Mapping[int, Field],
    orders: Mapping[int, str],
    file: str,
    number: int,
    kind: AssetKind | None,
) -> Row:
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for place, field in mapping.items():
        text = cells[place].strip() if place < len(cells) else ""
        if not text:
            continue
        value = _value(field, text, orders.get(place, "dmy"))
        if isinstance(value, Fault):
            faults.append(value)
        else:
            values[field.value] = value
    if values.get("kind") in {None, AssetKind.OTHER}:
        values["kind"] = kind or AssetKind.OTHER
    marks = [values.get(name) for name in ("name", "tag", "serial", "uuid", "macs")]
    if not any(marks) and not faults:
        faults.append(Fault("no_name", "name", is_grave=True))
    label = str(values.get("name") or values.get("tag") or values.get("serial") or "")
    if any(fault.is_grave for fault in faults):
        return Row(place=number, file=file, label=label, faults=tuple(faults))
    if not values.get("name"):
        values["name"] = label or str(values.get("model", "")) or number
    return Row(place=number, file=file, label=label, found=Found(**values), faults=tuple(faults))


def _value(field: Field, text: str, order: str) -> Any:
    """What a cell says, or the fault that refuses its row: half a row would be worse than none."""
    if field in _READERS:
        value = _READERS[field](text, order)
        return value if value is not None else Fault(_FAULTS[field], field.value, text[:60], is_grave=True)
    if field in _NUMBERS_OF_THINGS and is_rounded(text):
        return Fault("rounded", field.value, text[:60], is_grave=True)
    if "\ufffd" in text:
        return Fault("garbled", field.value, text[:60], is_grave=True)
    if len(text) > _LONGEST[field]:
        return Fault("too_long", field.value, text[:60], is_grave=True)
    return text


def _kind_of(text: str, _order: str) -> AssetKind:
    """An unknown word is something else: categories of other inventories are their own."""
    return _KIND_WORDS.get(plain(text), AssetKind.OTHER)


def _state_of(text: str, _order: str) -> AssetState | None:
    return _STATE_WORDS.get(plain(text))


def _count_of(text: str, _order: str) -> int | None:
    number = amount(text)
    return int(number) if number is not None and number == int(number) and 0 <= number <= MOST_COUNT else None


def _cost_of(text: str, _order: str) -> Decimal | None:
    number = amount(text)
    return round(number, 2) if number is not None and 0 <= number < MOST_COST else None


def _macs_of(text: str, _order: str) -> tuple[str, ...] | None:
    found = tuple(key for one in re.split(r"[,;\s]+", text) if (key := mac_key(one)))
    return found or None


def day_of(text: str, order: str = "dmy") -> date | None:
    """27/10/2028, 2028-10-27 or, with `mdy`, 10/27/28; None when it is no day."""
    match = _DATE.match(text.strip())
    if not match:
        return None
    first, second, third = (int(part) for part in match.groups())
    if len(match[1]) == 4:
        year, month, day = first, second, third
    else:
        day, month = (second, first) if order == "mdy" else (first, second)
        year = third if len(match[3]) == 4 else 2000 + third if third < 70 else 1900 + third
    try:
        return date(year, month, day) if 1900 <= year <= 2150 else None
    except ValueError:
        return None


def amount(text: str) -> Decimal | None:
    """€ 1.234,56, 1,234.56 or $12.58: where both signs stand the last one is before the decimals."""
    bare = re.sub(r"[\s\u00a0\u202f€$]|EUR|USD", "", text)
    comma, point = bare.rfind(","), bare.rfind(".")
    if comma > point:
        bare = bare.replace(".", "").replace(",", ".")
    elif comma >= 0:
        bare = bare.replace(",", "")
    elif bare.count(".") > 1 or (point >= 0 and len(bare) - point - 1 == 3 and bare[:2] != "0."):
        bare = bare.replace(".", "")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


_READERS: Mapping[Field, Any] = {
    Field.KIND: _kind_of,
    Field.STATE: _state_of,
    Field.COUNT: _count_of,
    Field.COST: _cost_of,
    Field.MAC: _macs_of,
    Field.BOUGHT_ON: day_of,
    Field.ENDS_ON: day_of,
}
_FAULTS: Mapping[Field, str] = {
    Field.STATE: "unknown_state",
    Field.COUNT: "not_a_number",
    Field.COST: "not_an_amount",
    Field.MAC: "not_an_address",
    Field.BOUGHT_ON: "not_a_day",
    Field.ENDS_ON: "not_a_day",
}
