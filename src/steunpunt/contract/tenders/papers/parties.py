"""Both sides of a letter as papers name them."""

from datetime import date

from steunpunt.foundation.organisations import public as organisations


def known_as(name: str, organisation_id: int, on: date) -> str:
    """With where it sits that day and its enterprise number, as far as they are written down: two queries."""
    seat = organisations.seats([organisation_id], on).get(organisation_id)
    number = organisations.organisations([organisation_id])[organisation_id].enterprise_number
    told = (name, seat, number and organisations.shown_enterprise_number(number))
    return " · ".join(str(one) for one in told if one)
