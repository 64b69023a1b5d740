"""What other modules add to the page of a partnership: meetings, questions, who knows what."""

from steunpunt.foundation.ui.registry import Contributions, Panel

partnership_panels: Contributions[Panel] = Contributions("partnership_panels")
"""Rendered for people within the partnership, with its id as the subject."""
