"""Generated rounds of any size: written in bulk, with answers as boards give them."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.actions.generated import GeneratedScan
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.questionnaires import published, source_of
from steunpunt.foundation.acting import the_platform
from steunpunt.foundation.organisations.models import Organisation

NOW = datetime(2011, 4, 1, 12, tzinfo=UTC)
TODAY = date(2011, 4, 1)
PROVINCES = ("Antwerpen", "Limburg", "Oost-Vlaanderen", "Vlaams-Brabant", "West-Vlaanderen")
BY = the_platform(via="command")


def boards(number: int, name: str) -> list[Organisation]:
    """Municipalities over five provinces."""
    return Organisation.objects.bulk_create(
        Organisation(kind="municipality", name=f"{name} {place:06d}", province=PROVINCES[place % 5], is_demo=True)
        for place in range(number)
    )


def generated(board: Organisation, lot: random.Random) -> GeneratedScan:
    """Answers around a strength of the board, facts of its size, estimates and wishes."""
    questionnaire, strength = published(), lot.gauss(2.4, 0.8)
    inhabitants = int(lot.lognormvariate(9.6, 0.7)) + 500

    def answer(options: list) -> str:  # type: ignore[type-arg]
        wanted = lot.gauss(strength, 1.0)
        return str(min(options, key=lambda option: abs(option.level - wanted)).code)

    domains = [domain.code for domain in questionnaire.domains]
    return GeneratedScan(
        organisation_id=board.pk,
        answers={
            question.id: answer(list(question.options))
            for question in questionnaire.questions_for(BoardType.MUNICIPALITY)
            if lot.random() > 0.05
        },
        facts={
            "p_nis": "24048",
            "p_role": "ict",
            "p_inhabitants": Decimal(inhabitants),
            "p_staff_fte": Decimal(90),
            "p_users": Decimal(max(5, inhabitants // 110)),
            "p_ict_fte": Decimal(1),
        },
        self_levels={code: lot.randint(0, 5) for code in domains},
        issues={code: lot.random() < 0.3 for code in domains},
        wants={code: lot.randint(0, 3) for code in domains},
    )


def round_of(found: list[Organisation], *, name: str = "Ronde") -> int:
    """A synthetic round in which all of them are invited."""
    version = actions.publish_questionnaire(source=source_of(), now=NOW, by=BY)
    with transaction.atomic():
        round_ = actions.start_round(
            name=name,
            version_id=version.pk,
            opens_on=TODAY,
            deadline_on=TODAY + timedelta(days=30),
            message="",
            organisation_ids=[board.pk for board in found],
            now=NOW,
            today=TODAY,
            by=BY,
            is_synthetic=True,
        )
    return round_.pk


def make(number: int) -> int:
    """A round of so many municipalities that all submitted."""
    lot = random.Random(2011)
    found = boards(number, "Bestuur")
    round_id = round_of(found)
    scans = [generated(board, lot) for board in found]
    actions.load_generated_scans(round_id=round_id, scans=scans, person_id=1, now=NOW, by=BY)
    return round_id
