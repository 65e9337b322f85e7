"""How far a long command has come: one line on the terminal, gone when it is done."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from sunrack.cli import screen

_SOON = 0.5  # seconds without a sign, after which "preparing …" is shown


@contextmanager
def preparing(quiet: bool) -> Iterator[None]:
    """While a command loads and lays out its work: a word on the terminal if that takes over half a second."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    done, shown = threading.Event(), threading.Event()

    def wait() -> None:
        if not done.wait(_SOON):
            shown.set()
            print("\rpreparing …", end="\x1b[K", file=sys.stderr, flush=True)

    threading.Thread(target=wait, daemon=True).start()
    try:
        yield
    finally:
        done.set()
        if shown.is_set():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


class Progress:
    """Called with points that are done; draws on stderr after a second, if that is a terminal and not quiet."""

    def __init__(self, total: int, unit: str = "points", *, quiet: bool = False):
        self.total, self.unit, self.done = total, unit, 0
        self._drawn = 0.0
        self._started = self._since = time.monotonic()
        self._before = (
            0  # points at `_since`, which the rate leaves out: those of an earlier run, and of the first warm-up
        )
        self._waiting = threading.Event()
        self._on = not quiet and sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, points: int) -> None:
        """Some more points are done."""
        self._waiting.set()
        first, now = not self.done, time.monotonic()
        self.done += points
        if first:
            self._since, self._before = now, self.done
        if self._on and now - self._started > 1 and now - self._drawn > 0.1:
            self._drawn = now
            print(f"\r{self.line(now)}", end="\x1b[K", file=sys.stderr, flush=True)

    def _wait(self) -> None:
        """Say that the work has begun if its first piece takes over half a second: units are checked and orbits solved
        first."""
        if not self._waiting.wait(_SOON):
            self._drawn = time.monotonic()
            print("\rpreparing …", end="\x1b[K", file=sys.stderr, flush=True)

    def line(self, now: float) -> str:
        """A bar, the share, the rate and the time left; where nobody knows the total, what is done and the rate."""
        rate = (self.done - self._before) / max(now - self._since, 1e-9)
        if not self.total:
            return f"{self.done:,} {self.unit}  {rate:,.0f} {self.unit}/s"[: screen.terminal() - 1]
        share = self.done / self.total
        left = f", {duration((self.total - self.done) / rate)} left" if rate > 0 else ""
        pace = f"  {rate:,.0f} {self.unit}/s" if rate >= 0.5 else ""
        said = f"{100 * share:3.0f} %{pace}{left}"
        room = max(4, min(30, screen.terminal() - len(said) - 4))
        return f"[{'#' * int(room * share):.<{room}}] {said}"[: screen.terminal() - 1]

    @property
    def seconds(self) -> float:
        """How long it has been."""
        return time.monotonic() - self._started

    def __enter__(self) -> Progress:
        if self._on:
            threading.Thread(target=self._wait, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._waiting.set()
        if self._drawn:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def duration(seconds: float) -> str:
    """12 s, 3 min 20 s, 5 h 12 min, 3 days."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min" if whole < 172_800 else f"{whole / 86_400:.0f} days"
