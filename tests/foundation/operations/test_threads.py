"""Each thread that answers has its own language and addresses."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.urls import base as addresses
from django.urls import get_script_prefix, reverse, set_script_prefix
from django.utils.translation import get_language, gettext, override, trans_real

from steunpunt.foundation.operations.threads import answer_in_threads


def test_two_requests_at_once_are_each_answered_in_their_own_language(monkeypatch):
    for module, name in ((trans_real, "_active"), (addresses, "_prefixes"), (addresses, "_urlconfs")):
        monkeypatch.setattr(module, name, getattr(module, name))
    answer_in_threads()
    both = Barrier(2)

    def answer(language, prefix):
        set_script_prefix(prefix)
        with override(language):
            both.wait(10)
            said = (get_language(), gettext("Save"), reverse("ui:home"))
            both.wait(10)
        return (*said, get_language(), get_script_prefix())

    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(answer, ["nl", "fr"], ["/een/", "/twee/"]))
    assert found == [
        ("nl", "Bewaren", "/een/", "nl", "/een/"),
        ("fr", "Enregistrer", "/twee/", "nl", "/twee/"),
    ]
