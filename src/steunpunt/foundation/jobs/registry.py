"""The kinds of work there are: functions that modules register in their `tasks.py` under a stable key."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ParamSpec, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, create_model

from steunpunt.foundation.jobs.values import Result

P = ParamSpec("P")
R = TypeVar("R", bound=Result | None)


class Progress(Protocol):
    """How a job tells how far it is."""

    def step(self, done: int, total: int, sentence: str = "") -> None:
        """Say that `done` of `total` is behind. Raises when the job was cancelled or its worker must stop."""
        ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: its function, its parameters, and whether the platform puts a transaction around it."""

    key: str
    function: Callable[..., Result | None]
    parameters: type[BaseModel]
    is_atomic: bool

    def checked(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters as JSON can hold them; raises when they are not those of the function."""
        return self.parameters.model_validate(dict(params)).model_dump(mode="json")

    def call(self, progress: Progress, params: Mapping[str, Any]) -> Result:
        values = self.parameters.model_validate(dict(params))
        given = {name: getattr(values, name) for name in type(values).model_fields}
        return self.function(progress, **given) or Result()


kinds: dict[str, Kind] = {}


def job(key: str, *, is_atomic: bool = True) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Register a function as a kind of work: `def make_report(progress: Progress, *, round_id: int) -> Result`.

    An atomic one (the default) runs in one transaction with the end of its job: its effects are kept exactly once,
    whatever dies half-way. One that is not must bear being run again from the start.
    """

    def register(function: Callable[P, R]) -> Callable[P, R]:
        known = kinds.get(key)
        if known is not None and known.function.__qualname__ != function.__qualname__:
            raise ValueError(f"Two kinds of work share the key {key}.")
        kinds[key] = Kind(key, function, _parameters(key, function), is_atomic)
        return function

    return register


def _parameters(key: str, function: Callable[..., Any]) -> type[BaseModel]:
    """A model of what the function asks for, apart from the progress that comes first."""
    asked = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    if any(item.kind is not inspect.Parameter.KEYWORD_ONLY for item in asked):
        raise TypeError(f"The parameters of {key} stand behind a `*`: they are passed by name.")
    fields: dict[str, Any] = {
        item.name: (item.annotation, ... if item.default is inspect.Parameter.empty else item.default) for item in asked
    }
    return create_model(f"{key} parameters", __config__=ConfigDict(extra="forbid"), **fields)
