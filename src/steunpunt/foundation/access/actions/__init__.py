"""The verbs of access, and the only place that writes."""

from steunpunt.foundation.access.actions.settling import settle

__all__ = ["settle"]
