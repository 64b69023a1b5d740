"""The list, and the page of one: as the board and the support point read it, and as a supplier that was asked does."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from steunpunt.contract.competitions import access, forms, lists, queries, sentences
from steunpunt.contract.competitions.choices import OVER, CompetitionState, words
from steunpunt.contract.competitions.models import Competition, Invitation
from steunpunt.contract.competitions.rules import comparing
from steunpunt.contract.competitions.views.shared import competition_or_404, trail
from steunpunt.contract.orders import public as orders
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.documents import public as documents
from steunpunt.foundation.journal.public import entries_about, lines, moment
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui import registry
from steunpunt.foundation.ui.lists import export, list_page


@signed_in
@require_GET
def competition_list(request: ActorRequest) -> HttpResponse:
    """Own competitions of a board, those in which a supplier was asked, all that were sent for the support point."""
    actor, now = request.actor, timezone.now()
    require(access.sees_competitions(actor))
    seen = access.visible_competitions(actor)
    if access.is_supplier(actor):

        def state(row: Any) -> Any:
            key = sentences.standing_of(
                row, has_offer=row.has_offer, has_declined=row.has_declined, has_won=row.has_won, now=now
            )
            return words.OF_SUPPLIERS[key][0]

        spec = lists.competitions(shows_board=True, state_for_supplier=state)
        rows = queries.of_supplier(seen, actor.organisation_id or 0)
    else:
        spec, rows = lists.competitions(shows_board=access.is_keeper(actor)), queries.listed(seen)
    if file := export(request, spec, rows):
        return file
    context = {
        "list": list_page(request, spec, rows),
        "may_start": access.may_start(actor),
        "trail": [(_("Procure"), ""), (_("Small competitions"), "")],
    }
    return render(request, "competitions/list.html", context)


@signed_in
@require_GET
def detail(request: ActorRequest, competition_id: int) -> HttpResponse:
    row = competition_or_404(request, competition_id)
    if access.is_supplier(request.actor):
        return _for_supplier(request, row)
    return _for_board(request, row)


def _about(request: ActorRequest, row: Competition) -> dict[str, Any]:
    """What every reader of the page sees."""
    asked = queries.request_of(row)
    return {
        "competition": row,
        "asked": asked,
        "weights": sentences.weights(asked, asked.comparison) if asked.comparison else [],
        "documents": documents.documents_of(request.actor, f"competition:{row.pk}"),
        "answered": row.questions.exclude(answered_at=None).order_by("answered_at", "pk"),
        "trail": trail(row),
    }


# ── the board and the support point ──────────────────────────────────────────
def _for_board(request: ActorRequest, row: Competition) -> HttpResponse:
    actor, now, today = request.actor, moment(timezone.now()), timezone.localdate()
    about = _about(request, row)
    may_lead = access.may_lead(actor, row)
    reads_offers, reads_prices = access.reads_offers(actor, row), access.reads_prices(actor, row)
    is_over = row.answers_until is not None and now >= row.answers_until
    history = lines(entries_about(f"competition:{row.pk}")[:100])
    own = [one.person_id for one in history if one.on_behalf_of_id == actor.organisation_id]
    people: dict[int | None, str] = {one.person_id: _("somebody") for one in history if one.person_id}
    context = {
        **about,
        "state": words.STATES[row.state],
        "headline": sentences.headline(row, now),
        "lines": [{"line": line, "charge": sentences.charge(line.charge)} for line in about["asked"].lines],
        "is_board": not access.is_keeper(actor),
        "may_lead": may_lead,
        "may_send": may_lead and row.state == CompetitionState.DRAFT,
        "may_open": may_lead and row.state == CompetitionState.SENT and is_over,
        "may_judge": may_lead and row.state == CompetitionState.OPENED,
        "may_stop": may_lead and row.state not in OVER,
        "invited": queries.whom(row) if row.sent_at else [],
        "shows_declined": reads_offers,
        "unanswered": row.questions.filter(answered_at=None).count() if may_lead else 0,
        "part": queries.at_list_price(row, about["asked"], today) if row.state == CompetitionState.DRAFT else None,
        "reads_offers": reads_offers,
        "order": orders.visible_order_ids(actor, [row.order_id or 0]).get(row.order_id or 0),
        "history": history,
        "people": people | registry.names_of(registry.person_names, own),
        "organisations": organisations.names({one.on_behalf_of_id for one in history if one.on_behalf_of_id}),
        **(ranked(request, row) if reads_prices else {}),
    }
    return render(request, "competitions/detail.html", context)


def ranked(request: ActorRequest, row: Competition) -> dict[str, Any]:
    """The places with every step, and what the award comes to."""
    known = queries.standing(row)
    first = known.first
    part = orders.agreed_part(queries.agreed(row, known, first), timezone.localdate()) if first else None
    authority = (
        orders.authority_of(request.actor, timezone.localdate()) if access.may_award(request.actor, row) else None
    )
    is_fixed = row.state == CompetitionState.FIXED
    return {
        "known": known,
        "first_of": sentences.first_of(known),
        "formula": sentences.formula(known.request, known.comparison),
        "placed": placed(known),
        "aside": [one for one in known.rows if one.offer.aside_reason],
        "draws": [[known.by_id[name].name for name in group] for group in known.ranking.draws_needed]
        if known.ranking
        else [],
        "may_draw": is_fixed and access.may_lead(request.actor, row),
        "first": first,
        "commits": part.committed if part and is_fixed else None,
        "has_services": any(line.counts_from for line in known.request.lines),
        "hindrances": part.reasons if part and is_fixed else (),
        "may_award": is_fixed and part is not None and authority is not None and authority.covers(part.committed.total),
        "award_form": forms.AwardForm(
            initial={"offer": first.offer.pk, "amount_seen": part.committed.total} if first and part else None
        ),
    }


def placed(known: queries.Standing) -> list[dict[str, Any]]:
    """By place, with the points for each criterion and for the price."""
    titles = {one.code: one.title for one in known.comparison.criteria}
    return [
        {
            "place": one.place,
            "row": known.by_id[one.offer],
            "total": sentences.points(one.total),
            "quality": sentences.points(one.quality_points),
            "price": one.price,
            "price_points": sentences.points(one.price_points.points) if one.price_points else "",
            "parts": [
                (titles[each.criterion.id], sentences.points(each.mark), sentences.points(each.points))
                for each in one.quality
            ],
            "units": [
                (line.quantity, line.title, sentences.unit_price(prices.units[line.item_id]))
                for line in known.request.lines
                if (prices := known.by_id[one.offer].prices)
            ],
            "tied": bool(one.decided_by),
        }
        for one in (known.ranking.placed if known.ranking else ())
    ]


# ── a supplier ───────────────────────────────────────────────────────────────
def _for_supplier(request: ActorRequest, row: Competition) -> HttpResponse:
    actor, now = request.actor, moment(timezone.now())
    own = get_object_or_404(access.own_invitations(actor), competition=row)
    offer = own.offers.filter(replaced_at=None, withdrawn_at=None).prefetch_related("files").first()
    key = sentences.standing_of(
        row,
        has_offer=offer is not None,
        has_declined=own.declined_at is not None,
        has_won=row.winner_id == own.pk,
        now=now,
    )
    about = _about(request, row)
    is_open = access.takes_answers(row, now)
    reads = offer is not None and access.reads_own_offer(actor)
    context = {
        **about,
        "invitation": own,
        "state": words.OF_SUPPLIERS[key],
        "headline": sentences.for_supplier(row, key),
        "lines": [
            {
                "line": line,
                "charge": sentences.charge(line.charge),
                "most": sentences.unit_price(comparing.most_for_one(line, own.supplier_id)),
            }
            for line in about["asked"].lines
        ],
        "is_open": is_open,
        "may_answer": is_open and access.may_answer(actor),
        "offer": offer,
        "quality": queries.own_quality(offer) if offer and reads else None,
        "prices": queries.own_prices(offer) if offer and reads else None,
        "order": orders.visible_order_ids(actor, [row.order_id or 0]).get(row.order_id or 0) if key == "won" else None,
        "own_questions": row.questions.filter(supplier_id=own.supplier_id, answered_at=None).order_by("pk"),
        "question_form": forms.QuestionForm(),
        **(_outcome(row, own) if key in {"won", "lost"} and access.reads_own_offer(actor) else {}),
    }
    return render(request, "competitions/request.html", context)


def _outcome(row: Competition, own: Invitation) -> dict[str, Any]:
    """Its own marks with their arguments, and why another was chosen; of others nothing."""
    known = queries.standing(row)
    mine = next((one for one in known.rows if one.offer.invitation_id == own.pk), None)
    return {
        "why": sentences.result(row, known, own) if row.winner_id != own.pk else [],
        "marks": [
            (one.title, sentences.mark(mark.mark), mark.argument)
            for one in known.comparison.criteria
            if mine and not mine.offer.aside_reason and (mark := mine.marks.get(one.code))
        ],
    }
