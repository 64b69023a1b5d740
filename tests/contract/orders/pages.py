"""Pages of orders as somebody opens them."""

import io

from django.urls import reverse
from pypdf import PdfReader

from tests.factories.people import browser_of


def page(who, name, *args, **query):
    return browser_of(who.person_id).get(reverse(f"orders:{name}", args=args), query)


def sent(who, name, *args, **data):
    return browser_of(who.person_id).post(reverse(f"orders:{name}", args=args), data)


def body(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def pdf_text(answer):
    return "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages)
