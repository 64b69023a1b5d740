"""What happens to notices."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from steunpunt.foundation.journal.public import Fact


@dataclass(frozen=True, kw_only=True)
class PeopleNotified(Fact):
    key = "notices.people_notified"
    sentence = _("%(count)s people were told (%(kind)s).")
    kind: str
    count: int


@dataclass(frozen=True, kw_only=True)
class NoticesRead(Fact):
    key = "notices.read"
    sentence = _("%(count)s notices were marked as read.")
    count: int


@dataclass(frozen=True, kw_only=True)
class PreferenceChosen(Fact):
    key = "notices.preference_chosen"
    sentence = _("Somebody chose how to be told: %(kind)s, %(mail)s.")
    kind: str
    mail: str
