"""Suppliers register themselves, and who asks to join one that is here already gets an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zlib import crc32

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.access import abroad, access, links, queries, reasons, tasks
from steunpunt.foundation.access.actions.inviting import write_invitation
from steunpunt.foundation.access.choices import first_roles
from steunpunt.foundation.access.facts import (
    RegistrationAsked,
    RegistrationsForgotten,
    RequestTurnedDown,
    SomebodyAskedToJoin,
    SupplierRegistered,
)
from steunpunt.foundation.access.models import Invitation, Membership, Registration, RoleGrant
from steunpunt.foundation.access.values import RegistrationDetails
from steunpunt.foundation.acting import Actor, Reason, Refused, refuse_if, require, the_platform
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.people import public as people
from steunpunt.foundation.people.values import PersonValue

VALID = timedelta(hours=48)
CALM = timedelta(minutes=10)
"""Asked again within this time, the mail that is on its way is enough."""
NUMBERS = 0x4B424F
"""First half of the lock on an enterprise number: "KBO"."""


@transaction.atomic
def ask_registration(*, details: RegistrationDetails, now: datetime, by: Actor) -> Registration:
    """Somebody asks to register a supplier. A mail with a link leaves; nothing else comes of it before that is followed.

    1. What the form says is checked by itself: whether the enterprise or the address is known here makes no difference,
       so that nobody finds out which enterprises take part.
    2. The same address and number have one open row: the second of two windows finds it and changes nothing, a later
       one puts its details in its place, and with a new link the earlier one stops working.
    """
    require(access.may_register(by))
    refuse_if(_gaps(details))
    values = {
        "organisation_name": details.organisation_name.strip(),
        "street": details.street.strip(),
        "postal_code": details.postal_code,
        "locality": details.locality.strip(),
        "name": details.name.strip(),
        "language": details.language,
        "came_from": details.came_from,
    }
    fresh = {"asked_at": now, "expires_at": now + VALID, "token_hash": links.hashed(links.new_key())}
    row, is_new = Registration.objects.select_for_update().get_or_create(
        email=details.email.strip().lower(),
        enterprise_number=details.enterprise_number,
        confirmed_at=None,
        defaults={**values, **fresh},
    )
    if not is_new and now < row.asked_at + CALM:
        return row
    for field, value in {**values, **fresh}.items():
        setattr(row, field, value)
    row.token_hash = links.hashed(links.registration_token(row.pk, now))
    row.save()
    tasks.mail_registration.defer(registration_id=row.pk)
    record(RegistrationAsked(organisation_id=None, registration_id=row.pk), by=by)
    return row


def _gaps(details: RegistrationDetails) -> Iterator[Reason]:
    number = details.enterprise_number
    yield from (abroad.number_gaps if abroad.is_foreign(number) else organisations.enterprise_number_gaps)(number)
    yield from abroad.postal_code_gaps(abroad.country_of(number), details.postal_code)
    names = ("organisation_name", "street", "locality", "name")
    yield from reasons.about_registration(names=[(name, getattr(details, name)) for name in names])


@transaction.atomic
def confirm_registration(
    *, token: str, now: datetime, today: date, by: Actor, name: str = "", password: str | None = None
) -> Registration:
    """Whoever got the mail confirms.

    1. The row is locked: of two windows with the same link, the second finds it used.
    2. Who has a log-in has logged in first, so that the link alone gives nobody the log-in of somebody else.
    3. The enterprise number is locked: of two people of one enterprise, the second finds it here.
    4. A number that nobody has becomes a supplier with this person in it, in one transaction. One that somebody has lets
       nobody in: its own people are told, and answer.
    """
    require(access.may_register(by))
    row = queries.registration_by_token(token, lock=True)
    if row is None:
        raise Refused([Reason("unknown", _("This link is not known here. Copy it whole from your mail."))])
    refuse_if(reasons.about_registration_link(confirmed_at=row.confirmed_at, expires_at=row.expires_at, now=now))
    known = people.person_by_email(row.email)
    if known and known.is_active and by.person_id != known.id:
        raise Refused([Reason("log_in_first", _("You have a log-in already. Log in with it to go on."))])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [NUMBERS, crc32(row.enterprise_number.encode()) % 2**31])
    holder = queries.holder_of(row.enterprise_number, today)
    refuse_if(
        reasons.about_newcomer(
            advises=known is not None and queries.works_for_support_point(known.id, today),
            is_member=holder is not None
            and known is not None
            and queries.current_memberships(today).filter(organisation_id=holder.id, person_id=known.id).exists(),
            has_asked=holder is not None
            and Registration.objects.filter(
                email=row.email, organisation_id=holder.id, person=None, answered_at=None
            ).exists(),
        )
    )
    row.confirmed_at = now
    if holder is not None:
        row.organisation_id = holder.id
        row.save(update_fields=["confirmed_at", "organisation"])
        fact = SomebodyAskedToJoin(organisation_id=holder.id, person_id=None, name=row.name, registration_id=row.pk)
        record(fact, by=Actor(person_id=by.person_id, person_name=row.name))
        return row
    return _let_in(row, known, name.strip() or row.name, password, today, by)


def _let_in(
    row: Registration, known: PersonValue | None, name: str, password: str | None, today: date, by: Actor
) -> Registration:
    number = row.enterprise_number
    seat = organisations.Place(
        street=row.street,
        postal_code=row.postal_code,
        locality=row.locality,
        country=abroad.country_of(number),
    )
    supplier = organisations.register_organisation(
        details=organisations.Listed(
            key="",
            kind=organisations.Kind.SUPPLIER,
            name=row.organisation_name,
            enterprise_number="" if abroad.is_foreign(number) else number,
            seat=seat,
            period=organisations.Period(today, None),
        ),
        by=the_platform(),
    )
    newcomer = Actor(person_name=name, organisation_id=supplier.pk, organisation_kind=supplier.kind)
    if known and known.is_active:
        person_id, name = known.id, known.name
    elif known:
        person_id = people.readmit_person(person_id=known.id, name=name, password=password, by=newcomer).pk
    else:
        person_id = people.register_person(
            email=row.email, name=name, password=password, language=row.language, by=newcomer
        ).pk
    membership = Membership.objects.create(person_id=person_id, organisation_id=supplier.pk, valid_from=today)
    roles = first_roles(supplier.kind)
    RoleGrant.objects.bulk_create(RoleGrant(membership=membership, role=role, valid_from=today) for role in roles)
    row.organisation_id, row.person_id = supplier.pk, person_id
    row.save(update_fields=["confirmed_at", "organisation", "person"])
    record(
        SupplierRegistered(
            organisation_id=supplier.pk,
            person_id=person_id,
            name=name,
            registration_id=row.pk,
            membership_id=membership.pk,
            roles=roles,
        ),
        by=replace(newcomer, person_id=person_id, person_name=name),
    )
    return row


@transaction.atomic
def welcome(*, registration_id: int, roles: Sequence[str], now: datetime, today: date, by: Actor) -> Invitation:
    """Answer a request to join by an invitation. Where nobody lets colleagues in, the support point invites the first."""
    row, organisation, is_kept = _asked(registration_id, today, by)
    if not is_kept:
        roles = first_roles(organisation.kind)
    invitation = write_invitation(
        organisation, name=row.name, email=row.email, roles=roles, now=now, today=today, by=by
    )
    _answer(row, is_welcome=True, now=now, by=by)
    return invitation


@transaction.atomic
def turn_down(*, registration_id: int, now: datetime, today: date, by: Actor) -> Registration:
    """Answer a request to join with no; who asked hears so."""
    row, organisation, _is_kept = _asked(registration_id, today, by)
    _answer(row, is_welcome=False, now=now, by=by)
    tasks.mail_turned_down.defer(registration_id=row.pk)
    fact = RequestTurnedDown(organisation_id=organisation.pk, person_id=None, name=row.name, registration_id=row.pk)
    record(fact, by=by)
    return row


def _asked(registration_id: int, today: date, by: Actor) -> tuple[Registration, Organisation, bool]:
    """The request, its organisation, and whether somebody there lets colleagues in; both rows locked, and `by` may answer."""
    row = Registration.objects.select_for_update().get(pk=registration_id, organisation__isnull=False, person=None)
    organisation = Organisation.objects.select_for_update().get(pk=row.organisation_id or 0)
    row.organisation = organisation
    is_kept = queries.administrators(organisation, today).exists()
    require(access.may_answer_request(by, row, is_kept=is_kept))
    if row.answered_at is not None:
        refuse_if([Reason("answered", _("This request was answered already."))])
    return row, organisation, is_kept


def _answer(row: Registration, *, is_welcome: bool, now: datetime, by: Actor) -> None:
    row.is_welcome, row.answered_at, row.answered_by_id = is_welcome, now, by.person_id
    row.save(update_fields=["is_welcome", "answered_at", "answered_by"])


@transaction.atomic
def forget_registrations(*, before: datetime, by: Actor) -> int:
    """Remove what nobody confirmed and expired before a moment: addresses of people with whom nothing came of it."""
    require(not by.is_known and by.via in {"task", "command"})
    rows = Registration.objects.filter(confirmed_at=None, expires_at__lt=before)
    count, _by_model = rows.delete()
    if count:
        record(RegistrationsForgotten(organisation_id=None, count=count), by=by)
    return count
