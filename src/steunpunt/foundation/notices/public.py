"""The face of notices to other modules: register a kind in `apps.py`, then tell people."""

from steunpunt.foundation.notices.actions import notify
from steunpunt.foundation.notices.choices import Mail
from steunpunt.foundation.notices.registry import NoticeKind, kinds

__all__ = ["Mail", "NoticeKind", "kinds", "notify"]
