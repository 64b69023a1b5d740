"""The verbs of knowledge, and the only place that writes."""

from steunpunt.exchange.knowledge.actions.people import Said, Statement, keep_profile, keep_topic, retire_topic

__all__ = ["Said", "Statement", "keep_profile", "keep_topic", "retire_topic"]
