"""What happens to hooks."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from steunpunt.foundation.journal.public import Fact


@dataclass(frozen=True, kw_only=True)
class HookFact(Fact):
    """Base of what happens to a hook."""

    key = "hooks.any"
    sentence = _("Something happened to the web hook to %(host)s.")
    hook_id: int
    host: str

    @property
    def subject(self) -> str:
        return f"hook:{self.hook_id}"


@dataclass(frozen=True, kw_only=True)
class HookMade(HookFact):
    key = "hooks.made"
    sentence = _("A web hook to %(host)s was made.")


@dataclass(frozen=True, kw_only=True)
class HookRemoved(HookFact):
    key = "hooks.removed"
    sentence = _("The web hook to %(host)s was removed.")


@dataclass(frozen=True, kw_only=True)
class HookTried(HookFact):
    key = "hooks.tried"
    sentence = _("A test message was sent to the web hook to %(host)s.")


@dataclass(frozen=True, kw_only=True)
class HookSwitchedOff(HookFact):
    key = "hooks.switched_off"
    sentence = _("The web hook to %(host)s was switched off: too many messages failed.")


@dataclass(frozen=True, kw_only=True)
class HookSwitchedOn(HookFact):
    key = "hooks.switched_on"
    sentence = _("The web hook to %(host)s was switched on again.")
