"""Offers under seal: officers, keys of which they hold parts, envelopes, openings. How it works: `sealing/README.md`."""

from django.db import models
from django.db.models import F, Q

from steunpunt.contract.tenders.choices import EnvelopeKind, OpeningStage, Regularity


class OfficerKey(models.Model):
    """The key of somebody who opens offers. Its private half lies here locked with a phrase that only that person knows."""

    person_id = models.BigIntegerField()
    public = models.BinaryField()
    """X25519, 32 bytes."""
    locked = models.BinaryField()
    """The private half, encrypted under the phrase (Argon2id)."""
    salt = models.BinaryField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["person_id", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person_id"], condition=Q(ended_at=None), name="officer_key_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"key of {self.person_id}"


class Officer(models.Model):
    """Somebody named to open the offers of a tender, always together with another one (verantwoordelijke opening)."""

    tender = models.ForeignKey("tenders.Tender", models.PROTECT, related_name="officers")
    person_id = models.BigIntegerField()
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    """On whose behalf."""
    key = models.ForeignKey(OfficerKey, models.PROTECT, null=True, related_name="+")
    """The key under which this officer holds parts: set at publication, or when the officer came in later."""
    named_at = models.DateTimeField()
    named_by_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["tender", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "person_id"], condition=Q(ended_at=None), name="officer_once_in_a_tender"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_reason="") | (Q(ended_at__isnull=False) & ~Q(ended_reason="")),
                name="officer_ended_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.tender_id}"


