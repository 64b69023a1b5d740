"""Requests per second and 95th percentile of the five most used pages, on ten times the demonstration's data.

Beside two empty views behind the same server: one for a stranger (server, middleware), one for somebody logged in (session, person,
memberships as well). The load comes from Debian's wrk, on the same machine.
"""

import argparse
import contextlib
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

from bench.report import machine, write_section
from doors.database import Cluster, embedded_programs
from doors.places import Places

ROOT = Path(__file__).resolve().parents[1]
TIMES = 10
CONNECTIONS = 8

GROW = """
INSERT INTO organisations_organisation (kind, name, name_fr, ovo_code, uri, province, arrondissement, website, is_demo)
SELECT kind, name || ' kopie ' || copy, '', '', '', province, arrondissement, '', true
FROM organisations_organisation, generate_series(2, {times}) AS copy
WHERE kind IN ('municipality', 'welfare_centre', 'police_zone');
CREATE TEMP TABLE twin AS
SELECT old.id AS old_id, new.id AS new_id, split_part(new.name, ' kopie ', 2) AS copy FROM organisations_organisation old
JOIN organisations_organisation new ON new.kind = old.kind AND new.name LIKE '% kopie %'
AND split_part(new.name, ' kopie ', 1) = old.name;
CREATE INDEX ON twin (old_id);
INSERT INTO organisations_populationcount (organisation_id, year, inhabitants)
SELECT new_id, year, inhabitants FROM organisations_populationcount JOIN twin ON old_id = organisation_id;
INSERT INTO organisations_territory (organisation_id, valid_from, valid_to, area_km2, postal_codes)
SELECT new_id, valid_from, valid_to, area_km2, '' FROM organisations_territory JOIN twin ON old_id = organisation_id;
INSERT INTO organisations_relation (source_id, target_id, kind, valid_from, valid_to)
SELECT source.new_id, target.new_id, tie.kind, tie.valid_from, tie.valid_to FROM organisations_relation tie
JOIN twin source ON source.old_id = source_id JOIN twin target ON target.old_id = target_id
AND source.copy = target.copy;
INSERT INTO scan_scan (round_id, organisation_id, board_type, state, invited_at, started_at, submitted_at, submitted_by_id, answered, asked)
SELECT round_id, new_id, board_type, state, invited_at, started_at, submitted_at, submitted_by_id, answered, asked
FROM scan_scan JOIN twin ON old_id = organisation_id;
CREATE TEMP TABLE scan_twin AS
SELECT old.id AS old_id, new.id AS new_id FROM scan_scan old JOIN twin ON twin.old_id = old.organisation_id
JOIN scan_scan new ON new.organisation_id = twin.new_id AND new.round_id = old.round_id;
INSERT INTO scan_answer (scan_id, question, answer, explanation, revision, answered_at, answered_by_id)
SELECT new_id, question, answer, explanation, revision, answered_at, answered_by_id FROM scan_answer JOIN scan_twin ON old_id = scan_id;
INSERT INTO scan_boardfact (scan_id, fact, text, number, answered_at, answered_by_id)
SELECT new_id, fact, text, number, answered_at, answered_by_id FROM scan_boardfact JOIN scan_twin ON old_id = scan_id;
INSERT INTO scan_domainoutcome (scan_id, domain, score, coverage, lower, upper, dont_know, answered, applicable)
SELECT new_id, domain, score, coverage, lower, upper, dont_know, answered, applicable
FROM scan_domainoutcome JOIN scan_twin ON old_id = scan_id;
ANALYZE;
"""


@dataclass(frozen=True, slots=True)
class Subject:
    name: str
    path: str
    email: str


@dataclass(frozen=True, slots=True)
class Measured:
    subject: Subject
    per_second: float
    p95_ms: float
    bytes: int


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=int, default=8, help="how long each page is asked for")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    if not shutil.which("wrk"):
        sys.exit("This benchmark needs wrk: install Debian's package of that name.")
    with served() as (address, database):
        scan_ids = _prepare(database)
        subjects = _subjects(scan_ids)
        measured = [_measure(address, subject, arguments.seconds) for subject in subjects]
        counts = _counts(database)
    write_section("pages", _report(measured, counts, arguments.seconds))
    print(_report(measured, counts, arguments.seconds))


