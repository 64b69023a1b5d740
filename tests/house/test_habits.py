"""The code checks its own habits, and says how to mend what broke one."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "steunpunt"
MODULES = sorted(apps.parent for apps in SOURCE.rglob("apps.py"))
WRITES = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "delete", "update"}
MAY_WRITE = {"actions", "actions.py", "migrations"}


def python_files():
    return [file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts]


def relative(file):
    return str(file.relative_to(ROOT))


def writes_in(file):
    """Calls that write rows: `X.objects.….update(…)`, `row.save()`, but not `dict.update` or `set.update`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        chain = ast.unparse(node.func)
        if node.func.attr in WRITES and (".objects." in chain or (node.func.attr == "save" and "form" not in chain)):
            yield f"{relative(file)}:{node.lineno} {chain}"


def test_only_actions_write():
    allowed = {"doors", "tests"}
    found = [
        line
        for file in python_files()
        if not MAY_WRITE & set(file.parts) and file.name not in MAY_WRITE and not allowed & set(file.parts)
        for line in writes_in(file)
    ]
    excused = {
        # People by allauth and its tests: the manager that Django asks for.
        "src/steunpunt/foundation/people/models.py",
        # Where work is: written by the worker while it goes, not by a person's action.
        "src/steunpunt/foundation/jobs/tracking.py",
    }
    found = [line for line in found if line.partition(":")[0] not in excused]
    found = [line for line in found if "book.save" not in line and "storage.save" not in line]
    assert found == [], "Move the write into an action of the module."


def public_actions(module):
    for file in [module / "actions.py", *sorted((module / "actions").glob("*.py"))]:
        if file.exists():
            tree = ast.parse(file.read_text(encoding="utf-8"))
            for node in tree.body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield file, node


def test_an_action_that_somebody_does_is_atomic():
    wrong = []
    for module in MODULES:
        for file, node in public_actions(module):
            takes_actor = any(argument.arg == "by" for argument in node.args.kwonlyargs)
            writes = re.search(r"\.objects\.(\w+\.)*(create|bulk_create|update)|\.save\(|record\(", ast.unparse(node))
            if file.parent.name == "journal":
                continue  # `record` insists on being inside the transaction of what it tells about
            if takes_actor and writes and not any("atomic" in ast.unparse(item) for item in node.decorator_list):
                wrong.append(f"{relative(file)}: {node.name}")
    assert wrong == [], "Decorate it with @transaction.atomic: a refused action leaves nothing behind."


def test_an_action_takes_its_actor_by_keyword():
    wrong = [
        f"{relative(file)}: {node.name}"
        for module in MODULES
        for file, node in public_actions(module)
        if any(argument.arg == "by" for argument in node.args.args)
    ]
    assert wrong == [], "Put `*` before it: `def verb(*, …, by: Actor)`."


def test_every_fact_says_what_happened_in_every_language():
    from django.utils import translation

    from steunpunt.foundation.journal.facts import facts

    wrong = []
    for key, kind in facts.kinds.items():
        if key.startswith("test."):
            continue
        for language in ("nl", "fr"):
            with translation.override(language):
                if translation.gettext(kind.sentence) == kind.sentence:
                    wrong.append(f"{key} in {language}")
        missing = set(re.findall(r"%\((\w+)\)s", kind.sentence)) - set(kind.__dataclass_fields__)
        wrong += [f"{key}: %({name})s is no field" for name in sorted(missing)]
    assert wrong == [], "Give its sentence in the module's locale/, with the fields it has."


def test_no_text_to_translate_hides_in_another_text():
    """Whoever collects the texts to translate does not look inside f-strings."""
    wrong = [
        f"{relative(file)}:{node.lineno}"
        for file in python_files()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr) and re.search(r"\b_\(|gettext", ast.unparse(node))
    ]
    assert wrong == [], "Translate it on a line of its own, then put it into the text."


