"""Every field says what it is about people, and nobody takes along what is personal to somebody else."""

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, EmailField, TextField

from house.privacy import FILE, page
from steunpunt.foundation.people.models import Person
from steunpunt.foundation.privacy import Kept, declared
from tests.house.world import CANARY

SORTS = ("public", "internal", "personal", "secret")
LABELS = {module.rsplit(".", 1)[-1] for module in settings.MODULES}


def tables():
    """All tables of the modules, and those of other apps that point to a person."""
    for model in apps.get_models(include_auto_created=True):
        points = any(item.is_relation and item.related_model is Person for item in model._meta.concrete_fields)
        if model._meta.app_label in LABELS or points:
            yield model._meta.label, model


def test_every_field_is_classified_once():
    said, wrong = declared(), []
    for label, model in tables():
        if label not in said:
            wrong.append(f"{label} stands in no privacy.py")
            continue
        fields = {item.name for item in model._meta.concrete_fields} - {"id"}
        listed = [name for sort in SORTS for name in said[label].fields(sort)]
        wrong += [f"{label}.{name} is not classified" for name in sorted(fields - set(listed))]
        wrong += [f"{label}.{name} is no field" for name in sorted(set(listed) - fields)]
        wrong += [f"{label}.{name} is classified twice" for name in sorted(set(listed)) if listed.count(name) > 1]
    wrong += [f"{label} is no table" for label in sorted(said.keys() - dict(tables()).keys())]
    assert wrong == [], "Say in the module's privacy.py whether it is public, internal, personal or secret."


def test_what_is_personal_says_about_whom():
    wrong = [
        label
        for label, kept in declared().items()
        if len({bool(kept.personal), bool(kept.about), bool(kept.title)}) > 1
    ]
    assert wrong == [], (
        "Give `about`: the lookup that leads from a row to the person; and a title for the person to read."
    )


def test_what_points_to_a_person_is_personal():
    """A key to somebody is about somebody; only who looked in at whom stays inside the platform."""
    wrong = [
        f"{label}.{item.name}"
        for label, model in tables()
        for item in model._meta.concrete_fields
        if ((item.is_relation and item.related_model is Person) or item.name.endswith(("_by_id", "person_id")))
        and item.name not in declared().get(label, Kept()).fields("personal")
    ]
    assert wrong == ["access.LookIn.looker"]


def test_hashes_and_keys_are_secret():
    wrong = [
        f"{label}.{item.name}"
        for label, model in tables()
        for item in model._meta.concrete_fields
        if any(word in item.name for word in ("password", "token_hash", "session_key", "secret"))
        and item.name not in declared().get(label, Kept()).fields("secret")
    ]
    assert wrong == []


def test_the_page_of_the_documentation_is_as_declared():
    assert FILE.read_text(encoding="utf-8") == page(), "Run `python -m house.privacy`."


SAYS_NOTHING = {
    "access.RoleGrant.role": "one of the platform's own words",
    "access.Mandate.kind": "one of the platform's own words",
    "access.ApiToken.prefix": "eight letters drawn by chance",
    "journal.Entry.fact": "one of the platform's own words",
    "journal.Entry.via": "one of the platform's own words",
    "jobs.Job.kind": "one of the platform's own words",
    "jobs.Job.language": "one of the platform's own words",
    "notices.Notice.kind": "one of the platform's own words",
    "notices.Notice.mail": "one of the platform's own words",
    "notices.Preference.kind": "one of the platform's own words",
    "notices.Preference.mail": "one of the platform's own words",
    "knowledge.Profile.shown_to": "one of the platform's own words",
    "access.Registration.language": "one of the platform's own words",
    "people.Person.language": "one of the platform's own words",
}


def test_whatever_is_personal_has_a_canary_in_the_walk(world):
    """The walk of test_who_gets_what can only find what is there: each personal text of our tables holds the word."""
    wrong = []
    for label, model in tables():
        if model._meta.app_label not in LABELS:
            continue
        for name in declared().get(label, Kept()).fields("personal"):
            kind = type(model._meta.get_field(name))
            if kind not in {CharField, TextField, EmailField} or f"{label}.{name}" in SAYS_NOTHING:
                continue
            if not model.objects.filter(**{f"{name}__contains": CANARY}).exists():
                wrong.append(f"{label}.{name}")
    assert wrong == [], "Give it a row with the canary in tests/house/world.py."
