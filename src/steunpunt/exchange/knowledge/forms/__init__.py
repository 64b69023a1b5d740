"""What people fill in about knowledge: parsed, not saved."""

from steunpunt.exchange.knowledge.forms.people import ProfileForm, TopicForm, as_filled

__all__ = ["ProfileForm", "TopicForm", "as_filled"]
