import errno
import socket

import pytest

from doors import trouble
from doors.trouble import GIB, Trouble


def test_an_old_python_is_named():
    with pytest.raises(Trouble, match=r"This is Python 3\.9\.18; Steunpunt needs Python 3\.11"):
        trouble.check_python((3, 9, 18))
    trouble.check_python((3, 11, 0))


def test_a_port_that_is_taken_is_named_with_the_way_to_choose_another():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(Trouble) as raised:
            trouble.check_port("127.0.0.1", port)
    assert f"Port {port} is taken" in raised.value.message
    assert f"script/demo --port {port + 1}" in raised.value.message
    assert f"STEUNPUNT_PORT={port + 1}" in raised.value.message
    assert f"Poort {port} is al in gebruik" in raised.value.dutch
    trouble.check_port("127.0.0.1", port)


def test_an_address_that_is_not_of_this_machine_is_refused():
    with pytest.raises(Trouble, match="--host"):
        trouble.check_port("192.0.2.1", 0)


def test_too_little_room_is_said_in_figures(tmp_path):
    with pytest.raises(Trouble, match=r"About 1\.5 GB .* 0\.2 GB is left"):
        trouble.check_space(tmp_path / "not" / "there", int(1.5 * GIB), free=GIB // 5)
    trouble.check_space(tmp_path, GIB, free=2 * GIB)


def test_a_folder_that_cannot_be_written_is_named(tmp_path, monkeypatch):
    def refuse(self, *_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(trouble.Path, "write_bytes", refuse)
    with pytest.raises(Trouble, match="may not write in"):
        trouble.check_writable(tmp_path)


def test_a_full_disk_is_told_apart_from_a_missing_right(tmp_path, monkeypatch):
    def refuse(self, *_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(trouble.Path, "write_bytes", refuse)
    with pytest.raises(Trouble, match="is full"):
        trouble.check_writable(tmp_path)


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("error: failed to lookup address information: Name or service not known", "the network"),
        ("npm error code ENOTFOUND\nnpm error network request failed", "the network"),
        (
            "NewConnectionError('Failed to establish a new connection: [Errno 101] Network is unreachable')",
            "the network",
        ),
        ("error sending request for url (something)", "the network"),
        ("SSL: CERTIFICATE_VERIFY_FAILED certificate verify failed: self signed certificate", "certificate"),
        ("OSError: [Errno 28] No space left on device", "is full"),
        ("npm error code ENOSPC", "is full"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "refused"),
        ("EACCES: permission denied, mkdir", "may not write everywhere"),
        ("something nobody thought of", "Doing it failed"),
    ],
)
def test_what_an_installer_says_becomes_a_sentence(tmp_path, said, understood):
    found = trouble.explain("Doing it", said, folder=tmp_path)
    assert understood in found.message
    assert found.dutch
    assert said.splitlines()[-1] in found.detail
