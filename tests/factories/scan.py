"""Rounds and scans, through the actions that make them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.actions.generated import GeneratedScan
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.models import Round, Scan
from steunpunt.assess.scan.questionnaires import published, source_of
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations.models import Organisation, Relation
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor

NOW = datetime(2011, 4, 1, 12, tzinfo=UTC)
TODAY = date(2011, 4, 1)
DEADLINE = date(2011, 4, 30)


def a_round(
    *boards: Organisation,
    name: str = "Samenwerkingsscan 2011",
    is_synthetic: bool = False,
    deadline_on: date = DEADLINE,
) -> Round:
    """A round that opened today for these boards."""
    version = actions.publish_questionnaire(source=source_of(), now=NOW, by=PLATFORM)
    return actions.start_round(
        name=name,
        version_id=version.pk,
        opens_on=TODAY,
        deadline_on=deadline_on,
        message="Welkom",
        organisation_ids=[board.pk for board in boards],
        now=NOW,
        today=TODAY,
        by=PLATFORM,
        is_synthetic=is_synthetic,
    )


def a_scan(board: Organisation | None = None) -> Scan:
    """The scan of one board in a round of its own."""
    board = board or OrganisationFactory()
    return Scan.objects.select_related("round", "organisation").get(round=a_round(board), organisation=board)


def an_ict_manager(board: Organisation) -> Actor:
    return an_actor(board, "ict_manager")


def a_secretary(board: Organisation) -> Actor:
    """Somebody of the board with the mandate to submit."""
    return an_actor(board, "secretary", person_id=2000 + board.pk, mandates=frozenset({"submit_scan"}))


def an_adviser() -> Actor:
    return an_actor(OrganisationFactory(support_point=True), "adviser")


def all_answers(level: int = 3, board_type: BoardType = BoardType.MUNICIPALITY) -> dict[str, str]:
    """To every question the answer nearest to a level."""
    return {
        question.id: min(question.options, key=lambda option: abs(option.level - level)).code
        for question in published().questions_for(board_type)
    }


REQUIRED: Mapping[str, str | Decimal] = {
    "p_nis": "24048",
    "p_role": "ict",
    "p_inhabitants": Decimal(12_000),
    "p_staff_fte": Decimal(90),
    "p_users": Decimal(100),
    "p_ict_fte": Decimal(1),
}


def filled(board: Organisation, *, level: int = 3, inhabitants: int = 12_000, submitted: bool = True) -> GeneratedScan:
    """What a board would have filled in."""
    domains = [domain.code for domain in published().domains]
    return GeneratedScan(
        organisation_id=board.pk,
        answers=all_answers(level, actions.BOARD_TYPES[board.kind]),
        facts={**REQUIRED, "p_inhabitants": Decimal(inhabitants)},
        self_levels=dict.fromkeys(domains, 3),
        issues=dict.fromkeys(domains, False),
        is_submitted=submitted,
    )


def a_compared_round(others: int = 6) -> tuple[Scan, Round]:
    """A submitted scan of Keerbergen beside those of so many boards of the same scale, at different levels."""
    keerbergen = OrganisationFactory(name="Keerbergen")
    boards = [OrganisationFactory() for _ in range(others)]
    round_ = a_round(keerbergen, *boards, is_synthetic=True)
    scans = [filled(board, level=1 + index % 4, inhabitants=11_000 + 300 * index) for index, board in enumerate(boards)]
    actions.load_generated_scans(
        round_id=round_.pk, scans=[filled(keerbergen), *scans], person_id=1, now=NOW, by=PLATFORM
    )
    return Scan.objects.get(round=round_, organisation=keerbergen), round_


def noord() -> tuple[list[Organisation], Organisation]:
    """Keerbergen, Haacht and Tremelo, and the partnership of which they are the members."""
    boards = [OrganisationFactory(name=name) for name in ("Keerbergen", "Haacht", "Tremelo")]
    group = OrganisationFactory(partnership=True, name="Samenwerking Noord")
    for board in boards:
        Relation.objects.create(source=board, target=group, kind="member_of")
    return boards, group


def a_round_of_noord(boards: list[Organisation]) -> Round:
    """All three submitted: Keerbergen low, Haacht a little higher, Tremelo high."""
    made = a_round(*boards, is_synthetic=True)
    scans = [filled(board, level=level) for board, level in zip(boards, (1, 2, 4), strict=True)]
    actions.load_generated_scans(round_id=made.pk, scans=scans, person_id=1, now=NOW, by=PLATFORM)
    return made
