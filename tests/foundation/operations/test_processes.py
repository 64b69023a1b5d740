import os
import subprocess
import sys

from steunpunt.foundation.operations import processes


def test_processes_of_one_server_count_together_and_dead_ones_are_forgotten(tmp_path, monkeypatch):
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    (tmp_path / "metrics" / str(gone.pid)).mkdir(parents=True)
    folder = processes.share_counts(tmp_path)
    assert folder.name == str(os.getppid())
    assert [item.name for item in folder.parent.iterdir()] == [folder.name]
    assert os.environ["PROMETHEUS_MULTIPROC_DIR"] == str(folder)
