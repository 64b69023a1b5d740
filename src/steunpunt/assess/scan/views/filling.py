"""Pages on which a board fills in its scan. Everything is kept per answer; without JavaScript, per page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.assess.scan import access, actions, forms, queries
from steunpunt.assess.scan.actions.filling import closed
from steunpunt.assess.scan.actions.submitting import objections
from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.models import Scan
from steunpunt.assess.scan.queries import contributions
from steunpunt.assess.scan.queries.presence import section_of_field
from steunpunt.assess.scan.rules import filling
from steunpunt.assess.scan.sentences.facts import doubts_of
from steunpunt.assess.scan.views import presence
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Denied, Refused
from steunpunt.foundation.documents.public import counts_by_part, documents_of
from steunpunt.foundation.ui.forms import worked


def scan_or_404(request: ActorRequest, scan_id: int) -> Scan:
    """The scan, from the rows this actor may see."""
    found = queries.seen(request.actor, scan_id)
    if not found:
        raise Http404
    return found[0]


def frame(request: ActorRequest, scan: Scan, filled: queries.Sheet, current: str) -> dict[str, Any]:
    """What every page of filling in shows around its questions: sections with progress, previous and next."""
    sections = queries.progress(scan, filled)
    titles = presence.titles_of(scan)
    steps = [
        {
            "code": section.code,
            "title": titles[section.code],
            "url": section_url(scan, section.code),
            "progress": section,
            "is_current": section.code == current,
        }
        for section in sections
    ]
    codes = [section.code for section in sections]
    place = codes.index(current) if current in codes else None
    return {
        "scan": scan,
        "current": current,
        "present": presence.here(request, scan),
        "is_present": bool(current) and access.may_be_seen(request.actor, scan),
        "steps": steps,
        "done": sum(section.done for section in sections),
        "total": sum(section.total for section in sections),
        "can_fill_in": access.may_fill_in(request.actor, scan) and not closed(scan, timezone.localdate()),
        "can_submit": access.may_submit(request.actor, scan),
        "closed": closed(scan, timezone.localdate()),
        "title": titles.get(current, ""),
        "previous": steps[place - 1] if place else None,
        "next": steps[place + 1] if place is not None and place + 1 < len(steps) else None,
        "trail": [(_("Assess"), ""), (scan.round.name, reverse("scan:overview", args=[scan.pk]))],
    }


def section_url(scan: Scan, code: str) -> str:
    if code in {"facts", "beforehand"}:
        return reverse(f"scan:{code}", args=[scan.pk])
    return reverse("scan:domain", args=[scan.pk, code])


@signed_in
@require_GET
def overview(request: ActorRequest, scan_id: int) -> HttpResponse:
    """Where the board is, and where to go on."""
    scan = scan_or_404(request, scan_id)
    filled = queries.sheet(scan)
    context = frame(request, scan, filled, "")
    context["first_open"] = next((step for step in context["steps"] if not step["progress"].is_complete), None)
    context["is_late"] = scan.deadline_on < timezone.localdate()
    is_inside = access.may_read_remarks(request.actor, scan)
    context["documents"] = documents_of(request.actor, f"scan:{scan.pk}") if is_inside else None
    context["help_lines"] = (
        contributions.help_lines(scan, request.actor, language=forms.language()) if is_inside else []
    )
    return render(request, "scan/overview.html", context)


def _kept(request: ActorRequest, scan: Scan, context: dict[str, Any]) -> HttpResponse | None:
    """After a whole page was sent: on to the next section, unless something was refused."""
    context["problems"] = forms.save_form(
        scan_id=scan.pk, data=request.POST, now=timezone.now(), today=timezone.localdate(), by=request.actor
    )
    presence.note(request, scan, context["current"])
    if context["problems"]:
        return None
    following = context["next"]
    return redirect(following["url"] if following else reverse("scan:submit", args=[scan.pk]))


@signed_in
@require_http_methods(["GET", "POST"])
def facts(request: ActorRequest, scan_id: int) -> HttpResponse:
    """Figures and names of the board itself."""
    scan = scan_or_404(request, scan_id)
    filled = queries.sheet(scan)
    context = frame(request, scan, filled, "facts")
    if request.method == "POST" and (answer := _kept(request, scan, context)):
        before, after = doubts_of(scan, filled.facts), doubts_of(scan, queries.sheet(scan).facts)
        for code in after.keys() - before.keys():
            messages.warning(request, after[code])
        return answer
    typed = request.POST if request.method == "POST" else None
    known = {code: forms.shown_fact(row) for code, row in filled.facts.items()}
    context["questions"] = forms.fact_views(
        queries.questionnaire_of(scan),
        BoardType(scan.board_type),
        known,
        typed=typed,
        problems=context.get("problems"),
    )
    is_inside = access.may_read_remarks(request.actor, scan)
    context["is_inside"] = is_inside
    if is_inside:
        context["help_lines"] = contributions.help_lines(scan, request.actor, "facts", language=forms.language())
        given = contributions.given_answers(scan, request.actor, known, "facts", language=forms.language())
        for shown in context["questions"]:
            shown.given = given.get(shown.id, ())
    asked_about = doubts_of(scan, (queries.sheet(scan) if typed else filled).facts)
    for shown in context["questions"]:
        shown.doubt = asked_about.get(shown.id, "")
    return render(request, "scan/facts.html", context, status=422 if context.get("problems") else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def beforehand(request: ActorRequest, scan_id: int) -> HttpResponse:
    """The board's own estimate per domain, asked first and not shown again during the questions."""
    scan = scan_or_404(request, scan_id)
    filled = queries.sheet(scan)
    context = frame(request, scan, filled, "beforehand")
    if request.method == "POST" and (answer := _kept(request, scan, context)):
        return answer
    questionnaire = queries.questionnaire_of(scan)
    problems = context.get("problems")
    rows = []
    for code in filling.domains_asked(questionnaire, BoardType(scan.board_type)):
        view = filled.views.get(code)
        level = "" if view is None or view.self_level is None else str(view.self_level)
        issue = "" if view is None or view.has_issue is None else ("ja" if view.has_issue else "nee")
        if request.method == "POST":
            level, issue = request.POST.get(f"self_{code}", level), request.POST.get(f"issue_{code}", issue)
        estimate = forms.prompt(questionnaire, "self", code)
        known = forms.prompt(questionnaire, "issue", code)
        rows.append(
            {
                "title": forms.say(questionnaire.domain(code).name),
                "self": forms.choice_view(f"self_{code}", estimate[0], estimate[1], [level], problems),
                "issue": forms.choice_view(f"issue_{code}", known[0], known[1], [issue], problems),
            }
        )
    context["rows"] = rows
    return render(request, "scan/beforehand.html", context, status=422 if problems else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def domain(request: ActorRequest, scan_id: int, code: str) -> HttpResponse:
    """The questions of one domain, and at the end the wish to work together."""
    scan = scan_or_404(request, scan_id)
    questionnaire, board_type = queries.questionnaire_of(scan), BoardType(scan.board_type)
    if code not in filling.domains_asked(questionnaire, board_type):
        raise Http404
    filled = queries.sheet(scan)
    context = frame(request, scan, filled, code)
    if request.method == "POST" and (answer := _kept(request, scan, context)):
        return answer
    typed = request.POST if request.method == "POST" else None
    problems = context.get("problems")
    is_inside = access.may_read_remarks(request.actor, scan)
    context["questions"] = forms.question_views(
        questionnaire,
        [question for question in questionnaire.questions_for(board_type) if question.domain == code],
        dict(filled.answers),
        typed=typed,
        problems=problems,
        with_explanations=is_inside,
    )
    if is_inside:
        given = contributions.given_answers(scan, request.actor, filled.codes, code, language=forms.language())
        files = counts_by_part(request.actor, f"scan:{scan.pk}")
        for shown in context["questions"]:
            shown.given, shown.files = given.get(shown.id, ()), files.get(shown.id, 0)
    view = filled.views.get(code)
    want = "" if view is None or view.want is None else str(view.want)
    partners = list(view.with_whom) if view else []
    note = view.note if view and is_inside else ""
    if typed is not None:
        want, partners = typed.get(f"want_{code}", want), typed.getlist(f"with_{code}")
        note = typed.get(f"note_{code}", note)
    wish, whom = forms.prompt(questionnaire, "want", code), forms.prompt(questionnaire, "with", code)
    context |= {
        "domain_code": code,
        "want": forms.choice_view(f"want_{code}", wish[0], wish[1], [want], problems),
        "with_whom": forms.choice_view(f"with_{code}", whom[0], whom[1], partners, problems),
        "note_label": forms.prompt(questionnaire, "note", code)[0],
        "note": note,
        "is_inside": is_inside,
        "help_lines": contributions.help_lines(scan, request.actor, code, language=forms.language())
        if is_inside
        else [],
        "note_errors": (problems or {}).get(f"note_{code}", []),
    }
    return render(request, "scan/domain.html", context, status=422 if problems else 200)


@signed_in
@require_POST
def save(request: ActorRequest, scan_id: int) -> HttpResponse:
    """Keep one field, sent by the page itself. Answers with a receipt, or with the reasons why not."""
    scan_or_404(request, scan_id)
    name = request.POST.get("name", "")
    try:
        saved = forms.save_field(
            scan_id=scan_id,
            name=name,
            values=request.POST.getlist(name),
            extra=request.POST,
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )
    except Refused as refused:
        status = 409 if "changed_meanwhile" in refused.codes else 422
        answer = {"reasons": [{"code": reason.code, "text": str(reason)} for reason in refused.reasons]}
        if status == 409:
            answer |= _theirs(request, scan_id, name)
        return JsonResponse(answer, status=status)
    except Denied:
        return JsonResponse(
            {"reasons": [{"code": "denied", "text": _("You may look at this scan, not fill it in.")}]}, status=403
        )
    scan = scan_or_404(request, scan_id)
    presence.note(request, scan, section_of_field(scan, name))
    filled = queries.sheet(scan)
    sections = queries.progress(scan, filled)
    return JsonResponse(
        {
            "revision": saved.revision if saved else None,
            "doubt": doubts_of(scan, filled.facts).get(name[2:], "") if name.startswith("f_") else "",
            "saved": _("Saved at %(time)s") % {"time": formats.time_format(timezone.localtime(), "H:i")},
            "sections": {item.code: [item.done, item.total] for item in sections},
        }
    )


def _theirs(request: ActorRequest, scan_id: int, name: str) -> dict[str, Any]:
    """What a colleague answered meanwhile, for the page to show."""
    scan = scan_or_404(request, scan_id)
    row = scan.answers.filter(question=name.partition("_")[2]).first()
    return {"revision": row.revision, "answer": row.answer} if row else {}


@signed_in
@require_http_methods(["GET", "POST"])
def submit(request: ActorRequest, scan_id: int) -> HttpResponse:
    """The summary of what is open, and the submission by whoever has the mandate."""
    scan = scan_or_404(request, scan_id)
    if scan.state == ScanState.SUBMITTED:
        return redirect("scan:result", scan_id=scan.pk)
    reasons: list[Any] = []
    if request.method == "POST":
        try:
            actions.submit_scan(scan_id=scan.pk, now=timezone.now(), today=timezone.localdate(), by=request.actor)
        except Refused as refused:
            reasons = list(refused.reasons)
        else:
            return redirect("scan:result", scan_id=scan.pk)
    filled = queries.sheet(scan)
    context = frame(request, scan, filled, "")
    found = queries.gaps(scan, filled)
    by_section: dict[str, int] = {}
    for gap in found:
        by_section[gap.section] = by_section.get(gap.section, 0) + 1
    context |= {
        "reasons": reasons,
        "objections": list(objections(scan, filled)),
        "open_steps": [(step, by_section[step["code"]]) for step in context["steps"] if step["code"] in by_section],
        "unknown": sum(row.answer == "wn" for row in filled.answers.values()),
        "differences": _differences(request, scan, filled),
        "mandated": queries.mandated_people(scan) if not context["can_submit"] else [],
    }
    return render(request, "scan/submit.html", context, status=422 if reasons else 200)


def _differences(request: ActorRequest, scan: Scan, filled: queries.Sheet) -> int:
    """On how many answers board and colleagues are far apart, for whoever may read what colleagues answered."""
    if not access.may_read_remarks(request.actor, scan):
        return 0
    answers = filled.codes | {code: forms.shown_fact(row) for code, row in filled.facts.items()}
    given = contributions.given_answers(scan, request.actor, answers, language=forms.language())
    return len(contributions.differences(scan, answers, given, language=forms.language()))


@signed_in
@require_http_methods(["GET", "POST"])
def reopen(request: ActorRequest, scan_id: int) -> HttpResponse:
    """The board takes back what it submitted, to change it; with a reason that stays in its history."""
    scan = scan_or_404(request, scan_id)
    if not access.may_submit(request.actor, scan):
        raise Http404
    form = forms.ReopenForm(request.POST or None)
    by, today = request.actor, timezone.localdate()
    if request.method == "POST" and worked(
        form,
        lambda: actions.reopen_scan(scan_id=scan.pk, reason=form.cleaned_data["reason"], today=today, by=by),
    ):
        return redirect("scan:overview", scan_id=scan.pk)
    trail = [(_("Assess"), ""), (scan.round.name, reverse("scan:overview", args=[scan.pk])), (_("Take back"), "")]
    context = {"scan": scan, "form": form, "trail": trail}
    return render(request, "scan/reopen.html", context, status=422 if form.errors else 200)
