"""Reminders of what has no deadline of its own: interest that was asked, and a signature after a yes.

Each board by itself, wholly or not at all: what was interrupted is done by the next run.
"""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects.choices import Act, Outcome, ProjectState, Standing
from steunpunt.bundle.projects.facts import InterestAskedAgain, SignatureAskedAgain
from steunpunt.bundle.projects.models import Call, Participation
from steunpunt.bundle.projects.rules import taking_part
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices


def remind_of_interest(*, now: datetime, today: date, by: Actor) -> int:
    """Ask again who did not say whether it is interested, while no call is open; answers how many."""
    rows = Participation.objects.filter(
        project__state=ProjectState.RUNNING,
        standing=Standing.INVITED,
        interest_reminders__lt=len(taking_part.REMIND_AFTER),
    ).exclude(project__in=Call.objects.filter(closed_at=None).values("project"))
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    return sum(_ask_interest(pk, now=now, today=today, by=by) for pk in ids)


@transaction.atomic
def _ask_interest(participation_id: int, *, now: datetime, today: date, by: Actor) -> bool:
    row = _locked(participation_id)
    due = taking_part.reminders_since(localdate(row.invited_at), today)
    if row.standing != Standing.INVITED or due <= row.interest_reminders:
        return False
    row.interest_reminders = due
    row.save(update_fields=["interest_reminders"])
    notices.notify(
        kind="projects.asked",
        organisation_id=row.organisation_id,
        to=people_of.members(row.organisation_id, people_of.Role.ICT_MANAGER),
        title=_("Your board did not answer yet: is it interested in “%(title)s”?"),
        params={"title": row.project.title},
        detail=_("Your answer binds to nothing."),
        url=reverse("projects:interest", args=[row.project_id]),
        now=now,
        by=by,
    )
    fact = InterestAskedAgain(
        organisation_id=row.organisation_id, project_id=row.project_id, board=str(row.organisation)
    )
    record(fact, by=by)
    return True


def remind_to_sign(*, now: datetime, today: date, by: Actor) -> int:
    """Remind who said yes to what goes on and did not sign; answers how many."""
    rows = Participation.objects.filter(
        project__state=ProjectState.RUNNING,
        standing=Standing.JOINING,
        signature_reminders__lt=len(taking_part.REMIND_AFTER),
    )
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    return sum(_ask_signature(pk, now=now, today=today, by=by) for pk in ids)


@transaction.atomic
def _ask_signature(participation_id: int, *, now: datetime, today: date, by: Actor) -> bool:
    row = _locked(participation_id)
    yes = row.acts.filter(act=Act.DECISION).select_related("call").order_by("-pk").first()
    call = yes.call if yes else None
    if row.standing != Standing.JOINING or call is None or call.outcome != Outcome.GO or call.closed_at is None:
        return False
    due = taking_part.reminders_since(localdate(call.closed_at), today)
    if due <= row.signature_reminders:
        return False
    row.signature_reminders = due
    row.save(update_fields=["signature_reminders"])
    people = people_of.mandated(row.organisation_id, people_of.MandateKind.SIGN)
    people += people_of.members(row.organisation_id, people_of.Role.ICT_MANAGER)
    notices.notify(
        kind="projects.reminded",
        organisation_id=row.organisation_id,
        to=list({one.id: one for one in people}.values()),
        title=_("Your board said yes to “%(title)s” and can sign"),
        params={"title": row.project.title},
        url=reverse("projects:detail", args=[row.project_id]),
        now=now,
        by=by,
    )
    fact = SignatureAskedAgain(
        organisation_id=row.organisation_id, project_id=row.project_id, board=str(row.organisation)
    )
    record(fact, by=by)
    return True


def _locked(participation_id: int) -> Participation:
    rows = Participation.objects.select_for_update(of=("self",)).select_related("project", "organisation")
    return rows.get(pk=participation_id)
