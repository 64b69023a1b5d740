"""Who is looked in at is told so, with the reason."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.access.facts import LookInStarted
from steunpunt.foundation.acting import the_platform
from steunpunt.foundation.journal.public import when
from steunpunt.foundation.notices import actions
from steunpunt.foundation.people import public as people


@when(LookInStarted)
def tell_who_is_looked_in_at(fact: LookInStarted) -> None:
    if fact.organisation_id is None or fact.person_id is None:
        return
    actions.notify(
        kind="access.looked_in",
        organisation_id=fact.organisation_id,
        to=list(people.people([fact.person_id]).values()),
        title=_("The support point looks in as you, for at most %(minutes)s minutes"),
        params={"minutes": fact.minutes, "reason": fact.reason},
        detail="%(reason)s",
        url=reverse("access:me"),
        now=timezone.now(),
        by=the_platform(),
    )
