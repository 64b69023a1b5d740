"""On a developer's machine and for the demonstration: served by granian or runserver on loopback."""

from steunpunt.settings.base import *

DEBUG = False
HOOKS_STAY_INSIDE = True
SECRET_KEY = SECRET_KEY or "only-for-a-demonstration-on-this-machine-" * 2
SESSION_COOKIE_NAME = "steunpunt_dev"
