"""Things of the estate, and inventories as agents send them; all invented."""

from typing import Any

from steunpunt.assess.inventory import actions
from steunpunt.assess.inventory.choices import AssetKind
from steunpunt.assess.inventory.models import Asset
from steunpunt.assess.inventory.values import Found
from steunpunt.foundation.acting import Actor
from tests.factories.scan import NOW


def found(**changed: Any) -> Found:
    values: dict[str, Any] = {"kind": AssetKind.LAPTOP, "name": "Laptop balie", "serial": "SN-0001"}
    return Found(**(values | changed))


def an_asset(*, by: Actor, **changed: Any) -> Asset:
    return actions.keep_asset(found=found(**changed), now=NOW, by=by)


def an_inventory(number: int = 1, **changed: Any) -> dict[str, Any]:
    """A laptop as its agent tells of it: two programmes, a system, a network card, somebody logged in."""
    content: dict[str, Any] = {
        "versionclient": "GLPI-Agent_v1.9",
        "accesslog": {"logdate": "2026-11-20 08:00:00", "userid": "somebody"},
        "users": [{"login": "somebody"}],
        "bios": {"smanufacturer": "Voorbeeld Inc.", "smodel": "Model 5", "ssn": f"SER{number:06}", "assettag": f"K-{number}"},
        "hardware": {
            "name": f"pc-{number:04}",
            "uuid": f"4c4c4544-0034-3010-8048-{number:012x}",
            "chassis_type": "Laptop",
            "vmsystem": "Physical",
            "memory": 16_384,
            "lastloggeduser": "somebody",
        },
        "networks": [
            {"description": "eth0", "mac": f"00:1b:44:{number >> 16 & 255:02x}:{number >> 8 & 255:02x}:{number & 255:02x}"},
            {"description": "docker0", "mac": "02:42:ac:11:00:02", "virtualdev": True},
        ],
        "operatingsystem": {"full_name": "Voorbeeld OS 11 Pro", "name": "Voorbeeld OS", "version": "11.0.2"},
        "softwares": [
            {"name": "Kaartenmaker 4.2 (x64)", "publisher": "Kaart NV", "version": "4.2.1", "install_date": "2026-01-15"},
            {"name": "Tekstmaker", "publisher": "Tekst Corporation", "version": "2024"},
        ],
    }  # fmt: skip
    base = {"deviceid": f"pc-{number:04}-2026-01-01", "itemtype": "Computer", "action": "inventory", "content": content}
    return base | changed
