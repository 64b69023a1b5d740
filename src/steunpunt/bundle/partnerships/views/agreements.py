"""Pages of agreements: the text, its versions, remarks, signing, and whether a PDF is the signed one."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.bundle.partnerships import access, actions
from steunpunt.bundle.partnerships.choices import AgreementKind, AgreementState, PaperKind, State
from steunpunt.bundle.partnerships.forms import agreements as form_of
from steunpunt.bundle.partnerships.models import Agreement
from steunpunt.bundle.partnerships.queries import agreements as queries
from steunpunt.bundle.partnerships.rules import agreements as rules
from steunpunt.bundle.partnerships.views.identity import confirmed
from steunpunt.bundle.partnerships.views.shared import form_page, visible_or_404, within
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused, require
from steunpunt.foundation.documents.public import FoundSignature
from steunpunt.foundation.ui.forms import worked

BOTH = require_http_methods(["GET", "POST"])


def _agreement_or_404(request: ActorRequest, agreement_id: int) -> Agreement:
    return get_object_or_404(access.visible_agreements(request.actor, timezone.localdate()), pk=agreement_id)


def _to(row: Agreement) -> HttpResponse:
    return redirect("partnerships:agreement", agreement_id=row.pk)


@signed_in
@BOTH
def begin(request: ActorRequest, group_id: int) -> HttpResponse:
    partnership = visible_or_404(request, group_id)
    today = timezone.localdate()
    require(access.may_coordinate(request.actor, partnership, today))
    kind = AgreementKind.AMENDMENT if partnership.state == State.ACTIVE else AgreementKind.AGREEMENT
    initial = {"kind": kind, "title": f"{kind.label} {partnership}", "enters_on": today}
    form = form_of.BeginForm(request.POST or None, initial=initial)
    made: list[Agreement] = []

    def do() -> None:
        made.append(
            actions.begin_agreement(
                partnership_id=partnership.pk, now=timezone.now(), today=today, by=request.actor, **form.cleaned_data
            )
        )

    if request.method == "POST" and worked(form, do):
        messages.success(request, _("The text is begun from the template. Fill in what stands between brackets."))
        return _to(made[0])
    return form_page(request, form, row=partnership, title=_("Begin an agreement"), submit=_("Begin"))


@signed_in
@require_GET
def agreement(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """The text as it is now or as it was put up, with remarks, and who signed."""
    row = _agreement_or_404(request, agreement_id)
    today, actor = timezone.localdate(), request.actor
    newest = queries.version(row, row.frozen_version)
    remarks = list(row.remarks.select_related("organisation").order_by("article", "pk"))
    signatures = list(queries.signatures(row))
    mine = next((one for one in signatures if one.organisation_id == actor.organisation_id), None)
    is_signing = row.state == AgreementState.SIGNING
    coordinates = access.may_coordinate(actor, row.partnership, today)
    context: dict[str, Any] = {
        "agreement": row,
        "articles": [
            {"number": number, "one": one, "remarks": [each for each in remarks if each.article == number]}
            for number, one in enumerate(newest.articles, start=1)
        ],
        "version": newest,
        "left": rules.left_to_fill_in(newest.articles) if row.state == AgreementState.DRAFT else [],
        "signatures": signatures,
        "signed": sum(bool(one.way) for one in signatures),
        "frozen": queries.frozen_hash(row),
        "is_within": access.is_within(actor, row.partnership, today),
        "may_write": coordinates and row.state == AgreementState.DRAFT,
        "may_withdraw": coordinates and row.state in {AgreementState.DRAFT, AgreementState.SIGNING},
        "may_remark": access.may_remark(actor) and row.state == AgreementState.DRAFT,
        "may_sign": is_signing and access.may_decide(actor) and mine is not None and not mine.way,
        "may_bring_paper": is_signing
        and (
            access.may_record_paper(actor) or (access.may_bring_own_paper(actor) and mine is not None and not mine.way)
        ),
        "trail": within(row.partnership, (row.title, "")),
    }
    return render(request, "partnerships/agreement.html", context)


@signed_in
@BOTH
def write(request: ActorRequest, agreement_id: int) -> HttpResponse:
    row = _agreement_or_404(request, agreement_id)
    require(access.may_coordinate(request.actor, row.partnership, timezone.localdate()))
    newest = queries.version(row)
    form = form_of.TextForm(request.POST or None, articles=newest.articles)
    seen = request.POST.get("versie", str(newest.number))

    def do() -> None:
        actions.revise_agreement(
            agreement_id=row.pk,
            articles=form.articles(),
            seen_version=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, do):
        messages.success(request, _("The text is kept as a new version."))
        return _to(row)
    context = {"form": form, "agreement": row, "seen": seen, "trail": within(row.partnership, (row.title, ""))}
    return render(request, "partnerships/agreement_write.html", context)


@signed_in
@require_GET
def compare(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Two versions beside one another, by words: the last two, or those of the address."""
    row = _agreement_or_404(request, agreement_id)
    numbers = list(row.versions.order_by("number").values_list("number", flat=True))

    def chosen(name: str, usual: int) -> int:
        word = request.GET.get(name, "")
        return int(word) if word.isdecimal() and len(word) < 9 and int(word) in numbers else usual

    after = chosen("naar", numbers[-1])
    before = chosen("van", numbers[max(numbers.index(after) - 1, 0)])
    context = {
        "agreement": row,
        "numbers": numbers,
        "before": before,
        "after": after,
        "changes": rules.compared(queries.version(row, before).articles, queries.version(row, after).articles),
        "trail": within(
            row.partnership, (row.title, reverse("partnerships:agreement", args=[row.pk])), (_("Versions"), "")
        ),
    }
    return render(request, "partnerships/agreement_compare.html", context)


