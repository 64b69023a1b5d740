"""Kinds and states of tenders. The words of the law stand in `rules.law`, since they differ by the date of a tender."""

from enum import StrEnum


class TenderState(StrEnum):
    """How far a tender is (stand van de opdracht). Whether offers can still come in follows from the deadline, not from here."""

    PREPARING = "preparing"
    PUBLISHED = "published"
    """Suppliers read it; offers come in until the deadline and lie sealed after it."""
    OPENED = "opened"
    """Administrative and quality envelopes are open; the working group judges."""
    FROZEN = "frozen"
    """Marks stand; price envelopes are still sealed."""
    PRICED = "priced"
    AWARDED = "awarded"
    CONCLUDED = "concluded"
    STOPPED = "stopped"


BEFORE_PUBLICATION = frozenset({TenderState.PREPARING})
AFTER_OPENING = frozenset(
    {TenderState.OPENED, TenderState.FROZEN, TenderState.PRICED, TenderState.AWARDED, TenderState.CONCLUDED}
)
PRICES_KNOWN = frozenset({TenderState.PRICED, TenderState.AWARDED, TenderState.CONCLUDED})
OVER = frozenset({TenderState.CONCLUDED, TenderState.STOPPED})


class Procedure(StrEnum):
    """How a contract is placed (plaatsingsprocedure)."""

    OPEN = "open"
    RESTRICTED = "restricted"
    NEGOTIATED_PUBLISHED = "negotiated_published"
    NEGOTIATED_UNPUBLISHED = "negotiated_unpublished"


BY_CANDIDACY = frozenset({Procedure.RESTRICTED, Procedure.NEGOTIATED_PUBLISHED})
"""Suppliers first ask to take part; who is selected is invited to make an offer."""
BY_INVITATION = BY_CANDIDACY | {Procedure.NEGOTIATED_UNPUBLISHED}
NEGOTIATED = frozenset({Procedure.NEGOTIATED_PUBLISHED, Procedure.NEGOTIATED_UNPUBLISHED})
"""More than one round of offers is possible."""


class Subject(StrEnum):
    """What is bought (soort opdracht)."""

    SUPPLIES = "supplies"
    SERVICES = "services"
    WORKS = "works"


class Buying(StrEnum):
    """For whom the contracting authority buys."""

    OWN = "own"
    CENTRAL = "central"
    """As a central purchasing body, for boards that are named (aankoopcentrale)."""
    JOINT = "joint"
    """Once, together with boards (occasionele gezamenlijke opdracht)."""


class NeedLevel(StrEnum):
    """How much a requirement weighs (eis of wens)."""

    MUST = "must"
    """An offer that does not meet it is irregular."""
    SHOULD = "should"
    WISH = "wish"


class ItemKind(StrEnum):
    """How often an item of the inventory is paid (posten van de inventaris)."""

    ONE_OFF = "one_off"
    MONTHLY = "monthly"
    YEARLY = "yearly"
    BY_USE = "by_use"
    """Its quantity is that of the whole term."""


class EnvelopeKind(StrEnum):
    """In which envelope something is handed in (omslag)."""

    ADMINISTRATIVE = "administrative"
    QUALITY = "quality"
    PRICE = "price"


class OpeningStage(StrEnum):
    """What is opened together: prices only once quality is frozen."""

    CONTENT = "content"
    PRICE = "price"


ENVELOPES_OF = {
    OpeningStage.CONTENT: (EnvelopeKind.ADMINISTRATIVE, EnvelopeKind.QUALITY),
    OpeningStage.PRICE: (EnvelopeKind.PRICE,),
}


class Regularity(StrEnum):
    """Whether an offer counts (regelmatigheid)."""

    UNSEEN = "unseen"
    REGULAR = "regular"
    IRREGULAR = "irregular"
    NOT_SELECTED = "not_selected"
    """The supplier itself does not meet what is asked of suppliers."""


class Outcome(StrEnum):
    """How a lot ends (beslissing)."""

    AWARDED = "awarded"
    NOT_AWARDED = "not_awarded"


class LetterKind(StrEnum):
    WINNER = "winner"
    OTHER = "other"
    """A regular offer that was not chosen."""
    IRREGULAR = "irregular"
    STOPPED = "stopped"


class PriceVerdict(StrEnum):
    """What the justification of a price that looks abnormally low came to."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Part(StrEnum):
    """A part of the specification, written by itself (deel van het bestek)."""

    GENERAL = "general"
    LOTS = "lots"
    ITEMS = "items"
    REQUIREMENTS = "requirements"
    SCALES = "scales"
    CRITERIA = "criteria"
    METHOD = "method"
    ASKED = "asked"
    CALENDAR = "calendar"
