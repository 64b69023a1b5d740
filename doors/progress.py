"""One calm line for each step, with its seconds."""

import itertools
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from doors.trouble import Trouble

WIDTH = 46


class Progress:
    """Prints steps as they end. On a terminal the running step turns round; elsewhere only finished lines appear."""

    def __init__(self, out: TextIO | None = None, *, lively: bool | None = None) -> None:
        self.out = out or sys.stdout
        self.lively = self.out.isatty() if lively is None else lively
        plain = (getattr(self.out, "encoding", None) or "ascii").lower().replace("-", "") not in {"utf8", "utf16"}
        self.done, self.failed, self.turns = ("ok", "!!", "-\\|/") if plain else ("✓", "✗", "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")

    def say(self, text: str = "") -> None:
        print(text, file=self.out, flush=True)

    @contextmanager
    def step(self, label: str) -> Iterator[list[str]]:
        """Time what happens inside. Words put in the given list stand behind the label when it is done."""
        started = time.monotonic()
        remarks: list[str] = []
        finished = threading.Event()
        turner = threading.Thread(target=self._turn, args=(label, started, finished), daemon=True)
        if self.lively:
            turner.start()
        mark = self.failed
        try:
            yield remarks
            mark = self.done
        finally:
            finished.set()
            if self.lively:
                turner.join()
            text = f"{label}: {'; '.join(remarks)}" if remarks else label
            start = "\r\x1b[K" if self.lively else ""
            self.say(f"{start}  {mark} {text:<{WIDTH}} {time.monotonic() - started:6.1f} s")

    def _turn(self, label: str, started: float, finished: threading.Event) -> None:
        for sign in itertools.cycle(self.turns):
            print(
                f"\r\x1b[K  {sign} {label:<{WIDTH}} {time.monotonic() - started:6.0f} s",
                end="",
                file=self.out,
                flush=True,
            )
            if finished.wait(0.15):
                return

    def show(self, trouble: Trouble) -> None:
        self.say()
        self.say(trouble.message)
        if trouble.dutch:
            self.say(f"Nederlands: {trouble.dutch}")
        if trouble.detail:
            self.say()
            for line in trouble.detail.splitlines():
                self.say(f"    {line}")
