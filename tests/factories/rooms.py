"""A tender with officers, offers and a working group, through the actions that make them."""

from datetime import timedelta
from decimal import Decimal

from django.core.files.base import ContentFile

from steunpunt.contract.tenders import actions, queries
from steunpunt.contract.tenders.choices import EnvelopeKind, OpeningStage, Regularity
from steunpunt.contract.tenders.models import BidLot
from tests.factories.organisations import OrganisationFactory
from tests.factories.projects import somebody
from tests.factories.scan import NOW
from tests.factories.tenders import OFFERS_UNTIL, a_buyer, a_tender, seen_fingerprint

PHRASES = {name: f"een zin van officier {name} alleen" for name in ("een", "twee", "drie", "vier")}
SECRET = "Onze prijs is verrassend laag"
AFTER = OFFERS_UNTIL + timedelta(minutes=5)


class Room:
    """A published tender with three officers, two suppliers, and what they handed in."""

    def __init__(self, *, suppliers=2, spec=None):
        self.support = OrganisationFactory(support_point=True)
        self.buyer = a_buyer(self.support)
        self.boards = [OrganisationFactory(name=name) for name in ("Haacht", "Keerbergen", "Tremelo", "Rotselaar")]
        self.officers = {name: somebody(board, "secretary") for name, board in zip(PHRASES, self.boards, strict=True)}
        self.suppliers = [somebody(OrganisationFactory(supplier=True), "bidder") for _ in range(suppliers)]
        self.tender = a_tender(*self.boards, by=self.buyer, spec=spec)
        for name in ("een", "twee", "drie"):
            self.name(name)
        actions.publish(tender_id=self.tender.pk, fingerprint=seen_fingerprint(self.tender), now=NOW, by=self.buyer)
        self.tender.refresh_from_db()

    def key(self, name):
        phrase = PHRASES[name]
        return actions.make_officer_key(phrase=phrase, again=phrase, now=NOW, by=self.officers[name])

    def name(self, name):
        self.key(name)
        who = self.officers[name]
        return actions.name_officer(
            tender_id=self.tender.pk,
            person_id=who.person_id,
            organisation_id=who.organisation_id,
            now=NOW,
            by=self.buyer,
        )

    def hand_in(self, kind, by=None, now=NOW, **changed):
        return handed_in(self.tender, kind, by=by or self.suppliers[0], now=now, **changed)

    def whole(self, by):
        for kind in EnvelopeKind:
            self.hand_in(kind, by)

    def begin(self, name="een", stage=OpeningStage.CONTENT, now=AFTER, phrase=None):
        return actions.begin_opening(
            tender_id=self.tender.pk, stage=stage, phrase=phrase or PHRASES[name], now=now, by=self.officers[name]
        )

    def complete(self, name="twee", stage=OpeningStage.CONTENT, now=AFTER, phrase=None):
        return actions.complete_opening(
            tender_id=self.tender.pk, stage=stage, phrase=phrase or PHRASES[name], now=now, by=self.officers[name]
        )

    # ── judging ──────────────────────────────────────────────────────────────
    def opened(self, *prices):
        """Every supplier handed in, at these unit prices of a mailbox, and two officers opened."""
        for supplier, price in zip(self.suppliers, prices or (Decimal(3), Decimal(4), Decimal(5)), strict=False):
            self.hand_in(EnvelopeKind.ADMINISTRATIVE, supplier)
            self.hand_in(EnvelopeKind.QUALITY, supplier)
            self.hand_in(EnvelopeKind.PRICE, supplier, prices={"P1": price, "P2": Decimal(500)})
        self.begin()
        self.complete()
        self.tender.refresh_from_db()
        self.offers = list(BidLot.objects.order_by("pk"))
        return self

    def members(self, number=3):
        """So many people of boards who judge, named and without interests."""
        self.assessors = [somebody(board, "ict_manager") for board in self.boards[:number]]
        for who in self.assessors:
            self.name_assessor(who)
            actions.declare(tender_id=self.tender.pk, has_conflict=False, text="", now=AFTER, by=who)
        return self

    def name_assessor(self, who):
        return actions.name_assessor(
            tender_id=self.tender.pk,
            person_id=who.person_id,
            organisation_id=who.organisation_id,
            now=AFTER,
            by=self.buyer,
        )

    def mark(self, who, offer, criterion, mark, argument="Zo staat het in de nota"):
        return actions.give_mark(
            tender_id=self.tender.pk,
            bid_lot_id=self.offers[offer].pk,
            criterion=criterion,
            mark=Decimal(mark),
            argument=argument,
            now=AFTER,
            by=who,
        )

    def sheet(self, who, marks):
        """All marks of one member, as {(offer, criterion): mark}, handed in."""
        for (offer, criterion), mark in marks.items():
            self.mark(who, offer, criterion, mark)
        return actions.hand_in_marks(tender_id=self.tender.pk, now=AFTER, by=who)

    def agree(self, offer, criterion, mark, argument="Na overleg"):
        return actions.agree(
            tender_id=self.tender.pk,
            bid_lot_id=self.offers[offer].pk,
            criterion=criterion,
            mark=Decimal(mark),
            argument=argument,
            now=AFTER,
            by=self.buyer,
        )

    def regular(self, *offers, regularity=Regularity.REGULAR, reason=""):
        for place in offers or range(len(self.offers)):
            actions.judge_regularity(
                tender_id=self.tender.pk,
                bid_lot_id=self.offers[place].pk,
                regularity=regularity,
                reason=reason,
                now=AFTER,
                by=self.buyer,
            )

    def freeze(self):
        return actions.freeze(tender_id=self.tender.pk, now=AFTER, by=self.buyer)

    def priced(self):
        """Prices opened by two."""
        self.begin("een", OpeningStage.PRICE)
        self.complete("twee", OpeningStage.PRICE)
        self.tender.refresh_from_db()
        return self

    def ranking(self, lot=1):
        self.tender.refresh_from_db()
        return queries.ranking_of(self.tender, queries.specification(self.tender), lot)


def a_file(text=SECRET, name="nota.txt", asked="D2"):
    return actions.Given(asked=asked, name=name, content=ContentFile(text.encode(), name=name))


def handed_in(tender, kind, *, by, now=NOW, variant=0, **changed):
    values = {
        EnvelopeKind.ADMINISTRATIVE: {"files": [a_file("verklaring", "verklaring.txt", "D1")]},
        EnvelopeKind.QUALITY: {"files": [a_file()], "answers": {"K2": SECRET}},
        EnvelopeKind.PRICE: {"prices": {"P1": Decimal("3.15"), "P2": Decimal(500)}},
    }[kind] | changed
    contents = actions.Contents(**({"lots": [1]} | values))
    return actions.hand_in(tender_id=tender.pk, kind=kind, contents=contents, variant=variant, now=now, by=by)
