"""Pages of specialisms and help within a partnership."""

from collections.abc import Callable
from typing import TypeVar

from django import forms as django_forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.assess.scan import public as scan
from steunpunt.bundle.partnerships import public as partnerships
from steunpunt.exchange.knowledge import access, actions, forms, lists, queries
from steunpunt.exchange.knowledge.models import HelpRequest, SpecialismRole
from steunpunt.exchange.knowledge.models.specialisms import CURRENT
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.journal import public as journal
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui import registry
from steunpunt.foundation.ui.forms import form_page, worked
from steunpunt.foundation.ui.lists import ListSpec, export, list_page

M = TypeVar("M", bound=Model)
MOST_HELPS = 10
"""Requests for help beside the rest; a list of its own holds all."""
BOTH = require_http_methods(["GET", "POST"])


def _name_or_404(request: ActorRequest, group_id: int) -> str:
    """The name of a partnership that the actor is within."""
    if group_id not in partnerships.partnerships_within(request.actor, timezone.localdate()):
        raise Http404
    return organisations.names([group_id]).get(group_id, "")


def _trail(group_id: int, name: str, *more: tuple[str, str]) -> list[tuple[str, str]]:
    here = reverse("knowledge:together", args=[group_id]) if more else ""
    return partnerships.trail_within(group_id, name, (_("Specialisms and help"), here), *more)


@signed_in
@require_GET
def together(request: ActorRequest, group_id: int) -> HttpResponse:
    """Who leads what, who stands in, requests for help, and hours given and received this year."""
    name, actor, today = _name_or_404(request, group_id), request.actor, timezone.localdate()
    roles = list(queries.roles_of(group_id))
    by_topic: dict[str, dict[str, SpecialismRole]] = {}
    for role in roles:
        by_topic.setdefault(role.topic.name, {})[role.duty] = role
    candidates = queries.candidates(group_id, today)
    seasoned = queries.seasoned(actor, [one.person_id for one in candidates], today)
    lines = [
        (topic, duties.get("lead"), duties.get("back_up"), seasoned.get(next(iter(duties.values())).topic_id, 0))
        for topic, duties in by_topic.items()
    ]
    balance = queries.balance(group_id, today.year, today)
    context = {
        "group_id": group_id,
        "lines": lines,
        "own": [role for role in roles if access.may_answer_role(actor, role)],
        "helps": list(queries.help_of(actor, group_id, today)[:MOST_HELPS]),
        "balance": [row for row in balance if row.given or row.received or row.agreed],
        "year": today.year,
        "may_propose": access.may_propose(actor, group_id, today),
        "may_ask": access.may_ask_help(actor, group_id, today),
        "trail": _trail(group_id, name),
    }
    return render(request, "knowledge/together.html", context)


