"""What was done already: a step is left out when its inputs are the same as the last time it succeeded."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def fingerprint(*paths: Path, extra: str = "") -> str:
    """A digest of the contents of files, and of all files below folders; bytecode and compiled translations apart."""
    digest = hashlib.sha256(extra.encode())
    for path in _files(paths):
        digest.update(f"\0{path}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in sorted(paths):
        if path.is_dir():
            found = (item for item in path.rglob("*") if item.is_file())
            yield from sorted(
                item for item in found if item.suffix not in {".pyc", ".mo"} and ".egg-info" not in str(item)
            )
        elif path.exists():
            yield path


class Stamps:
    """A small JSON file beside the thing it is about: whoever removes the thing removes the stamps with it."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def has(self, step: str, value: str) -> bool:
        return self._read().get(step) == value

    def set(self, step: str, value: str) -> None:
        kept = self._read() | {step: value}
        self.file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.file.with_suffix(".new")
        fresh.write_text(json.dumps(kept, indent=1, sort_keys=True))
        fresh.replace(self.file)

    def drop(self, step: str) -> None:
        kept = self._read()
        if kept.pop(step, None) is not None:
            self.file.write_text(json.dumps(kept, indent=1, sort_keys=True))

    def _read(self) -> dict[str, str]:
        try:
            found = json.loads(self.file.read_text())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}
