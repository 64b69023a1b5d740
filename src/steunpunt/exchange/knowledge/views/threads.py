"""Pages of questions and answers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.bundle.partnerships import public as partnerships
from steunpunt.exchange.knowledge import access, actions, forms, lists, queries
from steunpunt.exchange.knowledge.choices import Audience
from steunpunt.exchange.knowledge.models import Answer, Thread
from steunpunt.exchange.knowledge.registry import AcceptedAnswer, Use, answer_uses
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui import registry
from steunpunt.foundation.ui.forms import form_page, worked
from steunpunt.foundation.ui.lists import export, list_page

BOTH = require_http_methods(["GET", "POST"])


def _trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    here = reverse("knowledge:threads") if more else ""
    return [(_("Exchange"), ""), (_("Questions and answers"), here), *more]


def _thread_or_404(request: ActorRequest, thread_id: int) -> Thread:
    return get_object_or_404(queries.threads(request.actor, timezone.localdate()), pk=thread_id)


def _answer_or_404(request: ActorRequest, answer_id: int) -> Answer:
    rows = Answer.objects.select_related("thread").defer("search")
    seen = access.visible_threads(request.actor, timezone.localdate()).order_by().values("pk")
    return get_object_or_404(rows.filter(thread__in=seen), pk=answer_id)


@signed_in
@require_GET
def threads(request: ActorRequest) -> HttpResponse:
    """Questions that this actor reads."""
    actor = request.actor
    if not access.sees_threads(actor):
        raise Http404
    is_searched = bool(request.GET.get("q", "").strip())
    spec = lists.threads(list(queries.topics()), actor.organisation_id, is_searched=is_searched)
    rows = queries.threads(actor, timezone.localdate())
    if file := export(request, spec, rows):
        return file
    context = {"list": list_page(request, spec, rows), "may_ask": bool(access.audiences(actor)), "trail": _trail()}
    return render(request, "knowledge/threads.html", context)


@signed_in
@require_GET
def alike(request: ActorRequest) -> HttpResponse:
    """Questions like what is being typed: a part of the page on which a question is asked."""
    if not access.sees_threads(request.actor):
        raise Http404
    found = queries.alike(request.actor, request.GET.get("title", "")[:160], timezone.localdate())
    return render(request, "knowledge/alike.html", {"alike": found})


@signed_in
@BOTH
def ask(request: ActorRequest) -> HttpResponse:
    """Ask something; questions that are alike are shown first."""
    actor, today = request.actor, timezone.localdate()
    audiences = access.audiences(actor)
    if not audiences:
        raise Http404
    within = organisations.names(partnerships.partnerships_within(actor, today))
    form = forms.AskForm(
        request.POST or None,
        audiences=audiences,
        partnerships=dict(sorted(within.items(), key=lambda item: item[1])),
        topics=list(queries.topics()),
        initial={"title": request.GET.get("title", "")[:160]},
    )
    made: list[Thread] = []

    def work() -> None:
        made.append(actions.ask(what=form.what(), now=timezone.now(), today=today, by=actor))

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Your question is asked. You are told when somebody answers."))
        return redirect("knowledge:thread", thread_id=made[0].pk)
    context = {"form": form, "trail": _trail((_("Ask a question"), ""))}
    return render(request, "knowledge/ask.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def thread(request: ActorRequest, thread_id: int) -> HttpResponse:
    """A question with its answers."""
    return _page(request, _thread_or_404(request, thread_id))


def _page(request: ActorRequest, row: Thread, form: forms.AnswerForm | None = None) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()
    answers = queries.answers_of(row)
    may_answer = access.may_answer(actor)
    if form is None and may_answer:
        form = forms.AnswerForm()
    who = [row.asked_by_id, *(one.given_by_id for one in answers)] if access.sees_names(actor) else []
    people = registry.names_of(registry.person_names, who)
    context: dict[str, Any] = {
        "thread": row,
        "asker": people.get(row.asked_by_id, ""),
        "audience": row.partnership.name if row.partnership else Audience(row.audience).label,
        "answers": [(one, people.get(one.given_by_id, ""), access.may_change_answer(actor, one)) for one in answers],
        "form": form,
        "may_accept": access.may_accept(actor, row),
        "may_check": access.may_check(actor) and row.accepted_id is not None,
        "is_due": row.right_until is not None and row.right_until <= today and not row.is_outdated,
        "may_withdraw": access.may_withdraw(actor, row),
        "uses": _uses(request, row, answers),
        "trail": _trail((row.title, "")),
    }
    return render(request, "knowledge/thread.html", context, status=422 if form and form.errors else 200)


def _uses(request: ActorRequest, row: Thread, answers: list[Answer]) -> list[Use]:
    """What other modules can make of the accepted answer."""
    accepted = next((one for one in answers if one.pk == row.accepted_id), None)
    if accepted is None or row.is_outdated:
        return []
    usable = AcceptedAnswer(
        thread_id=row.pk,
        answer_id=accepted.pk,
        title=row.title,
        question=row.text,
        text=accepted.text,
        is_for_everybody=row.audience == Audience.EVERYBODY,
    )
    return [use for use in answer_uses.ask(lambda source: source(request.actor, usable)) if use]


@signed_in
@require_POST
def answer(request: ActorRequest, thread_id: int) -> HttpResponse:
    """Answer it."""
    row = _thread_or_404(request, thread_id)
    if not access.may_answer(request.actor):
        raise Http404
    form = forms.AnswerForm(request.POST)

    def work() -> None:
        actions.answer(
            thread_id=row.pk,
            text=form.cleaned_data["text"],
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    if worked(form, work):
        messages.success(request, _("Your answer is there; whoever asked is told."))
        return redirect("knowledge:thread", thread_id=row.pk)
    return _page(request, row, form)


@signed_in
@BOTH
def change_answer(request: ActorRequest, answer_id: int) -> HttpResponse:
    """Change the words of one's own answer."""
    given = _answer_or_404(request, answer_id)
    if not access.may_change_answer(request.actor, given):
        raise Http404
    form = forms.AnswerForm(request.POST or None, initial={"text": given.text})

    def work() -> None:
        actions.change_answer(
            answer_id=given.pk,
            text=form.cleaned_data["text"],
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    here = reverse("knowledge:thread", args=[given.thread_id])
    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Your answer is changed."))
        return redirect(here)
    return form_page(
        request,
        form,
        trail=_trail((given.thread.title, here), (_("Change the answer"), "")),
        submit=_("Change the answer"),
        lead=_("Readers see that it was changed."),
        back=here,
    )


@signed_in
@require_POST
def accept(request: ActorRequest, answer_id: int) -> HttpResponse:
    """Say that this answer helped."""
    given = _answer_or_404(request, answer_id)
    if not access.may_accept(request.actor, given.thread):
        raise Http404

    def work() -> None:
        actions.accept_answer(answer_id=given.pk, now=timezone.now(), today=timezone.localdate(), by=request.actor)

    return _done(request, given.thread_id, work, _("Whoever comes after you finds it at the top."))


@signed_in
@require_POST
def check(request: ActorRequest, thread_id: int) -> HttpResponse:
    """Say whether the accepted answer is still right."""
    row = _thread_or_404(request, thread_id)
    if not access.may_check(request.actor):
        raise Http404
    is_right = request.POST.get("right") == "yes"

    def work() -> None:
        actions.check_answer(thread_id=row.pk, is_right=is_right, today=timezone.localdate(), by=request.actor)

    return _done(request, row.pk, work, _("Thank you: others know it now."))


def _done(request: ActorRequest, thread_id: int, work: Callable[[], None], said: str) -> HttpResponse:
    try:
        work()
    except Refused as refused:
        messages.error(request, " ".join(str(reason) for reason in refused.reasons))
    else:
        messages.success(request, said)
    return redirect("knowledge:thread", thread_id=thread_id)


@signed_in
@BOTH
def withdraw(request: ActorRequest, thread_id: int) -> HttpResponse:
    """Take a question away, with its answers."""
    row = _thread_or_404(request, thread_id)
    if not access.may_withdraw(request.actor, row):
        raise Http404
    form = forms.WithdrawForm(request.POST or None)

    def work() -> None:
        actions.withdraw_thread(
            thread_id=row.pk,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The question is withdrawn."))
        return redirect("knowledge:threads")
    here = reverse("knowledge:thread", args=[row.pk])
    return form_page(
        request,
        form,
        trail=_trail((row.title, here), (_("Withdraw"), "")),
        submit=_("Withdraw"),
        lead=_("Nobody reads the question and its answers any more."),
        back=here,
    )
