import ast

import pytest

from house.new_module import make


def test_a_new_module_has_the_shape_of_the_others(tmp_path):
    made = make("deliver", "helpdesk", "Helpdesk", root=tmp_path)
    assert [str(path.relative_to(tmp_path)) for path in made] == [
        "src/steunpunt/deliver/__init__.py",
        "src/steunpunt/deliver/helpdesk/README.md",
        "src/steunpunt/deliver/helpdesk/__init__.py",
        "src/steunpunt/deliver/helpdesk/apps.py",
        "src/steunpunt/deliver/helpdesk/migrations/__init__.py",
        "tests/deliver/__init__.py",
        "tests/deliver/helpdesk/__init__.py",
    ]
    home = tmp_path / "src" / "steunpunt" / "deliver" / "helpdesk"
    ast.parse((home / "apps.py").read_text())
    assert (home / "README.md").read_text().startswith("# helpdesk (Helpdesk)\n")


@pytest.mark.parametrize(
    ("stage", "name"), [("delivery", "helpdesk"), ("deliver", "Help desk"), ("deliver", "Helpdesk")]
)
def test_what_cannot_be_a_module_is_refused(tmp_path, stage, name):
    with pytest.raises(SystemExit):
        make(stage, name, "Helpdesk", root=tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_module_that_is_there_is_left_alone(tmp_path):
    make("deliver", "helpdesk", "Helpdesk", root=tmp_path)
    with pytest.raises(SystemExit, match="there already"):
        make("deliver", "helpdesk", "Iets anders", root=tmp_path)
