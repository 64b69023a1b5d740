"""Whether somebody confirmed, just now, who they are: by password and by a second step.

Where `STEUNPUNT_SECOND_STEP_REQUIRED` is off, as in the demonstration, the password is enough for who has no second step; the record
of the signature says which it was.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from steunpunt.bundle.partnerships.rules.agreements import CONFIRMED_FOR
from steunpunt.foundation.acting import ActorRequest

_SECOND = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """When, and whether by a second step as well; `still_to_do` is the page on which to do what is missing."""

    at: datetime | None
    is_by_second_step: bool
    still_to_do: str = ""
    lacks_second_step: bool = False
    """The page is the one on which to set up a second step: signing asks for one."""


def confirmed(request: ActorRequest, now: datetime) -> Confirmed:
    user = request.user
    if not user.is_authenticated:
        return Confirmed(None, is_by_second_step=False)
    last: dict[str, datetime] = {
        one["method"]: datetime.fromtimestamp(one["at"], tz=UTC)
        for one in get_authentication_records(request, user)
        if one.get("reauthenticated")
    }
    has_second = is_mfa_enabled(user, types=list(_SECOND))
    if settings.SECOND_STEP_REQUIRED and not has_second:
        return Confirmed(None, is_by_second_step=False, still_to_do=reverse("mfa_index"), lacks_second_step=True)
    needed = [
        *([("password", "account_reauthenticate")] if user.has_usable_password() else []),
        *([("mfa", "mfa_reauthenticate")] if has_second else []),
    ]
    for method, page in needed:
        at = last.get(method)
        if at is None or now - at > CONFIRMED_FOR:
            return Confirmed(
                None, is_by_second_step=False, still_to_do=f"{reverse(page)}?{urlencode({'next': request.path})}"
            )
    moments = [last[method] for method, _page in needed]
    return Confirmed(min(moments) if moments else None, is_by_second_step=has_second)
