"""The kinds of notice that modules send: each registers its own in `apps.py`."""

from dataclasses import dataclass

from django.apps import apps

from steunpunt.foundation.acting import Text
from steunpunt.foundation.notices.choices import Mail
from steunpunt.foundation.ui.registry import Contributions


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """What it is about, in words in which people choose, and how it is mailed when they did not choose."""

    key: str
    label: Text
    mail: Mail = Mail.DIGEST


kinds: Contributions[NoticeKind] = Contributions("notice_kinds")


def kind_of(key: str) -> NoticeKind:
    return next(kind for name, kind in kinds if name == key)


def label_of(key: str) -> str:
    """What a kind is about, in words; a kind that this release no longer knows, by its key."""
    return next((str(kind.label) for name, kind in kinds if name == key), key)


def module_of(key: str) -> str:
    """The module that sends a kind: its key begins with the name of the app."""
    return apps.get_app_config(key.partition(".")[0]).name
