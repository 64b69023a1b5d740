"""What happens to notices."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext

from steunpunt.foundation.journal.public import Fact
from steunpunt.foundation.notices.choices import Mail
from steunpunt.foundation.notices.registry import label_of


@dataclass(frozen=True, kw_only=True)
class PeopleNotified(Fact):
    key = "notices.people_notified"
    sentence = _("A notice went to %(count)s: “%(kind)s”.")
    kind: str
    count: int

    def shown(self) -> dict[str, str]:
        people = ngettext("%(n)s person", "%(n)s people", self.count) % {"n": self.count}
        return super().shown() | {"count": people, "kind": label_of(self.kind)}


@dataclass(frozen=True, kw_only=True)
class NoticesRead(Fact):
    key = "notices.read"
    sentence = _("Marked as read: %(count)s.")
    count: int

    def shown(self) -> dict[str, str]:
        return super().shown() | {"count": ngettext("%(n)s notice", "%(n)s notices", self.count) % {"n": self.count}}


@dataclass(frozen=True, kw_only=True)
class PreferenceChosen(Fact):
    key = "notices.preference_chosen"
    sentence = _("It was chosen how “%(kind)s” comes by mail: %(mail)s.")
    kind: str
    mail: str

    def shown(self) -> dict[str, str]:
        return super().shown() | {"kind": label_of(self.kind), "mail": str(Mail(self.mail).label).lower()}
