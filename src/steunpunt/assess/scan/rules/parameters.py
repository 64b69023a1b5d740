"""Every number of the method, once, by name. Changing one changes the method: it needs a new version of the scan.

Source: the description of the samenwerkingsscan, version 0.1 (the project's own method, not yet tried on real boards),
except where a line says otherwise.
"""

# ── score and coverage ───────────────────────────────────────────────────────
TOP_LEVEL = 5
"""Levels run from 0 to 5: goalposts that do not move when another board joins."""

FULL_SCORE = 100
"""Scores run from 0 to 100, so that one level is worth 20."""

MIN_COVERAGE = 0.6
"""Under this share of answered weight a score is not shown, and a peer does not count."""

# ── status and insight ───────────────────────────────────────────────────────
WEAK_BELOW = 40
"""A score under this is an improvement, whatever the peers do: short of level 2, "starting"."""

STRONG_FROM = 60
"""A score from here may be strong: level 3, "laid down"."""

STRONG_LEVEL = STRONG_FROM * TOP_LEVEL / FULL_SCORE
"""The same line as a level: 3."""

BLIND_SPOT_FROM = 0.25
"""From this share of "I don't know", by weight, a domain is a blind spot."""

LOW_ESTIMATE = 2
"""A self estimate up to this level says: we know it is not good."""

# ── peers ────────────────────────────────────────────────────────────────────
PEERS = 10
"""The nearest so many boards are the peers. After CIPFA's Nearest Neighbours Model, which takes fifteen."""

MAX_RATIO = 2
"""A peer has at least half and at most double the inhabitants, both inclusive."""

MIN_PEERS = 5
"""With fewer peers there is no comparison, and no statistic of theirs is shown: with three, two neighbours could
compute the third."""

DISTANCE_STEP = 1e-9
"""Distances are compared in whole steps of this size, so that rounding in the last bit never settles a tie."""

LOWER_QUARTILE, MEDIAN, UPPER_QUARTILE = 0.25, 0.5, 0.75

# ── open figures ─────────────────────────────────────────────────────────────
MIN_PUBLIC = 10
"""The smallest group whose figures are open to everybody, and the fewest boards that are left out beside a total."""

SIZE_CLASSES = (0, 10_000, 20_000, 50_000)
"""Where the classes of boards by inhabitants begin, in the open figures."""

MOST_CHOICES = 12
"""So many groups of its own choice a board is shown in one round: enough to look around, too few to search."""

# ── with whom ────────────────────────────────────────────────────────────────
TARGET_LEVEL = 3.5
"""Below this level a board needs something."""

HELP_GAP = 2.5
"""A helper that is so many levels ahead helps fully."""

HELPER_FROM = 2.5
"""A helper starts to be one above this level, and is fully one a level higher: a ramp instead of a cliff at 3.5."""

TOP_TAG = 3
"""Tags, and the priors made of them, run from 0 (no sense) to 3 (first choice)."""

NO_NEED_BELOW = 0.15
"""When both potentials are under this, nothing needs doing together."""

TIE_BAND = 0.10
"""Potentials that differ by less than this say "either"."""

PRIOR_SHIFT = 0.5
"""A verdict that survives moving each prior by this much is firm."""

WANTS_FROM = 2
"""From this answer a board wishes to work together: "yes, we join". Perhaps (1) does not count as a wish."""

WANTS_TO_LEAD = 3
"""With this answer it offers to lead."""

# ── reminders ────────────────────────────────────────────────────────────────
REMIND_WEEKS_BEFORE = 14
"""So many days before its deadline a board that did not submit is reminded for the first time."""

REMIND_DAYS_BEFORE = 3
"""And for the last time."""

REMIND_DAY_AFTER = 1
"""So many days after its deadline it hears that the deadline passed, and whom to ask for more time."""

REMIND_COLLEAGUE_BEFORE = 1
"""So many days before the day by which a colleague was asked to answer, the colleague is reminded once."""

# ── figures that a board is asked about twice ────────────────────────────────
DOUBT_FACTOR = 2
"""A number of inhabitants so many times the official one, or so many times less, is asked about; it is kept all the same."""

INHABITANTS_PER_USER = 5
"""So is a number of users of more than one for so many official inhabitants."""

# ── answers of colleagues ────────────────────────────────────────────────────
DISCUSS_FROM = 2
"""From so many levels between the answers of board and colleague, the question is one to discuss."""

# ── who is where ─────────────────────────────────────────────────────────────
PRESENCE_KEPT = 60
"""So many minutes after they were seen in a part of the scan, somebody is no longer shown there."""

# ── links to read a result ───────────────────────────────────────────────────
LINK_DAYS = 30
"""So many days a link works when nothing else is chosen."""

LINK_DAYS_AT_MOST = 90

# ── quality of the questionnaire ─────────────────────────────────────────────
QUALITY_BOARDS = 20
"""Alpha and item-rest correlations are shown from so many boards."""

REDRAWS = 1_000
"""How often weights are redrawn to see whether they matter."""

WEIGHT_LOW, WEIGHT_HIGH = 0.5, 2.0
"""Between these multiples weights are redrawn."""
