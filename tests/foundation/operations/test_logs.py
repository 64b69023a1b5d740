"""What a log line holds, as a program reads it."""

import json
import logging
import os
import subprocess
import sys

import pytest

SAY = """
import logging, logging.config, structlog
from steunpunt.settings.parts import logs
logging.config.dictConfig(logs.logging(shape={shape!r}, level="INFO"))
with structlog.contextvars.bound_contextvars(request_id="r-1"):
    structlog.get_logger("a").info("orders_placed", count=3, board="Boortmeerbeek ë")
    logging.getLogger("b").warning("Django speaks %s", "too")
    try:
        1 / 0
    except ZeroDivisionError:
        structlog.get_logger("a").exception("went_wrong")
"""


def said(shape: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", SAY.format(shape=shape)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr.splitlines()


def test_lines_for_machines():
    first, second, third = (json.loads(line) for line in said("json"))
    assert {key: first[key] for key in ("event", "count", "board", "level", "logger", "request_id")} == {
        "event": "orders_placed",
        "count": 3,
        "board": "Boortmeerbeek ë",
        "level": "info",
        "logger": "a",
        "request_id": "r-1",
    }
    assert (second["event"], second["logger"], second["request_id"]) == ("Django speaks too", "b", "r-1")
    assert "ZeroDivisionError" in third["exception"]


def test_lines_for_people():
    lines = said("text")
    assert "orders_placed" in lines[0]
    assert any("ZeroDivisionError" in line for line in lines)


def test_a_request_is_one_line_without_its_query(client, caplog):
    with caplog.at_level(logging.INFO, logger="steunpunt.request"):
        client.get("/health/live?name=somebody")
    (record,) = [item for item in caplog.records if item.name == "steunpunt.request"]
    assert "somebody" not in record.getMessage()
    assert "operations:live" in record.getMessage()


@pytest.mark.parametrize("shape", ["json", "text"])
def test_every_shape_is_known(shape):
    assert said(shape)
