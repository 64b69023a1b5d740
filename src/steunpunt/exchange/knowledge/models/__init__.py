"""Knowledge as kept."""

from steunpunt.exchange.knowledge.models.people import Profile, ProfileBoard, Skill, Topic
from steunpunt.exchange.knowledge.models.specialisms import HelpHours, HelpRequest, SpecialismRole
from steunpunt.exchange.knowledge.models.threads import DUTCH, Answer, Thread, ThreadTopic

__all__ = [
    "DUTCH",
    "Answer",
    "HelpHours",
    "HelpRequest",
    "Profile",
    "ProfileBoard",
    "Skill",
    "SpecialismRole",
    "Thread",
    "ThreadTopic",
    "Topic",
]
