"""Mails in our look: one list of paragraphs, as text and as simple HTML that every mail program can show."""

from collections.abc import Sequence

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language


def letter(
    to: str, subject: str, paragraphs: Sequence[str], *, button: str = "", url: str = "", footer: str = ""
) -> EmailMultiAlternatives:
    """A mail with at most one thing to do: `button` says what, `url` is where. Made in the language in use."""
    parts = [*paragraphs, *([f"{button}:\n{url}"] if url else []), *([f"-- \n{footer}"] if footer else [])]
    message = EmailMultiAlternatives(subject=" ".join(subject.split()), body="\n\n".join(parts) + "\n", to=[to])
    context = {
        "subject": subject,
        "paragraphs": paragraphs,
        "button": button,
        "url": url,
        "footer": footer,
        "language": get_language(),
    }
    message.attach_alternative(render_to_string("ui/mail.html", context), "text/html")
    return message
