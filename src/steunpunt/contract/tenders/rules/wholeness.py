"""Whether an offer has its three envelopes for every lot that it began, from what is not sealed: for which lots each is."""

from collections.abc import Collection, Mapping, Sequence

from steunpunt.contract.tenders.choices import EnvelopeKind


def lacking(handed_in: Mapping[EnvelopeKind, Collection[int]]) -> dict[int, Sequence[EnvelopeKind]]:
    """By lot that some envelope is for, which kinds are not; lots that have all are left out."""
    begun = sorted({lot for lots in handed_in.values() for lot in lots})
    found = {lot: [kind for kind in EnvelopeKind if lot not in handed_in.get(kind, ())] for lot in begun}
    return {lot: kinds for lot, kinds in found.items() if kinds}
