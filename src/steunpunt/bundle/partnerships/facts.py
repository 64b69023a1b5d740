"""What happens around partnerships."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from steunpunt.foundation.journal.public import Fact


@dataclass(frozen=True, kw_only=True)
class SearchFact(Fact):
    """Base of what happens to a search for partners."""

    key = "partnerships.search_any"
    sentence = _("Something happened to the search for partners.")
    search_id: int

    @property
    def subject(self) -> str:
        return f"partner_search:{self.search_id}"


@dataclass(frozen=True, kw_only=True)
class PartnersSought(SearchFact):
    key = "partnerships.sought"
    sentence = _("Partners were sought among %(boards)s boards.")
    boards: int


@dataclass(frozen=True, kw_only=True)
class SearchCutShort(SearchFact):
    key = "partnerships.search_cut_short"
    sentence = _("The search was ended with the best so far.")


@dataclass(frozen=True, kw_only=True)
class PartnersFound(SearchFact):
    key = "partnerships.found"
    sentence = _("The search weighed %(groups)s groups.")
    groups: int
