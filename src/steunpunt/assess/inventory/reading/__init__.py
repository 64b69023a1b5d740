"""Opening what somebody hands over, trusting nothing: spreadsheets, inventories of agents, archives of thousands."""

from steunpunt.assess.inventory.reading.devices import MOST_BYTES, Unreadable, devices, is_of_devices, sent, unpacked
from steunpunt.assess.inventory.reading.sheets import Table, table

__all__ = ["MOST_BYTES", "Table", "Unreadable", "devices", "is_of_devices", "sent", "table", "unpacked"]
