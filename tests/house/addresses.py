"""Every address of the platform, found in the URL configuration, with its parameters filled in from the test world."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Address:
    """One address: its name with namespace, its pattern, its parameters."""

    name: str
    route: str
    parameters: tuple[str, ...]

    @property
    def is_ours(self) -> bool:
        """Log-in, second factor and sessions are allauth's pages: about whoever is logged in, and nobody else."""
        return not self.route.startswith("account/")


def addresses(resolver: URLResolver | None = None, prefix: str = "", namespace: str = "") -> Iterator[Address]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = f"{namespace}:{pattern.name}" if namespace else str(pattern.name)
            yield Address(name, route, tuple(pattern.pattern.regex.groupindex))
        else:
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            yield from addresses(pattern, route, inner)


def filled(address: Address, values: dict[str, Any]) -> str:
    """The address as a path. A parameter that the test world does not know is a KeyError that names it."""
    path = "/" + address.route
    for name in address.parameters:
        if name not in values:
            raise KeyError(
                f"{address.name} has a parameter {name!r} that tests/house/world.py does not fill in: add it there, "
                "with something of Keerbergen that a neighbour must not get."
            )
        start = path.index("<" if f"<{name}>" in path or f":{name}>" in path else "(")
        end = path.index(">", start) + 1
        path = path[:start] + str(values[name]) + path[end:]
    return path


def not_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    """In place of the page that says so, which is the same at every address."""
    return HttpResponse(status=404)
