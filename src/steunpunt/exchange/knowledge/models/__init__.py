"""Knowledge as kept."""

from steunpunt.exchange.knowledge.models.people import Profile, ProfileBoard, Skill, Topic
from steunpunt.exchange.knowledge.models.threads import DUTCH, Answer, Thread, ThreadTopic

__all__ = ["DUTCH", "Answer", "Profile", "ProfileBoard", "Skill", "Thread", "ThreadTopic", "Topic"]
