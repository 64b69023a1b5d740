"""python -m house.new_module STAGE NAME "Dutch name": the shape of a module, ready to be filled.

Only the files that every module has are written; a file such as `rules.py` is born when it has something to say.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STAGES = ("assess", "bundle", "contract", "deliver", "evaluate", "exchange", "foundation")

APPS = """from django.apps import AppConfig


class {camel}Config(AppConfig):
    name = "steunpunt.{stage}.{name}"
    label = "{name}"
"""
README = """# {name} ({dutch})
What it is for, in two or three sentences that a board understands.

| word | Dutch | meaning |
| --- | --- | --- |

Who: who may see what, who may do what.

Facts told: none. Facts heard: none.
"""
NEXT = """Made: {places}

What comes next, each when there is something to say:
  values, choices   what others may receive; states and kinds          rules     decisions and sums, no Django
  facts             what happened, in the past tense                   models    data and constraints, no workflow
  access            who sees (visible_...), who may (may_...)          queries   reads with a name
  actions           the verbs: lock, require, refuse, write, record    public    the face to other modules
  forms, views, rest, listeners, tasks, urls, templates, locale

And three lines elsewhere:
  src/steunpunt/settings/base.py    "steunpunt.{stage}.{name}" in MODULES, after what it leans on
  src/steunpunt/urls.py             path("", include("steunpunt.{stage}.{name}.urls")), once it has pages
  pyproject.toml                    its place in the order inside {stage}, under [tool.importlinter]
"""


def make(stage: str, name: str, dutch: str, *, root: Path = ROOT) -> list[Path]:
    """Write the files; refuses a stage that does not exist, a name that is not a word, a module that is there."""
    if stage not in STAGES:
        raise SystemExit(f"{stage} is not a stage. The stages: {', '.join(STAGES)}.")
    if not name.isidentifier() or not name.islower():
        raise SystemExit(f"{name} cannot be a module: one English word in small letters, such as `tenders`.")
    home = root / "src" / "steunpunt" / stage / name
    if home.exists():
        raise SystemExit(f"{home.relative_to(root)} is there already.")
    words = {"stage": stage, "name": name, "dutch": dutch, "camel": name.title().replace("_", "")}
    files = {
        home / "__init__.py": "",
        home / "apps.py": APPS.format(**words),
        home / "README.md": README.format(**words),
        home / "migrations" / "__init__.py": "",
        root / "tests" / stage / name / "__init__.py": "",
    }
    for package in (home.parent, root / "tests" / stage):
        if not (package / "__init__.py").exists():
            files[package / "__init__.py"] = ""
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return sorted(files)


def main(arguments: list[str]) -> int:
    if len(arguments) != 3:
        print(__doc__)
        return 2
    made = make(*arguments)
    places = "\n      ".join(str(path.relative_to(ROOT)) for path in made)
    print(NEXT.format(places=places, stage=arguments[0], name=arguments[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
