"""The answers from which somebody chooses, in HTML."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from steunpunt.assess.scan.forms import QuestionView
from steunpunt.foundation.ui.templatetags.ui import escaped

register = template.Library()


@register.simple_tag
def options(question: QuestionView, kind: str, *, can_choose: bool) -> SafeString:
    """Each as a radio button or a box to tick. A domain has a hundred: a template would take most of its page over them."""
    start = f'<input type="{escaped(kind or "radio")}" name="{escaped(question.name)}" value="'
    off = "" if can_choose else " disabled"
    found = []
    for option in question.options:
        why = f'<span class="row-note">{escaped(option.explanation)}</span>' if option.explanation else ""
        found.append(
            f'<label class="option{" option-special" if option.is_special else ""}">{start}{escaped(option.code)}"'
            f"{' checked' if option.is_chosen else ''}{off}><span>{escaped(option.text)}{why}</span></label>"
        )
    return mark_safe("".join(found))  # noqa: S308 - each text in it was escaped
