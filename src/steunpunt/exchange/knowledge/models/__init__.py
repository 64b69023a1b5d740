"""Knowledge as kept."""

from steunpunt.exchange.knowledge.models.people import Profile, ProfileBoard, Skill, Topic

__all__ = ["Profile", "ProfileBoard", "Skill", "Topic"]