def test_a_source_file_is_a_room_not_a_hall():
    wrong = [relative(file) for file in python_files() if len(file.read_text(encoding="utf-8").splitlines()) > 400]
    assert wrong == [], "Split it: a file that grows becomes a package of the same name."


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_a_module_has_its_one_screen(module):
    readme = module / "README.md"
    assert readme.exists(), "Write its README.md: purpose, Dutch words, who may do what, facts told and heard."
    assert len(readme.read_text(encoding="utf-8").splitlines()) <= 60, "One screen."


TEMPLATES = sorted(SOURCE.rglob("*.html"))


def test_templates_hold_no_style_and_no_script_of_their_own():
    pattern = re.compile(r"""\sstyle=|\son\w+=["']|<script(?![^>]*\bsrc=)(?![^>]*application/json)|javascript:""")
    wrong = [f"{relative(file)}" for file in TEMPLATES if pattern.search(file.read_text(encoding="utf-8"))]
    assert wrong == [], "The content-security policy refuses it: use a class, a data- attribute and a behaviour."


def test_no_template_lies_unused():
    text = "\n".join(
        file.read_text(encoding="utf-8") for file in [*python_files(), *TEMPLATES] if "test" not in file.name
    )
    wrong = []
    for file in TEMPLATES:
        name = str(file).split("/templates/", 1)[1]
        if name.startswith(("account/", "mfa/", "allauth/", "socialaccount/", "usersessions/", "openid_connect/")):
            continue  # allauth asks for these by name
        if name.startswith("cotton/"):
            tag = "c-" + name.removeprefix("cotton/").removesuffix(".html").replace("/", ".").replace("_", "-")
            used = f"<{tag}" in text
        else:
            used = name in text
        if not used:
            wrong.append(name)
    assert wrong == [], "Use it or delete it."


def tracked():
    import subprocess

    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines()]


def test_nothing_is_left_for_later():
    pattern = re.compile(r"\b(TODO|FIXME|NotImplementedError)\b|pytest\.mark\.(skip|xfail)|pytest\.skip\(")
    wrong = [
        f"{relative(file)}:{number}"
        for file in tracked()
        if file.suffix in {".py", ".html", ".js", ".css", ".typ"} and file != Path(__file__)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]
    assert wrong == [], "Finish it, or write down in an issue what is left."


def test_no_file_names_a_machine():
    pattern = re.compile(r"(?<![\w.-])/(?:work|farm|root|home/\w+)/")
    wrong = [
        f"{relative(file)}:{number}"
        for file in tracked()
        if file.suffix in {".py", ".md", ".toml", ".html", ".js", ".yml", ".yaml", ".txt", ".json", ""}
        and file.is_file()
        and file != Path(__file__)
        and file.name != "package-lock.json"
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]
    assert wrong == [], "Say it without a path of a machine."


def test_locks_name_no_hosts():
    for name in ("requirements/run.txt", "requirements/dev.txt", "requirements/uv.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text, f"{name}: lock again with `just lock`."
        assert "--hash=sha256:" in text
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_foreign_keys_look_back():
    from django.apps import apps

    order = [module.rsplit(".", 1)[-1] for module in _modules_in_order()]
    wrong = []
    for label in order:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.get_fields():
                target = getattr(field, "related_model", None)
                if not (field.many_to_one and field.concrete and target):
                    continue
                other = target._meta.app_label
                if other in order and order.index(other) > order.index(label):
                    wrong.append(f"{model.__name__}.{field.name} looks forward to {other}")
                if other in order and other != label and field.remote_field.on_delete.__name__ != "PROTECT":
                    wrong.append(f"{model.__name__}.{field.name} does not protect what it points to")
    assert wrong == [], "Turn it round, or let the later module keep the id."


def _modules_in_order():
    from django.conf import settings

    return settings.MODULES


def test_no_model_is_without_words():
    from django.apps import apps

    wrong = [
        model.__name__
        for label in (module.rsplit(".", 1)[-1] for module in _modules_in_order())
        for model in apps.get_app_config(label).get_models()
        if not (model.__doc__ or "").strip() or (model.__doc__ or "").startswith(f"{model.__name__}(")
    ]
    assert wrong == [], "Give it a docstring with the Dutch word."
