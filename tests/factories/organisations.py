"""Organisations and people who act for them."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from steunpunt.foundation.acting import Actor, the_platform
from steunpunt.foundation.organisations.choices import Kind
from steunpunt.foundation.organisations.models import Organisation

PLATFORM = the_platform(via="command")


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """A municipality; other kinds by trait. Without official codes, which two factories could not share."""

    class Meta:
        model = Organisation

    class Params:
        welfare_centre = factory.Trait(kind=Kind.WELFARE_CENTRE, name=factory.Sequence("OCMW {}".format))
        police_zone = factory.Trait(kind=Kind.POLICE_ZONE, name=factory.Sequence("Politiezone {}".format))
        partnership = factory.Trait(kind=Kind.PARTNERSHIP, name=factory.Sequence("Samenwerking {}".format))
        supplier = factory.Trait(kind=Kind.SUPPLIER, name=factory.Sequence("Leverancier {}".format))
        support_point = factory.Trait(kind=Kind.SUPPORT_POINT, name="Steunpunt")

    kind = Kind.MUNICIPALITY
    name = factory.Sequence("Gemeente {}".format)


def an_actor(organisation: Organisation, *roles: str, **changed: Any) -> Actor:
    """Somebody of an organisation, with roles there."""
    values: dict[str, Any] = {
        "person_id": 1000 + organisation.pk,
        "person_name": "Somebody",
        "organisation_id": organisation.pk,
        "organisation_kind": organisation.kind,
        "roles": frozenset(roles),
    }
    return Actor(**{**values, **changed})


def an_administrator() -> Actor:
    """Keeps the list, at a support point made for the occasion."""
    return an_actor(OrganisationFactory(support_point=True), "administrator")