@contextlib.contextmanager
def served() -> Iterator[tuple[str, str]]:
    """The platform with the demonstration, on a throwaway database."""
    with tempfile.TemporaryDirectory(prefix="steunpunt-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        cluster = Cluster(Path(folder) / "postgres", embedded_programs(Places().venv), durable=True).settled()
        url = cluster.start()
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "STEUNPUNT_DEMO": "1",
            "STEUNPUNT_SECRET_KEY": secrets.token_hex(40),
            "STEUNPUNT_LOG_LEVEL": "WARNING",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }
        for verb in (["assets"], ["migrate", "--verbosity", "0"], ["demo", "load"]):
            subprocess.run(
                [sys.executable, "manage.py", *verb], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
            )
        command = [
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--port",
            str(port),
            "--workers",
            "1",
            "--blocking-threads",
            "2",
        ]
        process = subprocess.Popen(
            [sys.executable, *command, "steunpunt.wsgi:application"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _wait(f"http://127.0.0.1:{port}/health/live")
            yield f"http://127.0.0.1:{port}", url
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)
            cluster.destroy()


def _wait(url: str) -> None:
    for _ in range(150):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - our own server
            return
        time.sleep(0.2)
    sys.exit("The server did not start.")


def _prepare(database: str) -> dict[str, int]:
    """Ten times the data; the scans that are looked at."""
    import psycopg

    with psycopg.connect(database) as connection:
        connection.execute(GROW.replace("{times}", str(TIMES)))  # type: ignore[arg-type]
        rows = connection.execute(
            "SELECT o.name, s.id FROM scan_scan s JOIN organisations_organisation o ON o.id = organisation_id "
            "WHERE o.name IN ('Keerbergen', 'Haacht') AND o.kind = 'municipality'"
        ).fetchall()
        return dict(rows)


def _counts(database: str) -> dict[str, int]:
    import psycopg

    with psycopg.connect(database) as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # type: ignore[arg-type, index]  # noqa: S608
            for table in ("organisations_organisation", "scan_scan", "scan_answer")
        }


def _subjects(scan_ids: dict[str, int]) -> list[Subject]:
    ict, neighbour, adviser = "ict@keerbergen.example", "ict@haacht.example", "adviseur@steunpunt.example"
    return [
        Subject("an empty view, for a stranger", "/empty/", ""),
        Subject("an empty view, for somebody logged in", "/empty/", ict),
        Subject("the cockpit of a board", "/", ict),
        Subject("a domain of the scan, to fill in", f"/scan/{scan_ids['Keerbergen']}/domein/NET/", ict),
        Subject("the result of a board", f"/scan/{scan_ids['Haacht']}/resultaat/", neighbour),
        Subject("the list of boards", "/besturen/", ict),
        Subject("a round, for an adviser", "/scan/rondes/1/", adviser),
    ]


def _cookie(address: str, email: str) -> str:
    """The session of somebody who logged in."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steunpunt.settings.dev")
    django.setup()
    from steunpunt.demonstration.tour import Visitor

    jar = CookieJar()
    visitor = Visitor(address, urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar)))
    visitor.log_in(email)
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


TEXT = """## Pages

{times} times the demonstration: {organisations:,} organisations, {scans:,} scans, {answers:,} answers. One granian worker with two
threads, PostgreSQL and the load (wrk, {connections} connections, {seconds} s a page after 2 s to warm up) on the same machine: {machine}.

| page | requests/s | 95th percentile | answer | of the empty view for a stranger | of the empty view, logged in |
| --- | ---: | ---: | ---: | ---: | ---: |
{rows}

The aim is at least a sixth of an empty view. Beside the empty view for somebody logged in, the slowest of the five stands at
1/{worst:.1f}. Beside the one for a stranger, who has no session to read and no memberships to look up, they stand as the column says.
"""

SCRIPT = """
errors = function(summary)
  local e = summary.errors
  return e.status + e.connect + e.read + e.timeout
end
done = function(summary, latency, requests)
  local form = '{"requests": %d, "microseconds": %d, "p95": %f, "bytes": %d, "errors": %d}\\n'
  io.write(string.format(form, summary.requests, summary.duration, latency:percentile(95), summary.bytes, errors(summary)))
end
"""


def _measure(address: str, subject: Subject, seconds: int) -> Measured:
    headers = ["-H", f"Cookie: {_cookie(address, subject.email)}"] if subject.email else []
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT)
        script.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", "--timeout", "10s", "-s", script.name, *headers]
        subprocess.run([*command, "-d2s", address + subject.path], check=True, capture_output=True)
        done = subprocess.run(
            [*command, f"-d{seconds}s", address + subject.path], check=True, capture_output=True, text=True
        )
    found = re.search(r"\{.*\}", done.stdout)
    if not found:
        sys.exit(done.stdout)
    figures = json.loads(found[0])
    if figures["errors"]:
        sys.exit(f"{subject.path} gave {figures['errors']} errors.")
    return Measured(
        subject,
        figures["requests"] / figures["microseconds"] * 1e6,
        figures["p95"] / 1000,
        round(figures["bytes"] / max(figures["requests"], 1)),
    )


def _report(measured: list[Measured], counts: dict[str, int], seconds: int) -> str:
    stranger, known, *pages = measured
    rows = [
        f"| {one.subject.name} | {one.per_second:,.0f} | {one.p95_ms:,.0f} ms | {one.bytes / 1024:,.0f} KiB | "
        f"1/{stranger.per_second / one.per_second:.1f} | 1/{known.per_second / one.per_second:.1f} |"
        for one in measured
    ]
    worst = max(known.per_second / one.per_second for one in pages)
    return TEXT.format(
        times=TIMES,
        organisations=counts["organisations_organisation"],
        scans=counts["scan_scan"],
        answers=counts["scan_answer"],
        connections=CONNECTIONS,
        seconds=seconds,
        machine=machine(),
        rows="\n".join(rows),
        worst=worst,
    )
