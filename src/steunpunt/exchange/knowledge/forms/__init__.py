"""What people fill in about knowledge: parsed, not saved."""

from steunpunt.exchange.knowledge.forms.people import ProfileForm, TopicForm, as_filled
from steunpunt.exchange.knowledge.forms.threads import AnswerForm, AskForm, WithdrawForm
from steunpunt.exchange.knowledge.forms.together import HelpForm, HoursForm, LayDownForm, ProposalForm, TakeUpForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "HelpForm",
    "HoursForm",
    "LayDownForm",
    "ProfileForm",
    "ProposalForm",
    "TakeUpForm",
    "TopicForm",
    "WithdrawForm",
    "as_filled",
]