class OfferRound(models.Model):
    """Offers that come in until one deadline (ronde van offertes); only negotiation has more than one."""

    tender = models.ForeignKey("tenders.Tender", models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    """From when offers come in."""
    offers_until = models.DateTimeField()
    asks = models.TextField(blank=True)
    """What a later round asks of everybody in it, in the same words; the first asks what the specification says."""
    is_last = models.BooleanField(default=False)
    """Announced as the last: nothing is asked again after it."""

    class Meta:
        ordering = ["tender", "number"]
        constraints = [
            models.UniqueConstraint(fields=["tender", "number"], name="offer_round_number_once_in_a_tender"),
            models.CheckConstraint(
                condition=Q(offers_until__gt=F("opened_at")), name="offer_round_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.number} of {self.tender_id}"


class SealKey(models.Model):
    """The key under which envelopes of one kind are sealed. Its private half exists only in parts (`KeyPart`)."""

    round = models.ForeignKey(OfferRound, models.PROTECT, related_name="keys")
    kind = models.CharField(max_length=14)
    public = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["round", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "kind"], name="seal_key_once_for_each_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in EnvelopeKind]), name="seal_key_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} key of {self.round_id}"


class KeyPart(models.Model):
    """The private half of a key, locked for one officer around locked for another: only the two together come to it."""

    key = models.ForeignKey(SealKey, models.PROTECT, related_name="parts")
    outer = models.ForeignKey(OfficerKey, models.PROTECT, related_name="+")
    inner = models.ForeignKey(OfficerKey, models.PROTECT, related_name="+")
    locked = models.BinaryField()

    class Meta:
        ordering = ["key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["key", "outer", "inner"], name="key_part_once_for_two_officers"),
            models.CheckConstraint(condition=~Q(outer=F("inner")), name="key_part_of_two_different_officers"),
        ]

    def __str__(self) -> str:
        return f"part of {self.key_id}"


class Bid(models.Model):
    """An offer of a supplier (offerte). Until the opening nobody but its supplier knows that it exists."""

    round = models.ForeignKey(OfferRound, models.PROTECT, related_name="bids")
    supplier = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    variant = models.PositiveSmallIntegerField(default=0)
    """0 is the offer itself, each other number a variant that is allowed."""
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_id = models.BigIntegerField(null=True)
    is_complete = models.BooleanField(default=False)
    """Every envelope is in: what counts at the deadline."""

    class Meta:
        ordering = ["round", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "supplier", "variant"], name="bid_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(withdrawn_by_id=None) | Q(withdrawn_at__isnull=False),
                name="bid_withdrawn_by_and_when_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} in {self.round_id}"


class Envelope(models.Model):
    """What was handed in of one kind (omslag); a newer one takes the place of it until the deadline."""

    bid = models.ForeignKey(Bid, models.PROTECT, related_name="envelopes")
    kind = models.CharField(max_length=14)
    number = models.PositiveSmallIntegerField()
    """1, 2 … the highest counts."""
    lots = models.JSONField(default=list)
    """For which lots it is, not sealed: so its own supplier can see before the deadline whether every lot has its envelopes."""
    key = models.ForeignKey(SealKey, models.PROTECT, related_name="+")
    locked_key = models.BinaryField()
    """The key of its content, sealed under `key`."""
    manifest = models.BinaryField()
    """Answers, prices, names and hashes of files, encrypted under the key of its content."""
    fingerprint = models.CharField(max_length=64)
    """SHA-256 of the manifest before encryption, which holds a number made by chance: nothing can be guessed from it."""
    size = models.BigIntegerField()
    """In bytes, everything together, before encryption."""
    received_at = models.DateTimeField()
    received_from_id = models.BigIntegerField(null=True)
    replaced_at = models.DateTimeField(null=True)
    opened_key = models.BinaryField(null=True)
    """The key of its content, from the opening on."""
    opened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["bid", "kind", "number"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "kind", "number"], name="envelope_number_once_for_a_kind"),
            models.UniqueConstraint(
                fields=["bid", "kind"], condition=Q(replaced_at=None), name="envelope_one_counts_for_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in EnvelopeKind]), name="envelope_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(opened_key=None, opened_at=None) | Q(opened_key__isnull=False, opened_at__isnull=False),
                name="envelope_opened_how_and_when_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of {self.bid_id}"


class SealedFile(models.Model):
    """A file in an envelope: its content lies encrypted in the storage. Its name is in the manifest."""

    envelope = models.ForeignKey(Envelope, models.PROTECT, related_name="files")
    number = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=100)
    """Where the storage keeps it: a name made by chance."""
    sealed_sha256 = models.CharField(max_length=64)
    """Of the encrypted content: anybody can see that it lies there as it came."""
    sealed_size = models.BigIntegerField()

    class Meta:
        ordering = ["envelope", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place"], name="sealed_file_place_once"),
            models.UniqueConstraint(fields=["envelope", "number"], name="sealed_file_number_once"),
        ]

    def __str__(self) -> str:
        return f"file {self.number} of {self.envelope_id}"


class Opening(models.Model):
    """Two officers open together (opening): the first unlocks its layer, the second the rest, with minutes."""

    round = models.ForeignKey(OfferRound, models.PROTECT, related_name="openings")
    stage = models.CharField(max_length=8)
    first = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    released = models.JSONField(default=dict)
    """The first layer taken off, by kind of envelope and second officer: locked for the other, of no use without. Emptied
    when it is used."""
    second = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    minutes = models.JSONField(default=dict)
    """What was found, as data: bids, envelopes, fingerprints, what could not be read."""
    lapsed_at = models.DateTimeField(null=True)
    """The second did not come in time: it begins anew."""

    class Meta:
        ordering = ["round", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "stage"], condition=Q(lapsed_at=None), name="opening_once_for_each_stage"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=[stage.value for stage in OpeningStage]), name="opening_stage_is_known"
            ),
            models.CheckConstraint(condition=Q(second=None) | ~Q(second=F("first")), name="opening_by_two_persons"),
            models.CheckConstraint(
                condition=Q(second=None, opened_at=None) | Q(second__isnull=False, opened_at__isnull=False),
                name="opening_with_whom_and_when_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} of {self.round_id}"


class KeyChange(models.Model):
    """That parts of keys were made anew for another officer, by two officers together (herstel na verlies)."""

    tender = models.ForeignKey("tenders.Tender", models.PROTECT, related_name="key_changes")
    lost = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    came = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    first = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    released = models.JSONField(default=dict)
    second = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    reason = models.TextField()

    class Meta:
        ordering = ["tender", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="key_change_says_why"),
            models.CheckConstraint(condition=Q(second=None) | ~Q(second=F("first")), name="key_change_by_two_persons"),
            models.CheckConstraint(
                condition=Q(second=None, done_at=None) | Q(second__isnull=False, done_at__isnull=False),
                name="key_change_with_whom_and_when_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.came_id} for {self.tender_id}"


class BidLot(models.Model):
    """An opened offer for one lot: whether it counts (regelmatigheid). Born at the opening."""

    bid = models.ForeignKey(Bid, models.PROTECT, related_name="lots")
    lot = models.PositiveSmallIntegerField()
    regularity = models.CharField(max_length=12, default=Regularity.UNSEEN.value)
    reason = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["bid", "lot"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "lot"], name="bid_lot_once"),
            models.CheckConstraint(
                condition=Q(regularity__in=[one.value for one in Regularity]), name="bid_lot_regularity_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(regularity__in=[Regularity.IRREGULAR.value, Regularity.NOT_SELECTED.value])
                | ~Q(reason=""),
                name="bid_lot_out_says_why",
            ),
            models.CheckConstraint(
                condition=Q(regularity=Regularity.UNSEEN.value, judged_at=None)
                | (~Q(regularity=Regularity.UNSEEN.value) & Q(judged_at__isnull=False)),
                name="bid_lot_judged_what_and_when_together",
            ),
        ]

    def __str__(self) -> str:
        return f"lot {self.lot} of {self.bid_id}"
