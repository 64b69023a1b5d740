"""What access tells people: that they are looked in at, with the reason, and that somebody asks to join them."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.access import public as access_of
from steunpunt.foundation.access.facts import LookInStarted, SomebodyAskedToJoin
from steunpunt.foundation.acting import the_platform
from steunpunt.foundation.journal.public import when
from steunpunt.foundation.notices import actions
from steunpunt.foundation.organisations import public as organisations
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


@when(SomebodyAskedToJoin)
def tell_who_can_answer(fact: SomebodyAskedToJoin) -> None:
    """Whoever lets colleagues in there, and at a supplier everybody; where nobody does, the support point too."""
    request = access_of.join_request(fact.registration_id)
    card = organisations.organisation(request.organisation_id) if request else None
    if request is None or card is None:
        return
    is_support_point = card.kind == organisations.Kind.SUPPORT_POINT
    keeper = access_of.Role.ADMINISTRATOR if is_support_point else access_of.Role.LOCAL_ADMINISTRATOR
    keepers = access_of.members(card.id, keeper)
    everybody = access_of.members(card.id) if card.kind == organisations.Kind.SUPPLIER else []
    others = [one for one in everybody if one.id not in {person.id for person in keepers}]
    answer = reverse("access:join_request", args=[request.id])
    told = [(card.id, keepers, answer), (card.id, others, reverse("access:me"))]
    if not request.is_kept and (support := organisations.support_point()) is not None:
        told.append((support.id, access_of.members(support.id, access_of.Role.ADMINISTRATOR), answer))
    for organisation_id, to, url in told:
        actions.notify(
            kind="access.asked_to_join",
            organisation_id=organisation_id,
            to=to,
            title=_("%(name)s asks to join %(organisation)s"),
            params={"name": request.name, "organisation": request.organisation_name, "email": request.email},
            detail=_(
                "Address: %(email)s. Only somebody who lets colleagues in there can invite; a form lets nobody in."
            ),
            url=url,
            now=timezone.now(),
            by=the_platform(),
        )
