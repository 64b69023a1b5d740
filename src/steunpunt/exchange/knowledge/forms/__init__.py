"""What people fill in about knowledge: parsed, not saved."""

from steunpunt.exchange.knowledge.forms.people import ProfileForm, TopicForm, as_filled
from steunpunt.exchange.knowledge.forms.threads import AnswerForm, AskForm, WithdrawForm

__all__ = ["AnswerForm", "AskForm", "ProfileForm", "TopicForm", "WithdrawForm", "as_filled"]
