"""What can stand in the way, said so that the person at the keyboard knows what to do."""

import errno
import os
import re
import shutil
import socket
import sys
from pathlib import Path

GIB = 1024**3


class Trouble(Exception):  # noqa: N818 - a word that reads in a sentence
    """The door cannot go on. `message` says what is the matter and what helps; `dutch` says it in one line."""

    def __init__(self, message: str, *, dutch: str = "", detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.dutch = dutch
        self.detail = detail
        """What the failing program itself said, last lines only."""


def check_python(version: tuple[int, ...] = tuple(sys.version_info[:3])) -> None:
    if version < (3, 11):
        shown = ".".join(str(part) for part in version)
        raise Trouble(
            f"This is Python {shown}; Steunpunt needs Python 3.11 or later.",
            dutch="Installeer Python 3.11 of nieuwer en probeer opnieuw.",
        )


def check_writable(folder: Path) -> None:
    """Make the folder when it is missing, and write in it for a moment."""
    probe = folder / f".writable-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise disk_full(folder) from error
        raise Trouble(
            f"This account may not write in {folder} ({error.strerror}). "
            "Take a folder of your own, or give this account the right to write there.",
            dutch="U mag in deze map niet schrijven. Zet het project in een map van uzelf.",
        ) from error


def disk_full(folder: Path) -> Trouble:
    return Trouble(
        f"The disk that holds {folder} is full. Make room and start again; what was done so far is kept.",
        dutch="De schijf is vol. Maak plaats vrij en start opnieuw.",
    )


def check_space(folder: Path, needed: int, *, free: int | None = None) -> None:
    """`needed` and `free` are in bytes."""
    there = folder
    while not there.exists():
        there = there.parent
    left = shutil.disk_usage(there).free if free is None else free
    if left < needed:
        raise Trouble(
            f"About {needed / GIB:.1f} GB of free disk space is needed in {folder}; {left / GIB:.1f} GB is left. "
            "Make room and start again.",
            dutch=f"Er is te weinig schijfruimte: ongeveer {needed / GIB:.1f} GB is nodig.",
        )


def check_port(host: str, port: int) -> None:
    """Refuse a port that somebody else listens on, or that this account may not open."""
    family, kind, _, _, address = resolve(host, port)
    with socket.socket(family, kind) as caller:
        caller.settimeout(0.5)
        if port and caller.connect_ex(_reachable(address)) == 0:
            raise port_taken(port)
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except PermissionError as error:
            raise Trouble(
                f"This account may not open port {port}. Choose one above 1023: script/demo --port 8000",
                dutch="Kies een poort boven 1023 met --port.",
            ) from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise port_taken(port) from error
            raise Trouble(
                f"The address {host} cannot be used on this machine ({error.strerror}). Choose another with --host.",
                dutch="Dit adres kan niet gebruikt worden. Kies een ander met --host.",
            ) from error


def resolve(host: str, port: int) -> tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[str, int]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError as error:
        raise Trouble(
            f"{host} is not an address of this machine. Choose another with --host.",
            dutch="Dit adres bestaat niet op deze computer. Kies een ander met --host.",
        ) from error
    return found[0], found[1], found[2], found[3], (str(found[4][0]), int(found[4][1]))


def _reachable(address: tuple[str, int]) -> tuple[str, int]:
    return ({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address[0], address[0]), address[1])  # noqa: S104 - compared, not bound


def port_taken(port: int) -> Trouble:
    return Trouble(
        f"Port {port} is taken by another program. Stop that program, or choose another port: "
        f"script/demo --port {port + 1}   (or set STEUNPUNT_PORT={port + 1})",
        dutch=f"Poort {port} is al in gebruik. Kies een andere: script/demo --port {port + 1}",
    )


_NETWORK = re.compile(
    r"name resolution|name or service not known|nodename nor servname|failed to lookup address|dns error|"
    r"getaddrinfo|network is unreachable|no route to host|connection refused|connection reset|connection timed out|"
    r"newconnectionerror|connecttimeout|error sending request for url|client error \(connect\)|enotfound|eai_again|"
    r"econnrefused|econnreset|etimedout|enetunreach|proxyerror|could not connect to|max retries exceeded|"
    r"temporary failure resolving|unable to connect to",
    re.IGNORECASE,
)
_TLS = re.compile(
    r"certificate.verify.failed|self.signed.certificate|unable to get local issuer|invalid peer certificate",
    re.IGNORECASE,
)
_SPACE = re.compile(r"no space left on device|enospc|disk quota exceeded", re.IGNORECASE)
_HASH = re.compile(r"do not match the hashes|hash mismatch|eintegrity", re.IGNORECASE)
_RIGHTS = re.compile(r"permission denied|eacces|eperm|read-only file system", re.IGNORECASE)


def explain(doing: str, output: str, *, folder: Path) -> Trouble:
    """Turn what a failing installer printed into a sentence; its own last lines go along as detail."""
    detail = "\n".join(output.strip().splitlines()[-12:])
    if _SPACE.search(output):
        found = disk_full(folder)
    elif _TLS.search(output):
        found = Trouble(
            f"{doing}: the certificate of the package registry is not trusted here. "
            "A proxy of your organisation may stand between: point SSL_CERT_FILE and NODE_EXTRA_CA_CERTS to its "
            "certificate, and start again.",
            dutch="Een beveiligd adres wordt niet vertrouwd. Vraag uw ICT-dienst naar het certificaat van de proxy.",
        )
    elif _NETWORK.search(output):
        found = Trouble(
            f"{doing}: the network, or the package registry on it, cannot be reached. Only the first start "
            "needs it. Check the connection (and HTTPS_PROXY, when there is a proxy) and start again; what was done "
            "so far is kept.",
            dutch="Het netwerk is niet bereikbaar. Controleer de verbinding en start opnieuw.",
        )
    elif _HASH.search(output):
        found = Trouble(
            f"{doing}: a downloaded package differs from what the lock file says, so it was refused. "
            "Start again; when it happens twice, the mirror in use is not to be trusted.",
            dutch="Een gedownload pakket klopt niet en werd geweigerd. Start opnieuw.",
        )
    elif _RIGHTS.search(output):
        found = Trouble(
            f"{doing}: this account may not write everywhere in {folder}. "
            "Was it set up by another account, for instance with sudo?",
            dutch="U mag in deze map niet overal schrijven.",
        )
    else:
        found = Trouble(f"{doing} failed.", dutch="Dit is mislukt; hieronder staat waarom.")
    found.detail = detail
    return found
