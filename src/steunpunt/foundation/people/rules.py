"""Decisions about people that need no database."""

_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser(user_agent: str) -> str:
    """The browser by which somebody recognises a session; empty when it is none that we know."""
    return next((name for sign, name in _BROWSERS if sign in user_agent), "")


def system(user_agent: str) -> str:
    """The device or operating system; empty when it is none that we know."""
    return next((name for sign, name in _SYSTEMS if sign in user_agent), "")
