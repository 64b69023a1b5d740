"""How translations are set when they are compiled."""

import gettext

import pytest

from house.translations import catalogue_path, compile_all, modules, typeset

NO_BREAK = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Qui le sait ?", f"Qui le sait{NO_BREAK}?"),
        ("Le tour « %(name)s » : %(n)s", f"Le tour «{NO_BREAK}%(name)s{NO_BREAK}»{NO_BREAK}: %(n)s"),
        ("Ouvert\u202f; rien («\u202foui\u202f»).", f"Ouvert{NO_BREAK}; rien («{NO_BREAK}oui{NO_BREAK}»)."),
        ("Écrivez 1: 12,50; puis https://x.be/?a=1", "Écrivez 1: 12,50; puis https://x.be/?a=1"),
        ("«tout»", f"«{NO_BREAK}tout»"),
    ],
)
def test_in_french_no_line_begins_with_a_mark_or_ends_with_a_quotation_mark(typed, shown):
    assert typeset(typed, "fr") == shown
    assert typeset(typed, "nl") == typed


def test_what_is_served_in_french_is_set_that_way():
    compile_all()
    wrong = []
    for module in modules():
        path = catalogue_path(module, "fr").with_suffix(".mo")
        if path.exists():
            with path.open("rb") as file:
                texts = gettext.GNUTranslations(file)._catalog.values()
            wrong += [text for text in texts if typeset(text, "fr") != text]
    assert wrong == []
