"""Kinds and states of projects."""

from enum import StrEnum


class Key(StrEnum):
    """By what a cost is divided (verdeelsleutel)."""

    EQUAL = "equal"
    INHABITANTS = "inhabitants"
    UNITS = "units"
    """Mailboxes, users, megabits: whatever is used."""
    ALONE = "alone"
    """In proportion to what each would pay by itself: nobody pays more than alone while together is cheaper."""


class Phase(StrEnum):
    """How the support point works (fase)."""

    NEED = "need"
    ANALYSIS = "analysis"
    CHOICE = "choice"
    ROLLOUT = "rollout"
    FOLLOW_UP = "follow_up"


class ProjectState(StrEnum):
    PROPOSED = "proposed"
    """Only whoever proposed it and the support point see it."""
    RUNNING = "running"
    DECLINED = "declined"
    """Proposed, and not taken up; why, stands with it."""
    STOPPED = "stopped"
    ENDED = "ended"


BEFORE_START = frozenset({ProjectState.PROPOSED, ProjectState.DECLINED})
"""Boards were not asked yet."""
OVER = frozenset({ProjectState.DECLINED, ProjectState.STOPPED, ProjectState.ENDED})
"""Why, stands with it."""


class Origin(StrEnum):
    """What a project was born from."""

    OPPORTUNITY = "opportunity"
    NEED = "need"
    OFFERED = "offered"
    """By another module, such as contracts that end in the same window; see `registry.project_origins`."""
    IDEA = "idea"


class Template(StrEnum):
    """Projects that boards often do together (sjabloon)."""

    NONE = "none"
    GIS = "gis"
    INVENTORY = "inventory"
    MAIL = "mail"
    FIREWALL = "firewall"
    SOCIAL_CATALOGUE = "social_catalogue"
    SECURITY_ADVISER = "security_adviser"
    WIRELESS = "wireless"


class Standing(StrEnum):
    """How a board stands to a project (deelname)."""

    INVITED = "invited"
    INTERESTED = "interested"
    NOT_INTERESTED = "not_interested"
    JOINING = "joining"
    CONDITIONAL = "conditional"
    DECLINED = "declined"
    SIGNED = "signed"
    ACTIVE = "active"
    LEAVING = "leaving"
    LEFT = "left"


BEFORE_DECIDING = frozenset({Standing.INVITED, Standing.INTERESTED, Standing.NOT_INTERESTED})
ABOARD = frozenset({Standing.SIGNED, Standing.ACTIVE, Standing.LEAVING})
"""Boards that take part, by their own signature."""


class Act(StrEnum):
    """What a board itself decides (besluit)."""

    DECISION = "decision"
    SIGNATURE = "signature"
    NOTICE = "notice"


class Verdict(StrEnum):
    """What a board answers to a call."""

    YES = "yes"
    NO = "no"
    YES_IF = "yes_if"


class Readers(StrEnum):
    """Who reads the reasons of a board."""

    OWN = "own"
    PARTICIPANTS = "participants"
    SUPPORT_TOO = "support_too"


class Outcome(StrEnum):
    """What becomes of a call."""

    GO = "go"
    NO_GO = "no_go"


class TakenBy(StrEnum):
    """Who took the decision to go on."""

    STEERING_GROUP = "steering_group"
    COORDINATOR = "coordinator"


class RolloutState(StrEnum):
    """How far a board is when it is rolled out."""

    PLANNED = "planned"
    PREPARING = "preparing"
    UNDER_WAY = "under_way"
    BLOCKED = "blocked"
    LIVE = "live"


class RiskState(StrEnum):
    """What is done with a risk."""

    OPEN = "open"
    ACCEPTED = "accepted"
    """It is known and borne; why, stands with it."""
    CLOSED = "closed"
    """It can happen no more, or it happened and is dealt with."""


class Gravity(StrEnum):
    """How much a risk asks, by its weight."""

    LIGHT = "light"
    WATCH = "watch"
    HEAVY = "heavy"


class MomentKind(StrEnum):
    """What stands on the time line."""

    PHASE = "phase"
    DEADLINE = "deadline"
    DECISION = "decision"
    OUTCOME = "outcome"
    SIGNATURE = "signature"
    LIVE = "live"
    LEAVES = "leaves"
