"""Where things stand on this machine, and how a program of the project is called."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

_NOT_OURS = (
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONDONTWRITEBYTECODE",  # each of our processes would compile everything anew: seconds at every start
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "DJANGO_SETTINGS_MODULE",
)


@dataclass(frozen=True, slots=True)
class Places:
    """Folders of one checkout. `state` holds what the platform writes: database, documents, logs."""

    root: Path = ROOT
    state: Path = ROOT / "var"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Places":
        chosen = environment.get("STEUNPUNT_STATE_DIR", "")
        return cls(state=Path(chosen).expanduser().absolute() if chosen else ROOT / "var")

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def logs(self) -> Path:
        return self.state / "log"

    @property
    def cluster(self) -> Path:
        return self.state / "postgres"

    def program(self, name: str) -> str:
        return str(self.venv / "bin" / name)

    def environment(
        self, extra: Mapping[str, str] | None = None, *, base: Mapping[str, str] = os.environ
    ) -> dict[str, str]:
        """The environment of our programs: ours come first on the path, another project's Python stays out."""
        found = {name: value for name, value in base.items() if name not in _NOT_OURS}
        found["PATH"] = os.pathsep.join([str(self.venv / "bin"), found.get("PATH", os.defpath)])
        found["PYTHONPATH"] = os.pathsep.join([str(self.root / "src"), str(self.root)])
        found["PYTHONUNBUFFERED"] = "1"
        found["STEUNPUNT_STATE_DIR"] = str(self.state)
        found["UV_PYTHON_DOWNLOADS"] = "never"
        return found | dict(extra or {})