@signed_in
@BOTH
def propose(request: ActorRequest, group_id: int) -> HttpResponse:
    """Ask people to take a specialism, starting from what the sum proposes."""
    name, actor, today = _name_or_404(request, group_id), request.actor, timezone.localdate()
    if not access.may_propose(actor, group_id, today):
        raise Http404
    current = {(role.topic_id, role.duty): role for role in queries.roles_of(group_id)}
    topics = [topic for topic in queries.topics() if topic.kind == "field" or (topic.pk, "lead") in current]
    scan.note_looks_at(
        organisations.members_of(group_id, today), what=gettext_noop("proposal of specialisms"), by=actor
    )
    specialisms = queries.proposal(actor, group_id, topics, today)
    form = forms.ProposalForm(
        request.POST or None,
        specialisms=specialisms,
        candidates=queries.candidates(group_id, today),
        current=current,
    )

    def work() -> None:
        actions.propose_roles(partnership_id=group_id, wanted=form.wanted(), now=timezone.now(), today=today, by=actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Whoever was proposed is asked. Each decides for themselves."))
        return redirect("knowledge:together", group_id=group_id)
    context = {
        "form": form,
        "group_id": group_id,
        "without": [one for one in specialisms if one.lead is None and (one.topic.pk, "lead") not in current],
        "trail": _trail(group_id, name, (_("Propose who takes what"), "")),
    }
    return render(request, "knowledge/propose.html", context, status=422 if form.errors else 200)


def _role_or_404(request: ActorRequest, role_id: int) -> SpecialismRole:
    rows = access.visible_roles(request.actor, timezone.localdate()).filter(standing__in=CURRENT)
    return get_object_or_404(rows.select_related("topic", "partnership"), pk=role_id)


@signed_in
@BOTH
def take_up(request: ActorRequest, role_id: int) -> HttpResponse:
    """Agree to a role, or change its days."""
    row = _role_or_404(request, role_id)
    if not access.may_answer_role(request.actor, row):
        raise Http404
    form = forms.TakeUpForm(request.POST or None, initial={"days": row.days})

    def work() -> None:
        actions.take_up_role(
            role_id=row.pk,
            days=form.cleaned_data["days"],
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    return _role_page(request, row, form, work, submit=_("Take it up"), said=_("Thank you. Your partners see it."))


@signed_in
@BOTH
def lay_down(request: ActorRequest, role_id: int) -> HttpResponse:
    """Decline a role, or lay it down."""
    row, today = _role_or_404(request, role_id), timezone.localdate()
    may = access.may_answer_role(request.actor, row) or access.may_propose(request.actor, row.partnership_id, today)
    if not may:
        raise Http404
    form = forms.LayDownForm(request.POST or None)

    def work() -> None:
        actions.lay_down_role(
            role_id=row.pk, reason=form.cleaned_data["reason"], now=timezone.now(), today=today, by=request.actor
        )

    submit = _("Decline") if row.standing == "proposed" else _("Lay it down")
    return _role_page(request, row, form, work, submit=submit, said=_("Written down."))


def _role_page(
    request: ActorRequest,
    row: SpecialismRole,
    form: django_forms.Form,
    work: Callable[[], None],
    *,
    submit: str,
    said: str,
) -> HttpResponse:
    here = reverse("knowledge:together", args=[row.partnership_id])
    if request.method == "POST" and worked(form, work):
        messages.success(request, said)
        return redirect(here)
    title = f"{row.topic.name}: {row.get_duty_display()}"
    return form_page(
        request, form, trail=_trail(row.partnership_id, row.partnership.name, (title, "")), submit=submit, back=here
    )


@signed_in
@BOTH
def ask_help(request: ActorRequest, group_id: int) -> HttpResponse:
    """Ask the partners for help."""
    name, actor, today = _name_or_404(request, group_id), request.actor, timezone.localdate()
    if not access.may_ask_help(actor, group_id, today):
        raise Http404
    form = forms.HelpForm(
        request.POST or None, topics=list(queries.topics()), initial={"topic": request.GET.get("topic", "")[:10]}
    )
    made: list[HelpRequest] = []

    def work() -> None:
        given = form.cleaned_data
        row = actions.ask_help(
            partnership_id=group_id,
            topic_id=given["topic"],
            title=given["title"],
            text=given["text"],
            now=timezone.now(),
            today=today,
            by=actor,
        )
        made.append(row)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Help is asked. You are told when somebody helps."))
        return redirect("knowledge:help", help_request_id=made[0].pk)
    return form_page(
        request,
        form,
        trail=_trail(group_id, name, (_("Ask for help"), "")),
        submit=_("Ask for help"),
        lead=_("First the lead is asked, then the back-up, then all boards, and at last the support point."),
        back=reverse("knowledge:together", args=[group_id]),
    )


def _help_or_404(request: ActorRequest, help_request_id: int) -> HelpRequest:
    rows = access.visible_help(request.actor, timezone.localdate())
    return get_object_or_404(rows.select_related("topic", "asked_for", "taken_for", "partnership"), pk=help_request_id)


@signed_in
@require_GET
def help_request(request: ActorRequest, help_request_id: int) -> HttpResponse:
    """A request for help, who is asked now, and the hours that were given."""
    return _help_page(request, _help_or_404(request, help_request_id))


def _help_page(request: ActorRequest, row: HelpRequest, form: forms.HoursForm | None = None) -> HttpResponse:
    actor = request.actor
    hours = list(row.hours.select_related("given_for").order_by("on", "pk"))
    history = journal.lines(journal.entries_about(f"help:{row.pk}")[:40])
    who = [row.asked_by_id, row.taken_by_id, row.asked_person_id, *(line.person_id for line in history)]
    people = registry.names_of(registry.person_names, who)
    if form is None and access.may_log(actor, row):
        form = forms.HoursForm(initial={"on": timezone.localdate()})
    context = {
        "row": row,
        "asker": people.get(row.asked_by_id, ""),
        "helper": people.get(row.taken_by_id or 0, ""),
        "asked_person": people.get(row.asked_person_id or 0, ""),
        "hours": hours,
        "total": sum(line.amount for line in hours),
        "form": form,
        "may_take": access.may_take(actor, row),
        "may_pass_on": access.may_pass_on(actor, row),
        "may_close": access.may_close(actor, row),
        "may_take_back": access.may_take_back(actor, row),
        "history": history,
        "people": people,
        "organisations": registry.names_of(registry.organisation_names, (line.on_behalf_of_id for line in history)),
        "trail": _trail(row.partnership_id, row.partnership.name, (row.title, "")),
    }
    return render(request, "knowledge/help.html", context, status=422 if form and form.errors else 200)


@signed_in
@require_POST
def act(request: ActorRequest, help_request_id: int, what: str) -> HttpResponse:
    """Take it, ask the next, say that it is done, or take it back."""
    row, actor, today = _help_or_404(request, help_request_id), request.actor, timezone.localdate()
    verbs = {
        "helpen": (access.may_take, actions.take_help, _("You help. Whoever asked is told.")),
        "doorgeven": (access.may_pass_on, actions.pass_on, _("The next is asked.")),
        "klaar": (access.may_close, actions.close_help, _("It is done.")),
        "terugnemen": (access.may_take_back, actions.take_back_help, _("The help is not needed any more.")),
    }
    if what not in verbs or not verbs[what][0](actor, row):
        raise Http404
    verbs[what][1](help_id=row.pk, now=timezone.now(), today=today, by=actor)
    messages.success(request, verbs[what][2])
    return redirect("knowledge:help", help_request_id=row.pk)


@signed_in
@require_POST
def log(request: ActorRequest, help_request_id: int) -> HttpResponse:
    """Write down hours."""
    row = _help_or_404(request, help_request_id)
    if not access.may_log(request.actor, row):
        raise Http404
    form = forms.HoursForm(request.POST)

    def work() -> None:
        given = form.cleaned_data
        actions.log_hours(
            help_id=row.pk,
            on=given["on"],
            amount=given["amount"],
            note=given["note"],
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    if worked(form, work):
        messages.success(request, _("The hours are written down."))
        return redirect("knowledge:help", help_request_id=row.pk)
    return _help_page(request, row, form)


@signed_in
@require_GET
def help_requests(request: ActorRequest, group_id: int) -> HttpResponse:
    """Every request for help within a partnership."""
    name = _name_or_404(request, group_id)
    spec = lists.help_requests(name)
    return _list_page(request, spec, queries.help_of(request.actor, group_id, timezone.localdate()), group_id, name)


@signed_in
@require_GET
def hours(request: ActorRequest, group_id: int) -> HttpResponse:
    """Every line of hours within a partnership: what the balance stands on."""
    name = _name_or_404(request, group_id)
    spec = lists.hours(name)
    return _list_page(request, spec, queries.hours_of(request.actor, group_id, timezone.localdate()), group_id, name)


def _list_page(request: ActorRequest, spec: ListSpec[M], rows: QuerySet[M], group_id: int, name: str) -> HttpResponse:
    if file := export(request, spec, rows):
        return file
    context = {"list": list_page(request, spec, rows), "trail": _trail(group_id, name, (str(spec.title), ""))}
    return render(request, "knowledge/list.html", context)