@signed_in
@BOTH
def remark(request: ActorRequest, agreement_id: int) -> HttpResponse:
    row = _agreement_or_404(request, agreement_id)
    require(access.may_remark(request.actor))
    initial = {"article": request.GET.get("artikel", "")}
    form = form_of.RemarkForm(request.POST or None, initial=initial, articles=queries.version(row).articles)

    def do() -> None:
        actions.remark_on_article(
            agreement_id=row.pk,
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
            **form.cleaned_data,
        )

    if request.method == "POST" and worked(form, do):
        messages.success(request, _("Your remark stands with the article."))
        return _to(row)
    return form_page(request, form, row=row.partnership, title=_("A remark on the text"), submit=_("Add the remark"))


@signed_in
@require_POST
def put_up(request: ActorRequest, agreement_id: int) -> HttpResponse:
    row = _agreement_or_404(request, agreement_id)
    try:
        actions.put_up_for_signing(
            agreement_id=row.pk, now=timezone.now(), today=timezone.localdate(), by=request.actor
        )
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, str(reason))
    else:
        messages.success(request, _("The text is frozen; each board is asked for its signature."))
    return _to(row)


@signed_in
@BOTH
def withdraw(request: ActorRequest, agreement_id: int) -> HttpResponse:
    row = _agreement_or_404(request, agreement_id)
    today = timezone.localdate()
    require(access.may_coordinate(request.actor, row.partnership, today))
    form = form_of.WhyForm(request.POST or None)

    def do() -> None:
        actions.withdraw_agreement(agreement_id=row.pk, today=today, by=request.actor, **form.cleaned_data)

    if request.method == "POST" and worked(form, do):
        messages.success(request, _("The text is withdrawn."))
        return _to(row)
    return form_page(request, form, row=row.partnership, title=_("Withdraw the text"), submit=_("Withdraw"))


def _has_signed(request: ActorRequest, row: Agreement) -> bool:
    given = row.signatures.exclude(way="")
    return given.filter(organisation_id=request.actor.organisation_id or 0).exists()


