"""Counts of several processes of one web server, kept together in files.

Imported before anything that counts: the library decides at its import whether it counts in files.
"""

import contextlib
import os
import shutil
from pathlib import Path


def share_counts(state_dir: Path) -> Path:
    """Name the folder in which the processes of this web server count together; what dead servers left is removed.

    Its name is the id of the process that started them all, so that a server that starts again starts counting anew.
    """
    folder = state_dir / "metrics" / str(os.getppid())
    folder.mkdir(parents=True, exist_ok=True)
    for other in folder.parent.iterdir():
        if other.name.isdigit() and not _lives(int(other.name)):
            with contextlib.suppress(OSError):
                shutil.rmtree(other)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    return folder


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
