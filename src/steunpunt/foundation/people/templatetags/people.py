"""How a session is called on the page of sessions."""

from django import template
from django.utils.translation import gettext as _

from steunpunt.foundation.people import rules

register = template.Library()


@register.filter
def device(user_agent: str) -> str:
    """Browser and device in words; what a browser says of itself when we do not recognise it."""
    browser, system = rules.browser(user_agent), rules.system(user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or user_agent[:90]