@signed_in
@BOTH
def sign(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Sign for one's own board: first confirm who you are, then read, then sign."""
    row = _agreement_or_404(request, agreement_id)
    require(access.may_decide(request.actor))
    if request.method == "GET" and _has_signed(request, row):
        messages.info(request, _("Your board signed already."))
        return _to(row)
    now = timezone.now()
    identity = confirmed(request, now)
    if identity.lacks_second_step:
        messages.warning(request, _("Signing asks for a second step at log-in. Set it up first, then sign."))
    if identity.still_to_do:
        return redirect(identity.still_to_do)
    form = form_of.SignForm(request.POST or None, initial={"seen": queries.frozen_hash(row)})

    def do() -> None:
        actions.sign_agreement(
            agreement_id=row.pk,
            seen=form.cleaned_data["seen"],
            confirmed_at=identity.at,
            is_by_second_step=identity.is_by_second_step,
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, do):
        messages.success(request, _("Your board signed."))
        return _to(row)
    context = {
        "form": form,
        "agreement": row,
        "articles": queries.version(row, row.frozen_version).articles,
        "trail": within(
            row.partnership, (row.title, reverse("partnerships:agreement", args=[row.pk])), (_("Sign"), "")
        ),
    }
    return render(request, "partnerships/agreement_sign.html", context)


@signed_in
@BOTH
def paper(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """A signature given elsewhere: of one's own board, or, for advisers, of any with its document."""
    row = _agreement_or_404(request, agreement_id)
    actor = request.actor
    require(access.may_record_paper(actor) or access.may_bring_own_paper(actor))
    waiting = [
        (one.organisation_id, one.organisation.name)
        for one in queries.signatures(row)
        if not one.way and (access.may_record_paper(actor) or one.organisation_id == actor.organisation_id)
    ]
    if not waiting:
        return _to(row)
    form = form_of.SignedPaperForm(request.POST or None, request.FILES or None, boards=waiting)

    def do() -> None:
        given = dict(form.cleaned_data)
        board = given.pop("board")
        actions.record_signed_paper(
            agreement_id=row.pk,
            organisation_id=board,
            now=timezone.now(),
            today=timezone.localdate(),
            by=actor,
            **given,
        )

    if request.method == "POST" and worked(form, do):
        messages.success(request, _("Recorded; the document of the board stands with it."))
        return _to(row)
    lead = _("The record says that the board signed elsewhere, and who recorded it.")
    return form_page(request, form, row=row.partnership, title=_("Signed elsewhere"), submit=_("Record it"), lead=lead)


@signed_in
@require_GET
def pdf(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """The PDF with all signatures; before that the one that was put up."""
    row = _agreement_or_404(request, agreement_id)
    found = queries.paper(row, PaperKind.SIGNED) or queries.paper(row, PaperKind.FROZEN)
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="akkoord-{row.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@BOTH
def check(request: ActorRequest) -> HttpResponse:
    """Whether a PDF is an agreement as it was signed here: its hash is reckoned, its signatures are read, it is not kept."""
    form = form_of.CheckForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "trail": [(_("Check an agreement"), "")]}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        if given.size > settings.MAX_UPLOAD_BYTES:
            form.add_error("file", _("This file is too large to be an agreement of ours."))
        elif not ratelimit.consume(request, action="check_agreement"):
            form.add_error(None, _("Many files were checked from your address. Wait a minute, then go on."))
        else:
            content = given.read()
            digest = sha256(content).hexdigest()
            if queries.paper_by_hash(digest):
                return redirect("partnerships:checked", sha256=digest)
            return render(
                request,
                "partnerships/checked.html",
                _known(digest, queries.signatures_in_stranger(content)) | _trail(digest),
            )
    return render(request, "partnerships/check.html", context)


@require_GET
def checked(request: ActorRequest, sha256: str) -> HttpResponse:
    """What we know of a hash: which agreement, who signed and when; or that it is none of ours. No person is named."""
    return render(request, "partnerships/checked.html", _known(sha256.lower()) | _trail(sha256))


def _known(sha256: str, read: Sequence[FoundSignature] = ()) -> dict[str, Any]:
    """What is on record of a hash; `read` are the signatures in a file of which nothing is on record."""
    found = queries.paper_by_hash(sha256)
    return {
        "sha256": sha256,
        "paper": found,
        "agreement": found.agreement if found else None,
        "signatures": queries.signatures(found.agreement) if found else [],
        "is_signed": found is not None and found.agreement.state == AgreementState.SIGNED,
        "read": read,
        "is_ours_altered": any(queries.is_seal(one.fingerprint) for one in read),
    }


def _trail(sha256: str) -> dict[str, Any]:
    return {"trail": [(_("Check an agreement"), reverse("partnerships:check")), (sha256[:12], "")]}
