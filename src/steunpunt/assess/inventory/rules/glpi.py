"""An inventory of the GLPI agent, read by its own format: what the device is, and every field of the kind that it should be.

A field of another kind is left out and named; an inventory that misses what makes it one is refused. Sections about people
and secrets are never kept: who is logged in, what runs, keys of licences.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from steunpunt.assess.inventory.choices import AssetKind
from steunpunt.assess.inventory.rules.glpi_format import ITEM_TYPES, SECTIONS, Kind, Section
from steunpunt.assess.inventory.rules.identity import mac_key
from steunpunt.assess.inventory.values import Fault, Found, Installed, Row

LEFT_OUT = frozenset({"accesslog", "envs", "error", "local_groups", "local_users", "processes", "users"})
"""Sections about people, and about what they do."""
SECRETS: Mapping[str, frozenset[str]] = {
    "hardware": frozenset({"datelastloggeduser", "lastloggeduser", "winowner", "winprodid", "winprodkey"}),
    "licenseinfos": frozenset({"key", "productid"}),
    "network_device": frozenset({"contact", "credentials"}),
    "operatingsystem": frozenset({"ssh_key"}),
    "softwares": frozenset({"userid", "username"}),
    "virtualmachines": frozenset({"owner"}),
}
"""Fields about people, and keys."""
ACTIONS = frozenset({"inventory", "netinventory", "netdiscovery", "injector", ""})
MOST_FAULTS = 20
_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2})?.*)?$")
_PORTABLE = frozenset({"laptop", "notebook", "portable", "sub notebook", "convertible", "detachable", "handheld"})
_SERVERS = frozenset({"rack mount chassis", "main server chassis", "blade", "blade enclosure", "multi-system"})
_LONGEST = {"name": 255, "manufacturer": 80, "model": 120, "serial": 80, "uuid": 64, "tag": 60}


def read(data: Any, *, file: str = "", place: int = 1) -> Row:
    """One inventory. What cannot be one is a row without anything found, and the reason."""
    grave = list(_not_an_inventory(data))
    if grave:
        label = str(data.get("deviceid", ""))[:120] if isinstance(data, dict) else ""
        return Row(place=place, file=file, label=label, faults=tuple(grave))
    faults: list[Fault] = []
    content = dict(_sections(data["content"], faults))
    found = _found(data, content)
    return Row(
        place=place, file=file, label=found.name or found.device_id, found=found, faults=tuple(faults[:MOST_FAULTS])
    )


def _not_an_inventory(data: Any) -> Iterator[Fault]:
    if not isinstance(data, dict):
        yield Fault("not_an_inventory", is_grave=True)
        return
    for name in ("deviceid", "content"):
        if name not in data:
            yield Fault("missing", name, is_grave=True)
    if not isinstance(data.get("deviceid", ""), str) or data.get("deviceid") == "":
        yield Fault("not_text", "deviceid", is_grave=True)
    content = data.get("content", {})
    if not isinstance(content, dict):
        yield Fault("not_an_inventory", "content", is_grave=True)
    elif "content" in data and not isinstance(content.get("versionclient"), str):
        yield Fault("missing", "content.versionclient", is_grave=True)
    if data.get("itemtype", "Computer") not in ITEM_TYPES:
        yield Fault("unknown_kind", "itemtype", str(data.get("itemtype"))[:60], is_grave=True)
    if data.get("action", "") not in ACTIONS:
        yield Fault("not_an_inventory", "action", str(data.get("action"))[:60], is_grave=True)
    if not isinstance(data.get("partial", False), bool):
        yield Fault("not_yes_or_no", "partial", is_grave=True)


# ── field by field ───────────────────────────────────────────────────────────
def _sections(content: Mapping[str, Any], faults: list[Fault]) -> Iterator[tuple[str, Any]]:
    for name, value in content.items():
        section = SECTIONS.get(name)
        if name in LEFT_OUT or value is None:
            continue
        if section is None:
            yield name, value
        elif section.is_list:
            if not isinstance(value, list):
                faults.append(Fault("not_a_list", name))
                continue
            rows = (_object(one, section, f"{name}[{place}]", name, faults) for place, one in enumerate(value))
            yield name, [row for row in rows if row is not None]
        elif (kept := _object(value, section, name, name, faults)) is not None:
            yield name, kept


def _object(value: Any, section: Section, path: str, name: str, faults: list[Fault]) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        faults.append(Fault("not_an_object", path))
        return None
    missing = [one for one in section.required if value.get(one) is None]
    faults.extend(Fault("missing", f"{path}.{one}") for one in missing)
    if missing:
        return None
    secrets, kept = SECRETS.get(name, frozenset()), {}
    for key, one in value.items():
        if key in secrets or one is None:
            continue
        kind = section.fields.get(key, "any")
        fitting = _fitting(one, kind)
        if fitting is None:
            faults.append(Fault(_FAULTS[kind], f"{path}.{key}", str(one)[:60]))
        else:
            kept[key] = fitting
    return kept


_FAULTS: Mapping[Kind, str] = {
    "text": "not_text",
    "number": "not_a_number",
    "flag": "not_yes_or_no",
    "day": "not_a_day",
    "any": "",
}


def _fitting(value: Any, kind: Kind) -> Any:
    """The value when it is of its kind; a number for a text is written out, as agents do so. None when it is not."""
    if kind == "any":
        return value
    if kind == "flag":
        return value if isinstance(value, bool) else None
    if kind == "number":
        return value if isinstance(value, int) and not isinstance(value, bool) else None
    if isinstance(value, int | float) and not isinstance(value, bool) and kind == "text":
        return str(value)
    if not isinstance(value, str):
        return None
    text = value.replace("\x00", "")
    return text if kind == "text" or _DAY.match(text) else None


# ── what it is ───────────────────────────────────────────────────────────────
def _found(data: Mapping[str, Any], content: Mapping[str, Any]) -> Found:
    bios, hardware = content.get("bios", {}), content.get("hardware", {})
    device = content.get("network_device", {})
    texts: dict[str, Any] = {
        "name": device.get("name") or hardware.get("name") or data["deviceid"],
        "manufacturer": device.get("manufacturer") or bios.get("smanufacturer") or bios.get("mmanufacturer", ""),
        "model": device.get("model") or bios.get("smodel") or bios.get("mmodel", ""),
        "serial": device.get("serial") or bios.get("ssn") or bios.get("msn", ""),
        "uuid": hardware.get("uuid", ""),
        "tag": device.get("assettag") or _own_tag(bios.get("assettag", "")),
    }
    return Found(
        **{name: _text(text, name) for name, text in texts.items()},
        kind=_kind(str(data.get("itemtype", "Computer")), hardware, device),
        macs=tuple(sorted(_macs(content, device))),
        device_id=data["deviceid"][:160],
        content=content,
        is_partial=bool(data.get("partial", False)),
        software=_software(content),
    )


def _text(value: Any, name: str) -> Any:
    return " ".join(str(value or "").split())[: _LONGEST[name]]


def _own_tag(text: str) -> str:
    """A tag of the board, not what the maker left there."""
    return "" if text.lower() in {"release-keys", "no asset tag", "not specified", "default string"} else text


_ITEMS: Mapping[str, AssetKind] = {
    "Phone": AssetKind.PHONE,
    "Printer": AssetKind.PRINTER,
    "NetworkEquipment": AssetKind.NETWORK,
    "Unmanaged": AssetKind.OTHER,
}
_DEVICES: Mapping[str, AssetKind] = {"Printer": AssetKind.PRINTER, "Networking": AssetKind.NETWORK}


def _kind(item: str, hardware: Mapping[str, Any], device: Mapping[str, Any]) -> AssetKind:
    if kind := _DEVICES.get(str(device.get("type"))) or _ITEMS.get(item):
        return kind
    if str(hardware.get("vmsystem", "Physical")).lower() not in {"physical", ""}:
        return AssetKind.VIRTUAL
    chassis = str(hardware.get("chassis_type", "")).lower()
    if chassis in _PORTABLE:
        return AssetKind.LAPTOP
    if chassis in _SERVERS:
        return AssetKind.SERVER
    return AssetKind.TABLET if chassis == "tablet" else AssetKind.COMPUTER


def _macs(content: Mapping[str, Any], device: Mapping[str, Any]) -> set[str]:
    """Of network cards that are there: not of bridges, containers and other machines inside it."""
    rows = [one for one in content.get("networks", []) if not one.get("virtualdev")]
    found = {mac_key(str(one.get("mac", ""))) for one in rows} | {mac_key(str(device.get("mac", "")))}
    return found - {""}


def _software(content: Mapping[str, Any]) -> list[Installed] | None:
    if "softwares" not in content and "operatingsystem" not in content:
        return None
    found = [
        Installed(
            name=str(one["name"]).strip()[:200],
            publisher=str(one.get("publisher", "")).strip()[:120],
            version=str(one.get("version", "")).strip()[:80],
            installed_on=day_of(one.get("install_date")),
        )
        for one in content.get("softwares", [])
        if str(one["name"]).strip()
    ]
    system = content.get("operatingsystem", {})
    name = str(system.get("full_name") or system.get("name") or "").strip()
    if name:
        version = str(system.get("version", "")).strip()[:80]
        found.append(
            Installed(name=name[:200], version=version, installed_on=day_of(system.get("install_date")), is_system=True)
        )
    return found


def day_of(text: Any) -> date | None:
    match = _DAY.match(text) if isinstance(text, str) else None
    try:
        return date(*map(int, match.groups()[:3])) if match else None
    except ValueError:
        return None
