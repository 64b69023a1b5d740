"""Why something around access cannot be done, in sentences for people."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.access.choices import BOARD_KINDS, MandateKind, Role, Scope, mandates_of, roles_of
from steunpunt.foundation.acting import Reason

LONGEST_KEY = timedelta(days=366)


def about_roles(roles: Collection[str], kind: str) -> Iterator[Reason]:
    """Roles that can be given at an organisation of this kind."""
    offered = {description.role for description in roles_of(kind)}
    if not roles:
        yield Reason("no_role", _("Choose at least one role."), "roles")
    if set(roles) - offered:
        yield Reason("role_not_here", _("This role does not exist at this kind of organisation."), "roles")


def about_last_administrator(*, others: int, stays: bool) -> Iterator[Reason]:
    """`others` is how many other people can let colleagues in; `stays` whether this one still can afterwards."""
    if not stays and others == 0:
        yield Reason(
            "last_administrator",
            _("Nobody else could let colleagues in. Make somebody else administrator first."),
            "roles",
        )


def about_mandate(
    *, kind: str, organisation_kind: str, basis: str, valid_from: date, valid_to: date | None, advises: bool
) -> Iterator[Reason]:
    """`advises` says that the person works for the support point as well: the support point never decides."""
    if organisation_kind not in BOARD_KINDS or kind not in mandates_of(organisation_kind):
        yield Reason("no_mandates_here", _("Only people of a board can hold a mandate."), "kind")
    if kind not in MandateKind.values:
        yield Reason("mandate_unknown", _("Choose what may be decided."), "kind")
    if advises:
        yield Reason(
            "works_for_support_point",
            _("This person also works for the support point. Who advises boards cannot decide for one."),
        )
    if not basis.strip():
        yield Reason("no_basis", _("Write down the decision on which this mandate rests, with its date."), "basis")
    if valid_to is not None and valid_to <= valid_from:
        yield Reason("ends_before_start", _("The mandate ends before it begins."), "valid_to")


def about_two_hats(*, kind: str, holds_mandate: bool) -> Iterator[Reason]:
    """Whoever comes to work for the support point may hold no mandate of a board: who advises never decides."""
    if kind == "support_point" and holds_mandate:
        yield Reason(
            "holds_mandate",
            _("You hold a mandate at a board. Have it ended before you come to work for the support point."),
        )


def about_invitation(*, is_member: bool, is_invited: bool) -> Iterator[Reason]:
    if is_member:
        yield Reason("already_member", _("Somebody with this address works here already."), "email")
    if is_invited:
        yield Reason(
            "already_invited", _("This address was invited already. Send that invitation again instead."), "email"
        )


def about_link(
    *, accepted_at: datetime | None, withdrawn_at: datetime | None, expires_at: datetime, now: datetime
) -> Iterator[Reason]:
    """Why the link of an invitation no longer works."""
    if accepted_at is not None:
        yield Reason("used", _("This invitation was accepted already. You can log in."))
    elif withdrawn_at is not None:
        yield Reason("withdrawn", _("This invitation was withdrawn. Ask who invited you."))
    elif expires_at <= now:
        yield Reason("expired", _("This invitation has expired. Ask who invited you to send it again."))


def about_registration(*, names: Iterable[tuple[str, str]]) -> Iterator[Reason]:
    """`names` are (field, text). What strangers type goes to other people: no addresses of pages slip along."""
    for field, text in names:
        if not text.strip():
            yield Reason("missing", _("Fill this in."), field)
        elif "://" in text or "www." in text.lower():
            yield Reason("web_address", _("Leave out web addresses here."), field)


def about_registration_link(*, confirmed_at: datetime | None, expires_at: datetime, now: datetime) -> Iterator[Reason]:
    """Why the link that confirms a registration no longer works."""
    if confirmed_at is not None:
        yield Reason("used", _("This address was confirmed already. You can log in, or wait for an answer."))
    elif expires_at <= now:
        yield Reason("expired", _("This link has expired. Register again to get a new one."))


def about_newcomer(*, advises: bool, is_member: bool, has_asked: bool) -> Iterator[Reason]:
    """`advises`: works for the support point, which judges offers; `is_member`, `has_asked`: at that organisation."""
    if advises:
        text = _("You work for the support point. Who helps boards to buy cannot make offers to them.")
        yield Reason("works_for_support_point", text)
    if is_member:
        yield Reason("already_member", _("You work for this enterprise here already. Log in to go on."))
    if has_asked:
        yield Reason("asked_already", _("You asked to join this enterprise already. It has to answer first."))


def about_second_step(*, works_elsewhere: bool, is_support_administrator: bool) -> Iterator[Reason]:
    """One organisation does not weaken the log-in that opens another."""
    if works_elsewhere and not is_support_administrator:
        yield Reason(
            "works_elsewhere",
            _("This person also works for another organisation. Ask the support point to take the second step away."),
        )


def about_key(*, name: str, scopes: Collection[str], expires_on: date, today: date) -> Iterator[Reason]:
    if not name.strip():
        yield Reason("name_missing", _("Give the key a name, so that you recognise it later."), "name")
    if not scopes or set(scopes) - set(Scope.values):
        yield Reason("no_scope", _("Choose what the key may be used for."), "scopes")
    if expires_on <= today:
        yield Reason("ends_too_soon", _("The end date has passed already."), "expires_on")
    if expires_on > today + LONGEST_KEY:
        yield Reason("ends_too_late", _("A key is valid for at most one year."), "expires_on")


def about_look_in(*, reason: str, is_current: bool) -> Iterator[Reason]:
    if len(reason.strip()) < 10:
        yield Reason("no_reason", _("Say why, in a sentence that the person and the board will read."), "reason")
    if not is_current:
        yield Reason("not_a_member", _("This person no longer works for this organisation."))


def administrating(kind: str) -> Role:
    """The role that lets colleagues in at an organisation of this kind."""
    return Role.ADMINISTRATOR if kind == "support_point" else Role.LOCAL_ADMINISTRATOR
