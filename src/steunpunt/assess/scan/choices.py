"""The kinds and states of a scan. The values are keys, stored and sent; screen texts are translated elsewhere."""

from enum import StrEnum


class BoardType(StrEnum):
    """The kinds of board for which a questionnaire is written, by the codes of the questionnaire."""

    MUNICIPALITY = "gemeente"
    WELFARE_CENTRE = "ocmw"
    POLICE_ZONE = "politiezone"


class Scope(StrEnum):
    """With whom something can be tackled, by the codes of the questionnaire's tags."""

    MUNICIPALITIES = "GG"
    OWN_AUTHORITY = "GO"
    WELFARE_CENTRES = "OO"
    POLICE_ZONE = "PZ"


class SpecialAnswer(StrEnum):
    """Answers without a level, by the codes of the questionnaire."""

    DONT_KNOW = "wn"
    NOT_APPLICABLE = "nvt"


class InputKind(StrEnum):
    """What is filled in for a fact about the board or for a prompt of a domain."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    CHOICE = "choice"
    CHOICES = "choices"


class Status(StrEnum):
    """Where a board stands in a domain."""

    INCOMPLETE = "incomplete"  # onvoldoende ingevuld
    IMPROVEMENT = "improvement"  # verbeterpunt
    ADEQUATE = "adequate"  # op peil
    STRONG = "strong"  # sterk


class Insight(StrEnum):
    """What the scan adds to what a board knew of itself in a domain."""

    BLIND_SPOT = "blind_spot"  # blinde vlek
    KNOWN = "known"  # bekend knelpunt
    NEW = "new"  # nieuw aan het licht
    UNDERESTIMATED = "underestimated"  # onderschat
    CONFIRMED = "confirmed"  # bevestigd sterk
    NONE = "none"


class Mark(StrEnum):
    """What there is to say of a board in a domain when boards look for company."""

    STRONG = "strong"  # sterk
    CAN_SHARE = "can_share"  # kan delen
    NEEDS = "needs"  # heeft nodig
    WANTS = "wants"  # wil samenwerken
    BLIND_SPOT = "blind_spot"  # blinde vlek


class Verdict(StrEnum):
    """With whom a domain is best tackled. A suggestion, never shown without the board's own wish."""

    NO_NEED = "no_need"  # geen nood
    EITHER = "either"  # beide mogelijk
    WITH_OWN_MUNICIPALITY = "with_own_municipality"  # met de eigen gemeente
    WITH_OWN_WELFARE_CENTRE = "with_own_welfare_centre"  # met het eigen OCMW
    AMONG_WELFARE_CENTRES = "among_welfare_centres"  # tussen OCMW's
    AMONG_MUNICIPALITIES = "among_municipalities"  # tussen gemeenten
    ALREADY_SHARED = "already_shared"  # is al gedeeld


class ScanState(StrEnum):
    """How far a board is with its scan."""

    INVITED = "invited"
    STARTED = "started"
    SUBMITTED = "submitted"


class RoundState(StrEnum):
    """How far a round is, for whoever looks at it today."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"


class Occasion(StrEnum):
    """When a board is reminded of its scan."""

    WEEKS_BEFORE = "weeks_before"
    DAYS_BEFORE = "days_before"
    DAY_AFTER = "day_after"
    BY_HAND = "by_hand"


class PointState(StrEnum):
    """How far an action point is."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


class ReviewState(StrEnum):
    """How far the review of a scan is."""

    RUNNING = "running"  # onder doorlichting
    FINISHED = "finished"  # doorgelicht
    EARLIER = "earlier"  # over een eerdere indiening
