"""Who may change what is kept of a person: that person. Letting in and letting go is decided in module access."""

from steunpunt.foundation.acting import Actor


def may_change(actor: Actor, person_id: int) -> bool:
    """One's own details, at the keyboard: no program, nobody who looks in."""
    return actor.person_id == person_id and actor.looking_in_id is None and actor.scopes is None
