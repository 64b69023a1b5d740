"""Reads of offers: who holds keys, what was handed in, what stands in what was opened."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from steunpunt.contract.tenders.choices import EnvelopeKind, OpeningStage
from steunpunt.contract.tenders.models import Bid, Envelope, KeyChange, OfficerKey, Opening, SealedFile, Tender
from steunpunt.contract.tenders.rules.wholeness import lacking
from steunpunt.contract.tenders.sealing import manifests, storing, streams
from steunpunt.contract.tenders.sealing.manifests import FileEntry, Manifest
from steunpunt.foundation.journal.public import Line, entries_about, lines


def key_of(person_id: int) -> OfficerKey | None:
    """The key that somebody has now."""
    return OfficerKey.objects.filter(person_id=person_id, ended_at=None).first()


def holders(tender: Tender) -> dict[int, bytes]:
    """The public keys of officers that hold parts, by id of the key."""
    rows = OfficerKey.objects.filter(pk__in=tender.officers.filter(ended_at=None, key__isnull=False).values("key_id"))
    return {row.pk: bytes(row.public) for row in rows.order_by("pk")}


def current_envelopes(bid: Bid) -> dict[str, Envelope]:
    """What counts of each kind."""
    return {row.kind: row for row in bid.envelopes.filter(replaced_at=None).order_by("pk")}


def standing_envelopes(bid: Bid | None) -> dict[str, Envelope]:
    """What counts of each kind, of an offer with its envelopes at hand: no query."""
    return {row.kind: row for row in bid.envelopes.all() if row.replaced_at is None} if bid else {}


def lots_begun(bid: Bid | None) -> set[int]:
    """For which lots some envelope of an offer is."""
    return {lot for row in standing_envelopes(bid).values() for lot in row.lots}


def lacking_of(bid: Bid | None) -> Mapping[int, Sequence[EnvelopeKind]]:
    """By lot that was begun, which envelopes are not there for it; nothing of what was taken back."""
    if bid is None or bid.withdrawn_at is not None:
        return {}
    rows = standing_envelopes(bid)
    return lacking({EnvelopeKind(kind): row.lots for kind, row in rows.items()})


def manifest_of(envelope: Envelope) -> Manifest | None:
    """What stands in an opened envelope; None while it is sealed. Checked against its fingerprint each time."""
    if envelope.opened_key is None:
        return None
    parts = streams.opened([bytes(envelope.manifest)], bytes(envelope.opened_key), file=streams.MANIFEST)
    written = streams.whole(parts)
    if manifests.fingerprint(written) != envelope.fingerprint:
        raise ValueError("a manifest that is not what was handed in")
    return manifests.read(written)


def content_of(file: SealedFile) -> Iterator[bytes]:
    """The content of a file of an opened envelope, decrypted while it is read."""
    key = file.envelope.opened_key
    if key is None:
        raise ValueError("a file of a sealed envelope")
    return streams.opened(storing.read(file.place), bytes(key), file=file.number)


def entry_of(file: SealedFile, manifest: Manifest) -> FileEntry:
    return next(entry for entry in manifest.files if entry.number == file.number)


def envelopes_of(bids: QuerySet[Bid]) -> QuerySet[Envelope]:
    """Everything that was handed in for these offers, also what was replaced."""
    return Envelope.objects.filter(bid__in=bids).select_related("bid__supplier").order_by("pk")


def people_with_a_key(person_ids: Iterable[int]) -> set[int]:
    rows = OfficerKey.objects.filter(person_id__in=set(person_ids), ended_at=None)
    return set(rows.order_by().values_list("person_id", flat=True))


def half_open(tender: Tender, stage: OpeningStage, since: datetime) -> Opening | None:
    """The opening that waits for a second, when the first began since then."""
    rows = Opening.objects.filter(
        round__tender=tender, stage=stage, opened_at=None, lapsed_at=None, first_at__gte=since
    )
    return rows.select_related("first__organisation").order_by("-pk").first()


def half_changed(tender: Tender, since: datetime) -> KeyChange | None:
    """The same of bringing in somebody."""
    rows = tender.key_changes.filter(done_at=None, lapsed_at=None, first_at__gte=since)
    return rows.select_related("first__organisation", "came__organisation").order_by("-pk").first()


def openings(tender: Tender) -> QuerySet[Opening]:
    """Those that were completed."""
    rows = Opening.objects.filter(round__tender=tender, opened_at__isnull=False)
    return rows.select_related("first__organisation", "second__organisation", "round").order_by("pk")


def refused_envelopes(tender: Tender) -> list[Line]:
    """What was refused on arrival, as the journal says it: late, empty, too large, infected."""
    return lines(entries_about(f"refused:{tender.pk}")[:200])
