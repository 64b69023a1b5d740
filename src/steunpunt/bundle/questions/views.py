"""Pages of group questions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.bundle.partnerships import public as partnerships
from steunpunt.bundle.questions import access, actions, forms, queries, sentences
from steunpunt.bundle.questions.choices import Kind, Shows, State
from steunpunt.bundle.questions.models import Question, Voice
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.journal import public as journal
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui import registry
from steunpunt.foundation.ui.forms import form_page, worked

BOTH = require_http_methods(["GET", "POST"])


def _question_or_404(request: ActorRequest, question_id: int) -> Question:
    rows = access.visible_questions(request.actor, timezone.localdate()).select_related("partnership", "carried")
    return get_object_or_404(rows, pk=question_id)


@signed_in
@BOTH
def ask(request: ActorRequest, group_id: int) -> HttpResponse:
    """Put a question to the members."""
    today = timezone.localdate()
    if not access.may_ask(request.actor, group_id, today):
        raise Http404
    names = queries.names_of_members(group_id, today)
    yes, no = _("Yes"), _("No")
    start = {
        "kind": Kind.DECISION,
        "shows": Shows.WHO,
        "quorum": len(names) // 2 + 1,
        "options": f"{yes}\n{no}",
    }
    form = forms.QuestionForm(request.POST or None, initial=start)
    made: list[Question] = []

    def work() -> None:
        asked = actions.ask_question(
            partnership_id=group_id, proposal=form.proposal(), now=timezone.now(), today=today, by=request.actor
        )
        made.append(asked)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The question is asked; the boards are told."))
        return redirect("questions:question", question_id=made[0].pk)
    name = organisations.names([group_id]).get(group_id, "")
    return form_page(
        request,
        form,
        trail=partnerships.trail_within(group_id, name, (_("Ask the boards a question"), "")),
        submit=_("Put to the boards"),
        lead=_("Once asked, nothing of it changes any more: boards know what they answer to."),
        back=reverse("partnerships:partnership", args=[group_id]),
    )


@signed_in
@require_GET
def question(request: ActorRequest, question_id: int) -> HttpResponse:
    """The proposal, one's own voice, and what is shown of the others."""
    return _page(request, _question_or_404(request, question_id))


def _page(request: ActorRequest, row: Question, form: forms.AnswerForm | None = None) -> HttpResponse:
    today, actor = timezone.localdate(), request.actor
    voters = list(row.voters.select_related("organisation").order_by("organisation__name", "pk"))
    voices = queries.newest_voices(row)
    asked = queries.asked_of(row, voters, timezone.localdate())
    own = _own_voice(request, row, voices)
    is_asked = any(voter.organisation_id == actor.organisation_id for voter in voters)
    may_speak = is_asked and access.may_speak(actor, row.kind)
    is_open = row.state == State.OPEN and today <= row.deadline_on
    if form is None and may_speak and is_open:
        form = _answer_form(request, row, own)
    sees_answers, sees_who = access.sees_answers(row), access.sees_who(row)
    history = journal.lines(journal.entries_about(f"question:{row.pk}")[:30]) if sees_who else []
    context: dict[str, Any] = {
        "question": row,
        "headline": sentences.headline(row, voices=len(voices), asked=asked),
        "rules": sentences.rules(row),
        "form": form,
        "own": own,
        "is_open": is_open,
        "is_asked": is_asked,
        "lines": queries.option_lines(row, voices) if sees_answers else [],
        "voters": _voters(request, row, voters, voices) if sees_who else [],
        "sees_answers": sees_answers,
        "may_end": row.state == State.OPEN and access.may_end(actor, row, today),
        "is_complete": len(voices) >= asked,
        "may_record": row.state == State.OPEN and access.voters_to_record(actor, today).filter(question=row).exists(),
        "paper_voters": voters,
        "history": history,
        "people": registry.names_of(registry.person_names, (line.person_id for line in history)),
        "organisations": registry.names_of(registry.organisation_names, (line.on_behalf_of_id for line in history)),
        "trail": partnerships.trail_within(row.partnership_id, str(row.partnership), (row.title, "")),
    }
    return render(request, "questions/question.html", context, status=422 if form and form.errors else 200)


def _own_voice(request: ActorRequest, row: Question, voices: list[Voice]) -> Voice | None:
    """What one's own board answered; for advice, what oneself answered."""
    actor = request.actor
    if row.kind == Kind.ADVICE:
        return next((voice for voice in voices if voice.given_by_id == actor.person_id), None)
    return next((voice for voice in voices if voice.organisation_id == actor.organisation_id), None)


