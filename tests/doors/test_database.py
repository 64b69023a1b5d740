import io
import os
import subprocess

import pytest

from doors import verbs
from doors.database import Cluster, debian_programs, embedded_programs
from doors.places import Places
from doors.progress import Progress
from doors.trouble import Trouble


@pytest.fixture
def state(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cluster")
    for parent in (folder, *folder.parents):
        if os.geteuid() == 0 and parent.stat().st_uid == 0 and parent.name.startswith("pytest"):
            parent.chmod(0o755)
    return folder


@pytest.fixture
def cluster(state):
    cluster = Cluster(state / "postgres", embedded_programs(Places().venv), durable=False).settled()
    yield cluster
    cluster.destroy()


def ask(cluster: Cluster, question: str) -> str:
    command = [str(cluster.programs / "psql"), cluster.url(), "-XAtc", question]
    return subprocess.run(command, capture_output=True, text=True, check=True, env={"PATH": os.defpath}).stdout.strip()


def test_a_cluster_is_made_started_found_running_and_keeps_its_data(cluster):
    assert not cluster.is_running()
    assert cluster.start() == cluster.url()
    ask(cluster, "CREATE TABLE boards AS SELECT 'Boortmeerbeek' AS name")
    assert cluster.start() == cluster.url()
    cluster.stop()
    assert not cluster.is_running()
    cluster.start()
    assert ask(cluster, "SELECT name FROM boards") == "Boortmeerbeek"
    assert ask(cluster, "SHOW server_encoding") == "UTF8"
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert ask(cluster, "SELECT upper('één')") == "ÉÉN"


def test_a_verb_works_on_the_demonstration_when_it_runs_and_says_so_when_not(state, cluster, monkeypatch, capfd):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    places, said = Places(state=state), io.StringIO()
    assert verbs.main(["showmigrations", "inventory"], places, Progress(said)) != 0
    assert "start script/demo" in said.getvalue()
    cluster.start()
    capfd.readouterr()
    assert verbs.main(["showmigrations", "inventory"], places, Progress(said)) == 0
    assert "[ ] 0001_contracts" in capfd.readouterr().out
    monkeypatch.delenv("STEUNPUNT_BASE_URL", raising=False)
    (state / "door.json").write_text('{"address": "http://127.0.0.1:8102"}')
    asked = ["shell", "-c", "from django.conf import settings; print(settings.BASE_URL)"]
    assert verbs.main(asked, places, Progress(said)) == 0
    assert "http://127.0.0.1:8102" in capfd.readouterr().out, "links lead to the demonstration that runs"


def test_its_folder_of_sockets_is_for_its_account_alone(cluster):
    cluster.start()
    assert cluster.sockets.stat().st_mode & 0o077 == 0


def test_one_whose_making_was_cut_short_is_made_again(cluster):
    (cluster.home / "data.new").mkdir(parents=True)
    (cluster.home / "data.new" / "PG_VERSION").write_text("18\n")
    cluster.start()
    assert ask(cluster, "SELECT 1") == "1"


def test_data_of_another_version_are_refused_with_the_way_out(cluster):
    cluster.data.mkdir(parents=True)
    (cluster.data / "PG_VERSION").write_text("14\n")
    with pytest.raises(Trouble, match=r"made by PostgreSQL 14; .*--fresh"):
        cluster.start()


def test_a_path_too_long_for_a_socket_gets_one_in_the_temporary_folder(tmp_path):
    cluster = Cluster(tmp_path / ("x" * 100), tmp_path)
    assert len(os.fsencode(cluster.sockets)) < 90
    assert "x" * 100 not in str(cluster.sockets)
    assert Cluster(tmp_path / ("y" * 100), tmp_path).sockets != cluster.sockets


@pytest.mark.parametrize(("installed", "chosen"), [(["13", "15", "17"], "15"), (["14"], None), ([], None)])
def test_of_debians_servers_the_oldest_that_is_new_enough_is_taken(tmp_path, installed, chosen):
    for version in installed:
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    assert debian_programs(base=tmp_path) == (tmp_path / chosen / "bin" if chosen else None)


def test_without_the_package_the_set_up_is_named(tmp_path):
    with pytest.raises(Trouble, match="script/setup"):
        embedded_programs(tmp_path)
