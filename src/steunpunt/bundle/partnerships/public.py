"""The face of partnerships to other modules."""

from steunpunt.bundle.partnerships.actions import (
    adopt_partnership,
    begin_agreement,
    describe_partnership,
    give_seat,
    note_conversation,
    put_up_for_signing,
    record_signed_paper,
    revise_agreement,
    sign_agreement,
    start_partnership,
)
from steunpunt.bundle.partnerships.queries.agreements import frozen_hash
from steunpunt.bundle.partnerships.queries.life import may_coordinate, open_agreements, partnerships_within, seated_on
from steunpunt.bundle.partnerships.registry import partnership_panels, trail_within

__all__ = [
    "adopt_partnership",
    "begin_agreement",
    "describe_partnership",
    "frozen_hash",
    "give_seat",
    "may_coordinate",
    "note_conversation",
    "open_agreements",
    "partnership_panels",
    "partnerships_within",
    "put_up_for_signing",
    "record_signed_paper",
    "revise_agreement",
    "seated_on",
    "sign_agreement",
    "start_partnership",
    "trail_within",
]
