"""Measuring one program in a process of its own: wall time, and the peak of memory above what its imports took."""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Measurement:
    """One run: `seconds` of wall time; peak `mebibytes` above `baseline`, the interpreter with its imports."""

    seconds: float
    mebibytes: float
    baseline: float


def run(program: str, data: Path, *, keep: Path | None = None) -> Measurement:
    """Run `python -m program` on a folder of data in a fresh process, and keep its results in `keep` if wanted."""
    command = [sys.executable, "-m", program, str(data), *(["--keep", str(keep)] if keep else [])]
    environment = os.environ | ONE_THREAD | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT)
    return Measurement(**json.loads(done.stdout))


def main(program: Callable[[Path], Mapping[str, object]]) -> None:
    """What a measured program does when it is run: measure itself, print the figures, keep the results if asked.

    The clock runs from before the data are opened until the results are in memory; imports are not counted.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    baseline = peak_mebibytes()
    start = time.perf_counter()
    results = program(arguments.data)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "mebibytes": peak_mebibytes() - baseline, "baseline": baseline}))
    if arguments.keep:
        import numpy as np

        np.savez(arguments.keep, **{name: np.asarray(values) for name, values in results.items()})


def peak_mebibytes() -> float:
    """The most memory this process ever had resident."""
    status = Path("/proc/self/status")
    if status.exists():  # of this program alone, where getrusage also remembers the process that started it
        line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
