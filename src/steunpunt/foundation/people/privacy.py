"""What is kept of people who log in, by this module and by allauth, which keeps log-ins for it."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "people.Person": Kept(
        title=_("Your details"),
        internal="is_demo",
        personal="last_login email name phone language is_active registered_at left_at",
        secret="password",  # noqa: S106 - the name of the field
        about={"pk": "pk"},
    ),
    "account.EmailAddress": Kept(
        title=_("Your e-mail addresses"), personal="user email verified primary", about={"user": "pk"}
    ),
    "mfa.Authenticator": Kept(
        title=_("Your second steps and passkeys"),
        personal="user type created_at last_used_at",
        secret="data",  # noqa: S106
        about={"user": "pk"},
    ),
    "socialaccount.SocialAccount": Kept(
        title=_("Your sign-in services"),
        personal="user provider uid last_login date_joined extra_data",
        about={"user": "pk"},
    ),
    "usersessions.UserSession": Kept(
        title=_("Where you are logged in"),
        personal="user created_at ip last_seen_at user_agent",
        secret="session_key data",  # noqa: S106
        about={"user": "pk"},
    ),
}
