"""Agreements: write, revise, remark, put up for signing, withdraw."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from steunpunt.bundle.partnerships import access, facts
from steunpunt.bundle.partnerships.actions.life import locked
from steunpunt.bundle.partnerships.actions.telling import tell_to_sign
from steunpunt.bundle.partnerships.choices import AgreementState, PaperKind
from steunpunt.bundle.partnerships.models import Agreement, AgreementPaper, AgreementVersion, Remark, Signature
from steunpunt.bundle.partnerships.queries import agreements as queries
from steunpunt.bundle.partnerships.queries.agreement_pdf import agreement_pdf
from steunpunt.bundle.partnerships.reasons import because
from steunpunt.bundle.partnerships.rules import agreements as rules
from steunpunt.bundle.partnerships.rules.template import template
from steunpunt.foundation.acting import Actor, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import public as organisations


@transaction.atomic
def begin_agreement(
    *, partnership_id: int, kind: str, title: str, enters_on: date, now: datetime, today: date, by: Actor
) -> Agreement:
    """Begin to write, from the template with what is known of the partnership."""
    partnership = locked(partnership_id=partnership_id, today=today, by=by)
    require(access.may_coordinate(by, partnership, today))
    open_states = [AgreementState.DRAFT, AgreementState.SIGNING]
    under_way = Agreement.objects.filter(partnership=partnership, state__in=open_states).exists()
    refuse_if(rules.begin_objections(kind, partnership.state, is_under_way=under_way, title=title))
    row = Agreement.objects.create(
        partnership=partnership,
        kind=kind,
        title=title.strip(),
        enters_on=enters_on,
        created_at=now,
        created_by_id=by.person_id or 0,
    )
    articles = rules.filled_in(
        template(kind),
        name=str(partnership),
        members=queries.said_members(queries.parties(partnership, today)),
        purpose=partnership.purpose,
        day=f"{enters_on:%d/%m/%Y}",
    )
    _version(row, 1, articles, now=now, by=by)
    record(facts.AgreementBegun(**_about(row)), by=by)
    return row


def _version(row: Agreement, number: int, articles: Sequence[Mapping[str, str]], *, now: datetime, by: Actor) -> None:
    AgreementVersion.objects.create(
        agreement=row, number=number, articles=list(articles), made_at=now, made_by_id=by.person_id or 0
    )


def _about(row: Agreement) -> dict[str, Any]:
    return {
        "organisation_id": row.partnership_id,
        "partnership_id": row.partnership_id,
        "agreement_id": row.pk,
        "title": row.title,
    }


@transaction.atomic
def locked_agreement(*, agreement_id: int, today: date, by: Actor) -> Agreement:
    """The agreement with its partnership locked first, of which the actor sees the inside."""
    row = access.visible_agreements(by, today).get(pk=agreement_id)
    locked(partnership_id=row.partnership_id, today=today, by=by)
    return access.visible_agreements(by, today).select_for_update(of=("self",)).get(pk=agreement_id)


@transaction.atomic
def revise_agreement(
    *,
    agreement_id: int,
    articles: Sequence[Mapping[str, str]],
    seen_version: int,
    now: datetime,
    today: date,
    by: Actor,
) -> Agreement:
    """A new version of the text; the earlier ones stay."""
    row = locked_agreement(agreement_id=agreement_id, today=today, by=by)
    require(access.may_coordinate(by, row.partnership, today))
    newest = queries.version(row)
    refuse_if(
        [
            *([] if row.state == AgreementState.DRAFT else [because("not_draft")]),
            *([] if newest.number == seen_version else [because("newer")]),
            *rules.text_objections(articles),
        ]
    )
    if list(articles) != newest.articles:
        _version(row, newest.number + 1, articles, now=now, by=by)
        record(facts.AgreementRevised(**_about(row), version=newest.number + 1), by=by)
    return row


@transaction.atomic
def remark_on_article(*, agreement_id: int, article: int, text: str, now: datetime, today: date, by: Actor) -> Remark:
    """Say something about an article for one's own board."""
    row = locked_agreement(agreement_id=agreement_id, today=today, by=by)
    require(access.may_remark(by))
    newest = queries.version(row)
    refuse_if(
        [
            *([] if row.state == AgreementState.DRAFT else [because("not_draft")]),
            *([] if text.strip() else [because("remark", field="text")]),
            *([] if 1 <= article <= len(newest.articles) else [because("no_article", field="article")]),
        ]
    )
    made = Remark.objects.create(
        agreement=row,
        version=newest.number,
        article=article,
        organisation_id=by.organisation_id or 0,
        text=text.strip(),
        made_at=now,
        made_by_id=by.person_id or 0,
    )
    board = organisations.names([made.organisation_id])[made.organisation_id]
    record(facts.RemarkMade(**_about(row), board=board, article=article), by=by)
    return made


@transaction.atomic
def put_up_for_signing(*, agreement_id: int, now: datetime, today: date, by: Actor) -> Agreement:
    """Freeze the newest version as a PDF with its hash, and ask every board for its signature."""
    row = locked_agreement(agreement_id=agreement_id, today=today, by=by)
    require(access.may_coordinate(by, row.partnership, today))
    newest = queries.version(row)
    boards = queries.parties(row.partnership, today)
    refuse_if(rules.put_up_objections(row.state, newest.articles, parties=len(boards)))
    row.state, row.frozen_version, row.put_up_at = AgreementState.SIGNING, newest.number, now
    row.save(update_fields=["state", "frozen_version", "put_up_at"])
    content = agreement_pdf(row, newest.articles, between=queries.said_members(boards), made_at=now)
    digest = sha256(content).hexdigest()
    AgreementPaper.objects.create(agreement=row, kind=PaperKind.FROZEN, content=content, sha256=digest, made_at=now)
    Signature.objects.bulk_create(Signature(agreement=row, organisation_id=board) for board in boards)
    record(facts.AgreementPutUp(**_about(row), boards=len(boards), sha256=digest), by=by)
    tell_to_sign(row, boards, now=now, by=by)
    return row


@transaction.atomic
def withdraw_agreement(*, agreement_id: int, reason: str, today: date, by: Actor) -> None:
    """Stop with a text that is not signed by all; what was signed stays on record."""
    row = locked_agreement(agreement_id=agreement_id, today=today, by=by)
    require(access.may_coordinate(by, row.partnership, today))
    refuse_if(
        [
            *([] if row.state in {AgreementState.DRAFT, AgreementState.SIGNING} else [because("over")]),
            *([] if reason.strip() else [because("reason", field="reason")]),
        ]
    )
    row.state = AgreementState.WITHDRAWN
    row.save(update_fields=["state"])
    record(facts.AgreementWithdrawn(**_about(row), reason=reason.strip()), by=by)
