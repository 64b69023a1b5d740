"""Asking a colleague, answering such a question, taking answers over, and what is to be discussed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.assess.scan import access, actions, forms, queries
from steunpunt.assess.scan.actions.filling import closed
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.forms import language, say
from steunpunt.assess.scan.models import Contribution, HelpRequest, Scan
from steunpunt.assess.scan.queries import contributions
from steunpunt.assess.scan.queries.contributions import FACTS
from steunpunt.assess.scan.views.contributing_input import AskForm, revision_seen, save_contributions
from steunpunt.assess.scan.views.filling import scan_or_404, section_url
from steunpunt.foundation.access.public import members, signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.people import public as people
from steunpunt.foundation.ui.forms import worked


@signed_in
@require_http_methods(["GET", "POST"])
def ask(request: ActorRequest, scan_id: int, code: str) -> HttpResponse:
    """Ask a colleague about a domain or some of its questions, and see who was asked."""
    scan = scan_or_404(request, scan_id)
    questionnaire = queries.questionnaire_of(scan)
    asked = _askable(scan, code)
    if not access.may_fill_in(request.actor, scan) or not asked:
        raise Http404
    colleagues = [
        (person.id, person.name) for person in members(scan.organisation_id) if person.id != request.actor.person_id
    ]
    wanted = [item for item in request.GET.getlist("vraag") if item in dict(asked)]
    form = AskForm(
        request.POST or None,
        colleagues=colleagues,
        questions=asked,
        initial={"due_on": scan.deadline_on, "questions": wanted},
    )
    if request.method == "POST" and worked(form, lambda: _ask(request, scan, code, form.cleaned_data)):
        messages.success(request, _("Your colleague gets a message with a link."))
        return redirect(section_url(scan, code))
    name = _("About your board") if code == FACTS else say(questionnaire.domain(code).name)
    context = {
        "scan": scan,
        "form": form if colleagues else None,
        "closed": closed(scan, timezone.localdate()),
        "lines": contributions.help_lines(scan, request.actor, code, language=language()),
        "domain": name,
        "about": _("the facts of your board") if code == FACTS else name,
        "back": section_url(scan, code),
        "trail": [
            (_("Assess"), ""),
            (scan.round.name, reverse("scan:overview", args=[scan.pk])),
            (name, section_url(scan, code)),
            (_("Ask a colleague"), ""),
        ],
    }
    return render(request, "scan/ask.html", context, status=422 if form.errors else 200)


def _askable(scan: Scan, code: str) -> list[tuple[str, str]]:
    """Codes and texts of what can be asked under a domain."""
    questionnaire = queries.questionnaire_of(scan)
    facts = {fact.id: say(fact.text) for fact in questionnaire.facts}
    return [
        (item, facts[item] if item in facts else f"{item} {say(questionnaire.questions[item].text)}")
        for item in contributions.codes_in(scan, code)
    ]


def _ask(request: ActorRequest, scan: Scan, code: str, given: dict[str, Any]) -> None:
    actions.ask_colleague(
        scan_id=scan.pk,
        domain=code,
        questions=given["questions"],
        colleague_id=given["colleague"],
        message=given["message"],
        due_on=given["due_on"],
        now=timezone.now(),
        today=timezone.localdate(),
        by=request.actor,
    )


@signed_in
@require_POST
def withdraw(request: ActorRequest, help_id: int) -> HttpResponse:
    """Take a question to a colleague back."""
    asked = get_object_or_404(access.visible_help_requests(request.actor), pk=help_id)
    try:
        actions.withdraw_help_request(request_id=asked.pk, now=timezone.now(), by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The question is withdrawn. Your colleague no longer sees it."))
    return redirect("scan:ask", scan_id=asked.scan_id, code=asked.domain)


@signed_in
@require_http_methods(["GET", "POST"])
def contribute(request: ActorRequest, help_id: int) -> HttpResponse:
    """The questions for the colleague who was asked; nothing else of the scan."""
    asked = get_object_or_404(access.answerable_help_requests(request.actor), pk=help_id)
    scan = asked.scan = queries.with_round(Scan.objects.filter(pk=asked.scan_id)).get()
    questionnaire = queries.questionnaire_of(scan)
    codes = contributions.codes_of(scan, asked)
    objections = closed(scan, timezone.localdate())
    problems: dict[str, list[Any]] = {}
    if request.method == "POST":
        problems = _answered(request, asked, codes)
        if not problems:
            return redirect("scan:contribute", help_id=asked.pk)
    rows: dict[str, Any] = {row.question: row for row in asked.contributions.order_by("question")}
    typed = request.POST if problems else None
    name = capfirst(contributions.subject_of(questionnaire, asked, language()))
    context = {
        "asked": asked,
        "scan": scan,
        "questions": _fact_questions(scan, codes, rows, typed, problems)
        if asked.domain == FACTS
        else forms.question_views(
            questionnaire,
            [questionnaire.questions[code] for code in codes],
            rows,
            typed=typed,
            problems=problems,
            with_explanations=True,
        ),
        "show_codes": asked.domain != FACTS,
        "is_one": len(codes) == 1,
        "problems": [reason for reasons in problems.values() for reason in reasons],
        "closed": [] if asked.done_at else objections,
        "can_fill_in": access.may_contribute(request.actor, asked) and not objections,
        "asker": people.names([asked.asked_by_id]).get(asked.asked_by_id, ""),
        "answered": len(rows),
        "domain": name,
        "trail": [(_("Assess"), ""), (scan.round.name, ""), (name, "")],
    }
    return render(request, "scan/contribute.html", context, status=422 if problems else 200)


def _fact_questions(
    scan: Scan, codes: list[str], rows: dict[str, Any], typed: Any, problems: dict[str, list[Any]]
) -> list[forms.QuestionView]:
    """Facts that were asked, with the fields that every answer of a colleague has."""
    known = {code: row.answer for code, row in rows.items()}
    shown = forms.fact_views(queries.questionnaire_of(scan), BoardType(scan.board_type), known, only=codes)
    for item in shown:
        row, item.name = rows.get(item.id), f"q_{item.id}"
        item.value = typed.get(item.name, item.value) if typed else item.value
        item.explanation = typed.get(f"x_{item.id}", "") if typed else (row.explanation if row else "")
        item.revision, item.errors = (row.revision if row else 0), problems.get(item.name, [])
        for option in item.options:
            option.is_chosen = option.code == item.value
    return shown


def _answered(request: ActorRequest, asked: HelpRequest, codes: list[str]) -> dict[str, list[Any]]:
    """Keep the page; with the button "done" also say so, once everything on it was kept."""
    now, today = timezone.now(), timezone.localdate()
    problems = save_contributions(
        request_id=asked.pk, codes=codes, data=request.POST, now=now, today=today, by=request.actor
    )
    if problems:
        return problems
    if request.POST.get("do") != "done":
        messages.success(request, _("Your answers are saved."))
        return {}
    try:
        actions.finish_contributing(request_id=asked.pk, now=now, today=today, by=request.actor)
    except Refused as refused:
        return {"do": list(refused.reasons)}
    messages.success(request, _("Thank you. Your colleague hears that you are done."))
    return {}


@signed_in
@require_POST
def take_over(request: ActorRequest, scan_id: int, contribution_id: int) -> HttpResponse:
    """Make a colleague's answer the board's own. What else was typed on the page is kept as well."""
    scan = scan_or_404(request, scan_id)
    row = get_object_or_404(
        Contribution.objects.filter(
            request__in=access.visible_help_requests(request.actor), request__scan=scan
        ).select_related("request"),
        pk=contribution_id,
    )
    now, today = timezone.now(), timezone.localdate()
    others = request.POST.copy()
    others.pop(f"q_{row.question}", None)
    others.pop(f"f_{row.question}", None)
    problems = forms.save_form(scan_id=scan.pk, data=others, now=now, today=today, by=request.actor)
    for reasons in problems.values():
        messages.error(request, " ".join(str(reason) for reason in reasons))
    try:
        actions.take_over(
            contribution_id=row.pk,
            seen_revision=revision_seen(request.POST, row.question),
            seen_fact=[request.POST.get(f"{kind}_{row.question}", "") for kind in ("s", "f")],
            now=now,
            today=today,
            by=request.actor,
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        texts = {fact.id: say(fact.text) for fact in queries.questionnaire_of(scan).facts}
        question = texts.get(row.question, row.question)
        messages.success(request, _("The answer to %(question)s is taken over.") % {"question": question})
    return redirect(f"{section_url(scan, row.request.domain)}#{row.question}")


@signed_in
@require_GET
def discuss(request: ActorRequest, scan_id: int) -> HttpResponse:
    """Questions on which board and colleagues are far apart."""
    scan = scan_or_404(request, scan_id)
    if not access.may_read_remarks(request.actor, scan):
        raise Http404
    answers = dict(scan.answers.order_by("question").values_list("question", "answer"))
    answers |= {row.fact: forms.shown_fact(row) for row in scan.facts.order_by("fact")}
    given = contributions.given_answers(scan, request.actor, answers, language=language())
    context = {
        "scan": scan,
        "differences": [
            (item, f"{section_url(scan, item.section)}#{item.code}")
            for item in contributions.differences(scan, answers, given, language=language())
        ],
        "trail": [
            (_("Assess"), ""),
            (scan.round.name, reverse("scan:overview", args=[scan.pk])),
            (_("To discuss"), ""),
        ],
    }
    return render(request, "scan/discuss.html", context)