def _answer_form(request: ActorRequest, row: Question, own: Voice | None = None) -> forms.AnswerForm:
    initial = {"option": str(own.option_id or forms.ABSTAIN), "reason": own.reason} if own else {}
    return forms.AnswerForm(
        request.POST or None,
        options=row.options.order_by("number"),
        today=timezone.localdate(),
        is_from_paper=False,
        initial=initial,
    )


def _voters(request: ActorRequest, row: Question, voters: list[Any], voices: list[Voice]) -> list[dict[str, Any]]:
    found = []
    for voter in voters:
        given = [voice for voice in voices if voice.voter_id == voter.pk]
        is_own = voter.organisation_id == request.actor.organisation_id
        found.append(
            {
                "voter": voter,
                "voices": given,
                "shows_document": is_own or (access.is_adviser(request.actor) and access.sees_answers(row)),
                "is_own": is_own,
            }
        )
    return found


@signed_in
@require_POST
def speak(request: ActorRequest, question_id: int) -> HttpResponse:
    """Give the voice of one's own board, or one's own advice."""
    row = _question_or_404(request, question_id)
    today = timezone.localdate()
    voters = access.own_voters(request.actor, today).filter(question=row)
    if not (access.may_speak(request.actor, row.kind) and voters.exists()):
        raise Http404
    form = _answer_form(request, row)

    def work() -> None:
        actions.give_voice(question_id=row.pk, answer=form.answer(), now=timezone.now(), today=today, by=request.actor)

    if worked(form, work):
        messages.success(request, _("Your answer is on record. Until the last day you can change it."))
        return redirect("questions:question", question_id=row.pk)
    return _page(request, row, form)


@signed_in
@BOTH
def on_paper(request: ActorRequest, voter_id: int) -> HttpResponse:
    """Write down what a board answered on paper, with that paper."""
    today = timezone.localdate()
    voter = get_object_or_404(access.voters_to_record(request.actor, today), pk=voter_id)
    row = voter.question
    form = forms.AnswerForm(
        request.POST or None,
        request.FILES or None,
        options=row.options.order_by("number"),
        today=today,
        is_from_paper=True,
        initial={"decided_on": today},
    )

    def work() -> None:
        actions.record_voice_from_paper(
            voter_id=voter.pk,
            answer=form.answer(),
            paper=form.paper(),
            now=timezone.now(),
            today=today,
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The answer is written down, with its document."))
        return redirect("questions:question", question_id=row.pk)
    here = reverse("questions:question", args=[row.pk])
    return form_page(
        request,
        form,
        trail=partnerships.trail_within(
            row.partnership_id, str(row.partnership), (row.title, here), (str(voter.organisation), "")
        ),
        submit=_("Write down"),
        lead=_("Only from the board's own dated document; the record says that it comes from paper."),
        back=here,
    )


@signed_in
@BOTH
def withdraw(request: ActorRequest, question_id: int) -> HttpResponse:
    row = _question_or_404(request, question_id)
    today = timezone.localdate()
    if row.state != State.OPEN or not access.may_end(request.actor, row, today):
        raise Http404
    form = forms.WithdrawForm(request.POST or None)

    def work() -> None:
        reason = form.cleaned_data["reason"]
        actions.withdraw_question(question_id=row.pk, reason=reason, now=timezone.now(), today=today, by=request.actor)

    here = reverse("questions:question", args=[row.pk])
    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The question is withdrawn."))
        return redirect(here)
    return form_page(
        request,
        form,
        trail=partnerships.trail_within(
            row.partnership_id, str(row.partnership), (row.title, here), (_("Withdraw"), "")
        ),
        submit=_("Withdraw"),
        lead=_("There will be no outcome. What boards answered stays on record."),
        back=here,
    )


@signed_in
@require_POST
def close(request: ActorRequest, question_id: int) -> HttpResponse:
    """Close it now, once everybody answered."""
    row = _question_or_404(request, question_id)
    if not access.may_end(request.actor, row, timezone.localdate()):
        raise Http404
    try:
        actions.close_question(question_id=row.pk, now=timezone.now(), today=timezone.localdate(), by=request.actor)
    except Refused as refused:
        messages.error(request, " ".join(str(reason) for reason in refused.reasons))
    return redirect("questions:question", question_id=row.pk)
