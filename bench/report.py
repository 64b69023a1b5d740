"""docs/benchmarks.md: one file, in which every benchmark rewrites its own section and leaves the others alone."""

import platform
import re
from pathlib import Path

REPORT = Path(__file__).parent.parent / "docs" / "benchmarks.md"
INTRODUCTION = """# Benchmarks

Written by `just bench`; every section by its own run. Figures of one machine: compare them with one another, and
measure again on your own.
"""


def write_section(name: str, text: str, report: Path = REPORT) -> None:
    """Put `text` between the markers of `name`, at the end when they are not there yet."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    section = f"{begin}\n{text.strip()}\n{end}"
    whole = report.read_text(encoding="utf-8") if report.exists() else INTRODUCTION
    if begin in whole:
        whole = re.sub(re.escape(begin) + ".*?" + re.escape(end), lambda _: section, whole, flags=re.DOTALL)
    else:
        whole = f"{whole.rstrip()}\n\n{section}\n"
    report.parent.mkdir(exist_ok=True)
    report.write_text(whole, encoding="utf-8")


def machine() -> str:
    """The processor, cores, memory and Python of this machine, in one phrase."""
    processor = _first("/proc/cpuinfo", r"model name\s*:\s*(.+)") or platform.processor() or platform.machine()
    cores = len(re.findall(r"^processor\s*:", _content("/proc/cpuinfo"), flags=re.MULTILINE))
    memory = round(int(_first("/proc/meminfo", r"MemTotal:\s*(\d+)") or 0) / 2**20)
    parts = [processor, f"{cores} cores", f"{memory} GiB", f"{platform.system()}, Python {platform.python_version()}"]
    return ", ".join(part for part in parts if not part.startswith("0 "))


def _first(path: str, pattern: str) -> str:
    found = re.search(pattern, _content(path))
    return found[1] if found else ""


def _content(path: str) -> str:
    file = Path(path)
    return file.read_text(encoding="utf-8") if file.exists() else ""
