"""What other modules may know of a person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonValue:
    id: int
    name: str
    email: str
    language: str
    is_active: bool
