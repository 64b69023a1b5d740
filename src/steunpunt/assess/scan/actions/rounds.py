"""Publishing a questionnaire, starting a round, inviting boards."""

import hashlib
from collections.abc import Collection, Iterator
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.facts import BoardInvited, QuestionnairePublished, RoundStarted
from steunpunt.assess.scan.models import BoardFact, QuestionnaireVersion, Round, Scan
from steunpunt.assess.scan.queries.inviting import BOARD_TYPES
from steunpunt.assess.scan.questionnaires.reader import read_questionnaire
from steunpunt.foundation.acting import Actor, Reason, Refused, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import public as organisations


@transaction.atomic
def publish_questionnaire(*, source: str, now: datetime, by: Actor) -> QuestionnaireVersion:
    """Publish a version for good. The same text again is the same version; another text needs another number."""
    require(by.via == "command" or access.may_start_rounds(by))
    questionnaire = read_questionnaire(source)
    digest = hashlib.sha256(source.encode()).hexdigest()
    known = QuestionnaireVersion.objects.filter(number=questionnaire.version).first()
    if known and known.digest == digest:
        return known
    if known:
        text = _("Version %(number)s was published with another text. A published version never changes.")
        refuse_if([Reason("version_published", text % {"number": questionnaire.version})])
    version = QuestionnaireVersion.objects.create(
        number=questionnaire.version, source=source, digest=digest, published_at=now
    )
    record(QuestionnairePublished(organisation_id=by.organisation_id, number=version.number, digest=digest[:16]), by=by)
    return version


@transaction.atomic
def start_round(
    *,
    name: str,
    version_id: int,
    opens_on: date,
    deadline_on: date,
    message: str,
    organisation_ids: Collection[int],
    now: datetime,
    today: date,
    by: Actor,
    is_synthetic: bool = False,
) -> Round:
    """Start a round for the chosen boards and invite each."""
    require(by.via == "command" or access.may_start_rounds(by))
    refuse_if(_objections(name, opens_on, deadline_on, organisation_ids, today))
    version = QuestionnaireVersion.objects.filter(pk=version_id).first()
    if version is None:
        raise Refused([Reason("unknown_version", _("This version of the questionnaire does not exist."), "version_id")])
    round_ = Round.objects.create(
        name=name.strip(),
        version=version,
        opens_on=opens_on,
        deadline_on=deadline_on,
        message=message.strip(),
        started_by_id=by.person_id,
        is_synthetic=is_synthetic,
    )
    invite_boards(round_id=round_.pk, organisation_ids=organisation_ids, now=now, by=by)
    record(
        RoundStarted(
            organisation_id=by.organisation_id,
            round_id=round_.pk,
            name=round_.name,
            boards=len(set(organisation_ids)),
            deadline_on=deadline_on,
        ),
        by=by,
    )
    return round_


def _objections(
    name: str, opens_on: date, deadline_on: date, organisation_ids: Collection[int], today: date
) -> Iterator[Reason]:
    if not name.strip():
        yield Reason("name_missing", _("Give the round a name."), "name")
    yield from day_objections(opens_on, deadline_on, today)
    if not organisation_ids:
        yield Reason("no_boards", _("Choose at least one board."), "organisations")


def day_objections(opens_on: date, deadline_on: date, today: date) -> Iterator[Reason]:
    """What is wrong with the days of a round. The form asks as well, to say everything at once."""
    if deadline_on < opens_on:
        yield Reason("deadline_before_opening", _("The deadline comes before the opening."), "deadline_on")
    if deadline_on < today:
        yield Reason("deadline_past", _("The deadline has passed already."), "deadline_on")


@transaction.atomic
def invite_boards(*, round_id: int, organisation_ids: Collection[int], now: datetime, by: Actor) -> list[Scan]:
    """Ask boards for a scan in this round; a board that was asked already is left as it is.

    What is public of the board is filled in beforehand: its kind, NIS code and number of inhabitants.
    """
    require(by.via == "command" or access.may_start_rounds(by))
    round_ = Round.objects.select_for_update(of=("self",)).select_related("version").get(pk=round_id)
    refuse_if([Reason("round_closed", _("The support point closed this round."))] if round_.closed_at else [])
    invited = set(round_.scans.filter(organisation_id__in=organisation_ids).values_list("organisation_id", flat=True))
    wanted = set(organisation_ids) - invited
    boards = [card for _pk, card in sorted(organisations.organisations(wanted).items())]
    inhabitants = organisations.populations(wanted, round_.opens_on)
    strange = [board.name for board in boards if board.kind not in BOARD_TYPES]
    if strange:
        text = _("The questionnaire is not written for this kind of organisation: %(names)s.")
        refuse_if([Reason("kind_not_asked", text % {"names": ", ".join(strange)}, "organisations")])
    questionnaire = queries.questionnaire_of_round(round_)
    scans = Scan.objects.bulk_create(
        Scan(
            round=round_,
            organisation_id=board.id,
            board_type=BOARD_TYPES[board.kind],
            invited_at=now,
            asked=len(questionnaire.questions_for(BOARD_TYPES[board.kind])),
        )
        for board in boards
    )
    prefilled = []
    for scan, board in zip(scans, boards, strict=True):
        if board.nis_code:
            prefilled.append(BoardFact(scan=scan, fact="p_nis", text=board.nis_code, answered_at=now))
        if board.id in inhabitants:
            count = Decimal(inhabitants[board.id].inhabitants)
            prefilled.append(BoardFact(scan=scan, fact="p_inhabitants", number=count, answered_at=now))
    BoardFact.objects.bulk_create(prefilled)
    for scan in scans:
        record(
            BoardInvited(
                organisation_id=scan.organisation_id,
                scan_id=scan.pk,
                round_id=round_.pk,
                deadline_on=round_.deadline_on,
            ),
            by=by,
        )
    return scans
