"""The review of a submitted scan: the adviser goes through it with the board, the board reads and reacts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from steunpunt.assess.scan import access, actions, forms, queries, review_words, rules
from steunpunt.assess.scan.choices import BoardType, ReviewState, ScanState
from steunpunt.assess.scan.models import Review, Scan
from steunpunt.assess.scan.queries import contributions, reviews
from steunpunt.assess.scan.queries.reviews import Reviewed
from steunpunt.assess.scan.views.filling import scan_or_404
from steunpunt.assess.scan.views.reviewing_input import (
    LEFT_OPEN,
    FinishForm,
    TakeUpForm,
    question_views,
    save_one,
    save_reviewed,
)
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Denied, Refused
from steunpunt.foundation.people import public as people
from steunpunt.foundation.ui.forms import worked


def _found_or_404(request: ActorRequest, scan_id: int) -> tuple[Scan, Reviewed | None]:
    """The scan with its review. Somebody who looks in gets neither: motivations are for the board and the advisers."""
    scan = scan_or_404(request, scan_id)
    if not access.may_read_review(request.actor, scan):
        raise Http404
    return scan, reviews.reviewed(scan)


def _noted(request: ActorRequest, scan: Scan) -> None:
    if request.actor.is_of_support_point:
        actions.note_look(scan_id=scan.pk, what=gettext_noop("review"), by=request.actor)


def _frame(request: ActorRequest, scan: Scan, found: Reviewed, current: str) -> dict[str, Any]:
    """What stands around the pages of a review: the domains with how far each is."""
    questionnaire = queries.questionnaire_of(scan)
    steps = [
        {
            "code": section.code,
            "title": forms.say(questionnaire.domain(section.code).name),
            "url": reverse("scan:review_domain", args=[scan.pk, section.code]),
            "progress": section,
            "is_current": section.code == current,
        }
        for section in found.progress
    ]
    codes = [step["code"] for step in steps]
    place = codes.index(current) if current in codes else None
    may_write = access.may_review(request.actor) and found.state is ReviewState.RUNNING
    return {
        "scan": scan,
        "review": found.review,
        "found": found,
        "state": found.state.value,
        "state_word": review_words.STATES[found.state],
        "state_tone": review_words.TONES[found.state],
        "standing": review_words.standing(found),
        "steps": steps,
        "done": found.done,
        "total": found.asked,
        "can_fill_in": may_write,
        "may_react": access.may_react(request.actor, scan),
        "may_take_up": access.may_review(request.actor)
        and scan.state == ScanState.SUBMITTED
        and found.state is not ReviewState.RUNNING,
        "closed": [],
        "current": current,
        "next": steps[place + 1] if place is not None and place + 1 < len(steps) else None,
        "trail": [
            (_("Assess"), ""),
            (scan.round.name, reverse("scan:overview", args=[scan.pk])),
            (_("Review"), reverse("scan:review", args=[scan.pk]) if current else ""),
        ],
    }


@signed_in
@require_http_methods(["GET", "POST"])
def review(request: ActorRequest, scan_id: int) -> HttpResponse:
    """How far the review is and what it comes to; an adviser starts, finishes and takes it up again here."""
    scan, found = _found_or_404(request, scan_id)
    if found is None:
        return _start(request, scan)
    form: Any = None
    if request.method == "POST":
        form, is_done = _handled(request, scan)
        if is_done:
            return redirect("scan:review", scan_id=scan.pk)
    else:
        _noted(request, scan)
    context = _frame(request, scan, found, "")
    questionnaire = queries.questionnaire_of(scan)
    own = rules.domain_scores(questionnaire, BoardType(scan.board_type), found.own)
    names = people.names(pk for pk in (found.review.started_by_id, found.review.finished_by_id) if pk)
    context |= {
        "board": str(scan.organisation),
        "rows": [
            {
                "step": step,
                "own": _shown(own[step["code"]]),
                "after": _shown(found.scores[step["code"]]),
                "changed": found.changed_in(step["code"]),
            }
            for step in context["steps"]
        ],
        "starter": names.get(found.review.started_by_id, ""),
        "finish": form if isinstance(form, FinishForm) else FinishForm(initial={"summary": found.review.summary}),
        "take_up": form if isinstance(form, TakeUpForm) else TakeUpForm(),
    }
    return render(request, "scan/review.html", context, status=422 if form is not None else 200)


def _shown(score: Any) -> Any:
    return score.score if rules.is_covered(score) else None


def _start(request: ActorRequest, scan: Scan) -> HttpResponse:
    if not access.may_review(request.actor) or scan.state != ScanState.SUBMITTED:
        raise Http404
    if request.method == "POST":
        try:
            actions.start_review(scan_id=scan.pk, now=timezone.now(), by=request.actor)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("scan:review", scan_id=scan.pk)
    trail = [(_("Assess"), ""), (scan.round.name, reverse("scan:overview", args=[scan.pk])), (_("Review"), "")]
    return render(request, "scan/review_start.html", {"scan": scan, "board": str(scan.organisation), "trail": trail})


def _handled(request: ActorRequest, scan: Scan) -> tuple[Any, bool]:
    """Finishing or taking up: the form, and whether it worked."""
    now, by = timezone.now(), request.actor
    if not access.may_review(by):
        raise Http404
    form: Any
    if request.POST.get("do") == "finish":
        form = FinishForm(request.POST)
        return form, worked(
            form,
            lambda: actions.finish_review(scan_id=scan.pk, summary=form.cleaned_data["summary"], now=now, by=by),
        )
    form = TakeUpForm(request.POST)
    return form, worked(
        form, lambda: actions.reopen_review(scan_id=scan.pk, reason=form.cleaned_data["reason"], now=now, by=by)
    )


@signed_in
@require_http_methods(["GET", "POST"])
def domain(request: ActorRequest, scan_id: int, code: str) -> HttpResponse:
    """One domain: for the adviser to review, for the board to read and react to."""
    scan, found = _found_or_404(request, scan_id)
    if found is None or code not in {section.code for section in found.progress}:
        raise Http404
    questionnaire = queries.questionnaire_of(scan)
    questions = contributions.asked_in(questionnaire, BoardType(scan.board_type), code)
    context = _frame(request, scan, found, code)
    problems: dict[str, list[Any]] = {}
    if request.method == "POST":
        if not context["can_fill_in"]:
            raise Http404
        problems = _kept(request, scan, code, [question.id for question in questions])
        if not problems:
            return redirect(_onward(request, scan, code, context))
    else:
        _noted(request, scan)
    typed = request.POST if request.method == "POST" else None
    said = reviews.lines(found, language=forms.language(), with_motivations=True)
    reactions = reviews.reactions(found.review)
    views = question_views(questionnaire, questions, found, typed=typed, problems=problems)
    context |= {
        "title": forms.say(questionnaire.domain(code).name),
        "domain_code": code,
        "problems": problems,
        "questions": [
            {
                "view": view,
                "own": contributions.answer_text(questionnaire, question, own, forms.language()) if own else "",
                "own_level": question.levels.get(own),
                "line": said.get(question.id),
                "reactions": reactions.get(question.id, []),
            }
            for view, question in zip(views, questions, strict=True)
            for own in [found.own.get(question.id, "")]
        ],
        "waiting": context["can_fill_in"]
        and any(section.code == code and not section.is_complete for section in found.progress),
    }
    return render(request, "scan/review_domain.html", context, status=422 if problems else 200)


def _kept(request: ActorRequest, scan: Scan, code: str, codes: list[str]) -> dict[str, list[Any]]:
    """Keep the page; with the button "confirm" also confirm what was not reviewed yet."""
    now = timezone.now()
    problems = save_reviewed(scan_id=scan.pk, codes=codes, data=request.POST, now=now, by=request.actor)
    if not problems and request.POST.get("do") == "confirm":
        count = actions.confirm_rest(scan_id=scan.pk, domain=code, now=now, by=request.actor)
        messages.success(request, _("Confirmed: %(n)s answers of the board.") % {"n": count})
    return problems


def _onward(request: ActorRequest, scan: Scan, code: str, context: dict[str, Any]) -> str:
    if request.POST.get("do") == "confirm":
        return reverse("scan:review_domain", args=[scan.pk, code])
    following = context["next"]
    return str(following["url"]) if following else reverse("scan:review", args=[scan.pk])


@signed_in
@require_POST
def save(request: ActorRequest, scan_id: int) -> HttpResponse:
    """Keep one question, sent by the page itself. Answers with a receipt, or with the reasons why not."""
    scan, found = _found_or_404(request, scan_id)
    if found is None:
        raise Http404
    name = request.POST.get("name", "")
    code = name.partition("_")[2]
    try:
        row = save_one(scan_id=scan.pk, code=code, data=request.POST, now=timezone.now(), by=request.actor)
    except Refused as refused:
        reasons = [{"code": reason.code, "text": str(reason)} for reason in refused.reasons]
        answer: dict[str, Any] = {"reasons": reasons}
        if "changed_meanwhile" not in refused.codes:
            return JsonResponse(answer, status=422)
        theirs = found.rows[code]
        return JsonResponse(answer | {"revision": theirs.revision, "answer": theirs.answer or LEFT_OPEN}, status=409)
    except Denied:
        text = _("Only an adviser of the support point reviews.")
        return JsonResponse({"reasons": [{"code": "denied", "text": text}]}, status=403)
    now_found = reviews.reviewed(scan, found.own)
    sections = {item.code: [item.done, item.total] for item in now_found.progress} if now_found else {}
    return JsonResponse(
        {
            "revision": row.revision,
            "saved": _("Saved at %(time)s") % {"time": formats.time_format(timezone.localtime(), "H:i")},
            "sections": sections,
        }
    )


@signed_in
@require_POST
def react(request: ActorRequest, scan_id: int) -> HttpResponse:
    """What somebody of the board says of the review of a question."""
    scan = scan_or_404(request, scan_id)
    code = request.POST.get("question", "")
    question = queries.questionnaire_of(scan).questions.get(code)
    if question is None or not access.may_react(request.actor, scan):
        raise Http404
    try:
        actions.react_to_review(
            scan_id=scan.pk, question=code, text=request.POST.get("text", ""), now=timezone.now(), by=request.actor
        )
    except Review.DoesNotExist as nothing:
        raise Http404 from nothing
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your remark stands with the review."))
    return redirect(f"{reverse('scan:review_domain', args=[scan.pk, question.domain])}#{code}")
