"""What a questionnaire and its results are made of: frozen values, without Django, that other modules may receive.

Answers of a board are a mapping from question id to the code of an option, ``wn``, ``nvt`` or ``None`` (blank).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from steunpunt.assess.scan.choices import BoardType, InputKind, Insight, Scope, SpecialAnswer, Status, Verdict

Answers = Mapping[str, str | None]


# ── the questionnaire ────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Text:
    """One text in the three languages of the platform."""

    nl: str
    en: str
    fr: str

    def in_language(self, language: str) -> str:
        """The text in ``nl``, ``en`` or ``fr``; Dutch in any other language. ``fr-be`` counts as ``fr``."""
        return {"en": self.en, "fr": self.fr}.get(language.partition("-")[0], self.nl)


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """A ready-made answer (antwoordmogelijkheid) and the level, 0-5, that it stands for."""

    code: str
    level: int
    text: Text
    explanation: Text | None = None
    """What the answer means, for whoever doubts."""


@dataclass(frozen=True)
class Question:
    """A scored question (vraag) of one domain."""

    id: str
    domain: str
    weight: int
    who: frozenset[BoardType]
    not_applicable_allowed: bool
    tags: Mapping[Scope, int]
    text: Text
    options: tuple[AnswerOption, ...]
    hint: Text | None = None
    comparable_with: str = ""
    """Id of the question in the version before that this one may be compared with; empty when there is none."""

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """The level of each option, by its code."""
        return {option.code: option.level for option in self.options}

    def accepts(self, answer: str) -> bool:
        """Whether this code may be given as the answer to this question."""
        if answer == SpecialAnswer.NOT_APPLICABLE:
            return self.not_applicable_allowed
        return answer == SpecialAnswer.DONT_KNOW or answer in self.levels


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain (domein) of the scan, with its questions in the order of the screen."""

    code: str
    name: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class BoardFact:
    """Something asked about the board itself, such as its number of users; not scored."""

    id: str
    kind: InputKind
    required: bool
    text: Text
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class DomainPrompt:
    """Something asked once per domain; not scored. In its text ``{domain}`` stands for the name of the domain.

    The codes are ``self`` (own estimate, 0-5), ``issue`` (an issue known beforehand), ``want`` and ``with`` (the wish
    to work together, and with whom) and ``note`` (a remark that stays inside the board).
    """

    code: str
    kind: InputKind
    text: Text
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Questionnaire:
    """One published version of the samenwerkingsscan; it never changes."""

    version: str
    title: Text
    levels: Mapping[int, Text]
    special_answers: Mapping[SpecialAnswer, Text]
    scopes: Mapping[Scope, Text]
    tag_scale: Mapping[int, Text]
    facts: tuple[BoardFact, ...]
    prompts: tuple[DomainPrompt, ...]
    domains: tuple[Domain, ...]
    based_on: str = ""
    """Number of the version from which this one was made; empty for the first."""

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its id, in the order of the screen."""
        return {question.id: question for domain in self.domains for question in domain.questions}

    def questions_for(self, board_type: BoardType) -> tuple[Question, ...]:
        """The questions that a board of this type answers, in the order of the screen."""
        return self._asked[board_type]

    @cached_property
    def _asked(self) -> dict[BoardType, tuple[Question, ...]]:
        asked = self.questions.values()
        return {kind: tuple(question for question in asked if kind in question.who) for kind in BoardType}

    def domain(self, code: str) -> Domain:
        """The domain with this code; a KeyError when there is none."""
        for domain in self.domains:
            if domain.code == code:
                return domain
        raise KeyError(code)


# ── what the rules answer ────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class DomainScore:
    """What a board's answers say about one domain. ``None`` means: nothing to say.

    ``score``, ``lower`` and ``upper`` run from 0 to 100; ``coverage`` and ``dont_know`` are shares from 0 to 1, by
    weight. ``answered`` and ``applicable`` are numbers of questions.
    """

    score: float | None
    coverage: float | None
    lower: float | None
    upper: float | None
    dont_know: float | None
    answered: int
    applicable: int


@dataclass(frozen=True, slots=True)
class Scale:
    """The size of a board, by which boards of the same scale are found. ``id`` settles ties.

    A number of inhabitants or users that is unknown is 0: such a board has no peers and is nobody's peer.
    """

    id: str
    type: BoardType
    inhabitants: int
    ict_users: int


@dataclass(frozen=True, slots=True)
class BoardScan:
    """What one board filled in: its size, its answers, and per domain what it thought of itself beforehand.

    ``self_estimates`` (levels 0-5) and ``known_issues`` are by domain code; a domain may be missing from both.
    """

    scale: Scale
    answers: Answers
    self_estimates: Mapping[str, int]
    known_issues: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Peer:
    """A board of the same scale, and how far it is from the own board in standard deviations."""

    id: str
    distance: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A board's score in one domain beside those of its peers. Without enough peers only ``peers`` is known."""

    peers: int
    median: float | None = None
    p25: float | None = None
    p75: float | None = None
    percentile_rank: float | None = None


@dataclass(frozen=True, slots=True)
class DomainResult:
    """Everything the scan says to a board about one domain."""

    domain: str
    score: DomainScore
    comparison: Comparison
    status: Status
    insight: Insight


@dataclass(frozen=True, slots=True)
class ChannelLevels:
    """The levels of one domain that a verdict rests on; ``None`` where nothing was answered.

    ``other_half`` is the municipality of a welfare centre, or the welfare centre of a municipality; ``others`` are the
    other boards of the own type in the group.
    """

    own: float | None
    other_half: float | None
    others: Sequence[float]


@dataclass(frozen=True, slots=True)
class Channel:
    """How well a domain suits two ways of working together, each from 0 to 1, and what follows from it.

    ``own`` is the way with the other half of the own local authority, ``among`` the way with boards of the own type.
    ``firm`` is false when moving a prior by half a point would give another verdict.
    """

    own: float
    among: float
    verdict: Verdict
    firm: bool

    @property
    def suggestion(self) -> Verdict:
        """What is said of it: a verdict that hangs on half a point says that both are possible."""
        return self.verdict if self.firm else Verdict.EITHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """With whom one board best tackles a domain, within a group; shown beside what the board itself wishes."""

    domain: str
    standing: "Standing"
    others: int
    """How many other boards of its type in the group answered this domain."""
    channel: Channel


# ── what to do together ──────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one board stands in one domain, and what it wishes there."""

    board: int
    """Id of its organisation."""
    type: BoardType
    level: float | None
    """0-5; None when too little was answered."""
    is_blind: bool = False
    want: int | None = None
    """0 no, 1 perhaps, 2 yes, 3 wants to lead; None when it did not say."""
    with_whom: frozenset[str] = frozenset()
    """Scopes, by code; empty when it named none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunity:
    """A domain that boards could tackle together in one way.

    `prior` (0-3) says how well the domain lends itself, `gain` (0-1) what two boards have to gain on average over so many
    `pairs`, `potential` (0-1) both together. `is_firm`: it would stand with a prior half a point lower.
    """

    domain: str
    scope: Scope
    prior: float
    gain: float
    potential: float
    is_firm: bool
    pairs: int
    boards: tuple[Standing, ...]
    """From the lowest level to the highest."""
