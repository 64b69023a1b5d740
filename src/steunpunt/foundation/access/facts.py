"""What happens around access."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from steunpunt.foundation.journal.public import Fact


@dataclass(frozen=True, kw_only=True)
class MemberSettled(Fact):
    key = "access.member_settled"
    sentence = _("A fictional person of the demonstration works here.")
    person_id: int
