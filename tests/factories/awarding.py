"""A tender of a board that has three offers, judged, with its prices open: one wins, one is second, one does not count."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile

from steunpunt.contract.tenders import actions, queries
from steunpunt.contract.tenders.choices import Outcome, Regularity
from steunpunt.contract.tenders.models import Tender
from steunpunt.foundation.figures.periods import shifted
from tests.factories.projects import somebody
from tests.factories.rooms import AFTER, Room

LATER = AFTER + timedelta(days=3)
"""When is decided, and letters go out: Saturday 14 May 2011."""
PDF = b"%PDF-1.7 brief"
WINNER, SECOND, OUT = 1, 0, 2
"""Places of the offers among `offers`."""
MARKS = {(SECOND, "K1"): 8, (SECOND, "K2"): 6, (WINNER, "K1"): 10, (WINNER, "K2"): 8}
PRICES = (Decimal(3), Decimal(4), Decimal("7.77"))
IRREGULAR = "De verklaring op erewoord ontbreekt"


class AwardRoom(Room):
    def __init__(self, *, suppliers=3, spec=None, marks=MARKS, prices=PRICES):
        super().__init__(suppliers=suppliers, spec=spec)
        self.authority = self.boards[0]
        Tender.objects.filter(pk=self.tender.pk).update(authority=self.authority)
        self.tender.refresh_from_db()
        self.mayor = somebody(self.authority, "policy_maker", mandates=("award",))
        self.marks, self.prices = marks, prices

    def judged(self):
        """Marks are fixed and the prices are open."""
        self.opened(*self.prices).members()
        self.regular(OUT, regularity=Regularity.IRREGULAR, reason=IRREGULAR)
        self.regular(SECOND, WINNER)
        for who in self.assessors:
            self.sheet(who, self.marks)
        self.freeze()
        return self.priced()

    def supplier_of(self, place):
        """The bidder whose offer it is."""
        wanted = self.offers[place].bid.supplier_id
        return next(one for one in self.suppliers if one.organisation_id == wanted)

    def ruling(self, **changed):
        values = {
            "outcome": Outcome.AWARDED,
            "winners": [self.offers[WINNER].pk],
            "motivation": "De beste verhouding van kwaliteit en prijs",
            "body": "College van 12 mei 2011",
            "decided_on": date(2011, 5, 12),
        } | changed
        return actions.Ruling(**values)

    def decide(self, *, by=None, lot=1, document=None, now=LATER, **changed):
        return actions.decide(
            tender_id=self.tender.pk,
            lot=lot,
            ruling=self.ruling(**changed),
            document=document,
            now=now,
            by=by or self.mayor,
        )

    def send(self, *, by=None, now=LATER):
        return actions.send_letters(
            tender_id=self.tender.pk, paper=lambda _tender, _told: PDF, now=now, by=by or self.buyer
        )

    def awarded(self):
        """Decided by the mayor, and everybody has its letter."""
        self.decide()
        self.send()
        self.tender.refresh_from_db()
        return self

    def letter_of(self, place):
        return queries.letters(self.tender).get(bid_lot=self.offers[place])

    def object(self, place=SECOND, text="De punten voor dienstverlening kloppen niet", now=LATER):
        letter = self.letter_of(place)
        return actions.bring_objection(letter_id=letter.pk, text=text, now=now, by=self.supplier_of(place))

    def conclude(self, *, on, starts_on=None, ends_on=None, place=WINNER, by=None):
        return actions.conclude(
            tender_id=self.tender.pk,
            bid_lot_id=self.offers[place].pk,
            concluded_on=on,
            starts_on=starts_on or on,
            ends_on=ends_on or shifted(starts_on or on, 48) - timedelta(days=1),
            now=LATER + timedelta(days=60),
            by=by or self.buyer,
        )


def a_judged_room():
    """Room with its marks fixed and its prices open."""
    return AwardRoom().judged()


def a_decision_on_paper(name="besluit.pdf"):
    return ContentFile(b"%PDF-1.7 besluit van het college", name=name)
