"""Roles and mandates, with the plain words in which people choose them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import Text


class Role(models.TextChoices):
    """What somebody does for an organisation (rol). A role never decides for a board: that takes a mandate."""

    ICT_MANAGER = "ict_manager", _("ICT manager")
    POLICY_MAKER = "policy_maker", _("Policy maker")
    SECRETARY = "secretary", _("Secretary")
    FINANCE_OFFICER = "finance_officer", _("Finance officer")
    SECURITY_ADVISER = "security_adviser", _("Security adviser")
    CLERK = "clerk", _("Social worker or desk clerk")
    LOCAL_ADMINISTRATOR = "local_administrator", _("Local administrator")
    ADVISER = "adviser", _("Adviser")
    BUYER = "buyer", _("Buyer")
    HELPDESK_AGENT = "helpdesk_agent", _("Helpdesk agent")
    NETWORK_ENGINEER = "network_engineer", _("Network engineer")
    CONSULTANT = "consultant", _("Project consultant")
    FINANCE = "finance", _("Finance")
    EDITOR = "editor", _("Editor")
    ADMINISTRATOR = "administrator", _("Administrator")
    CONTACT = "contact", _("Contact person")
    BIDDER = "bidder", _("Bidder")


class MandateKind(models.TextChoices):
    """What somebody may decide for a board (mandaat). Only people of that board can hold one."""

    SUBMIT_SCAN = "submit_scan", _("Submit the cooperation scan")
    OPT_IN = "opt_in", _("Join a cooperation project")
    SIGN = "sign", _("Sign an agreement")
    ORDER = "order", _("Place an order")
    VOTE = "vote", _("Give the voice of the board in a partnership")
    AWARD = "award", _("Award a public contract")


@dataclass(frozen=True, slots=True)
class RoleDescription:
    """In one sentence what the role lets somebody do."""

    role: Role
    meaning: Text


BOARD_KINDS = frozenset({"municipality", "welfare_centre", "police_zone", "rescue_zone"})

_BOARD = (
    RoleDescription(
        Role.ICT_MANAGER, _("Fills in the scan, keeps inventory and contracts, fills baskets, and helps colleagues.")
    ),
    RoleDescription(
        Role.POLICY_MAKER, _("Mayor, alderman or chair: reads the results, projects and orders of the board.")
    ),
    RoleDescription(Role.SECRETARY, _("General director or secretary: reads everything of the board.")),
    RoleDescription(
        Role.FINANCE_OFFICER,
        _("Reads contracts, tenders and orders, and exports them for accounting; sees nothing of the scan."),
    ),
    RoleDescription(
        Role.SECURITY_ADVISER, _("Advises on security: helps to fill in the scan, sees its results and projects.")
    ),
    RoleDescription(Role.CLERK, _("Uses and keeps the social catalogue; sees nothing of the scan.")),
    RoleDescription(Role.LOCAL_ADMINISTRATOR, _("Lets colleagues in and gives them roles and mandates.")),
)
_SUPPORT = (
    RoleDescription(Role.ADVISER, _("Prepares rounds of the scan and goes through results with boards.")),
    RoleDescription(Role.BUYER, _("Prepares tenders, publishes them, keeps framework contracts and prices.")),
    RoleDescription(Role.HELPDESK_AGENT, _("Answers tickets; sees nothing of the scans.")),
    RoleDescription(Role.NETWORK_ENGINEER, _("Looks after connections; sees nothing of the scans.")),
    RoleDescription(Role.CONSULTANT, _("Works on a project at a board; sees nothing of the scans.")),
    RoleDescription(Role.FINANCE, _("Reads orders of all boards for invoices; sees nothing of the scans.")),
    RoleDescription(Role.EDITOR, _("Keeps texts, news and the list of organisations.")),
    RoleDescription(Role.ADMINISTRATOR, _("Keeps organisations and people; appoints the first local administrator.")),
)
_SUPPLIER = (
    RoleDescription(Role.CONTACT, _("Receives orders, confirms and delivers them, answers requests for prices.")),
    RoleDescription(Role.BIDDER, _("Makes offers in tenders for the supplier.")),
    RoleDescription(Role.LOCAL_ADMINISTRATOR, _("Lets colleagues in and gives them roles.")),
)


def roles_of(kind: str) -> tuple[RoleDescription, ...]:
    """The roles that exist at an organisation of this kind, in the order in which they are offered."""
    if kind in BOARD_KINDS:
        return _BOARD
    return _SUPPORT if kind == "support_point" else _SUPPLIER


def first_roles(kind: str) -> tuple[Role, ...]:
    """What somebody does who is the first of an organisation here: lets colleagues in; at a supplier makes offers too."""
    return (Role.LOCAL_ADMINISTRATOR, Role.BIDDER) if kind == "supplier" else (Role.LOCAL_ADMINISTRATOR,)


def mandates_of(kind: str) -> tuple[MandateKind, ...]:
    """The mandates that exist at an organisation of this kind: the support point has none, it advises."""
    return tuple(MandateKind) if kind in BOARD_KINDS else ()


class Scope(models.TextChoices):
    """What an API key may be used for (bevoegdheid van een sleutel): never more than its owner's roles allow."""

    SCAN_READ = "scan:read", _("Read the cooperation scan and its results")
    SCAN_WRITE = "scan:write", _("Save answers of the cooperation scan")
    PROJECTS_READ = "projects:read", _("Read projects, and what they cost your board")
    PROJECTS_WRITE = "projects:write", _("Say that your board is interested in projects")
    INVENTORY_READ = "inventory:read", _("Read the inventory of your board")
    INVENTORY_WRITE = "inventory:write", _("Write down what your board has")
    TENDERS_READ = "tenders:read", _("Read tenders of your organisation")
    TENDERS_WRITE = "tenders:write", _("Say what your board needs in tenders")
    ORDERS_READ = "orders:read", _("Read framework contracts, orders and savings of your organisation")
    ORDERS_WRITE = "orders:write", _("Fill the basket of your board")
    PEOPLE_READ = "people:read", _("Read who works for the organisation, with roles")


def role_labels(roles: Iterable[str]) -> tuple[Text, ...]:
    """Roles in words, in the order in which they are offered."""
    wanted = set(roles)
    return tuple(label for value, label in Role.choices if value in wanted)


def mandate_labels(kinds: Iterable[str]) -> tuple[Text, ...]:
    wanted = set(kinds)
    return tuple(label for value, label in MandateKind.choices if value in wanted)
