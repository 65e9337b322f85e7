"""How a command stops when it is asked to: pieces of work that have begun are ended and kept, and no other begins."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

_SAID = "Stopping after the pieces in work; press Ctrl-C again to end at once."


class Stopped(BaseException):
    """The command was asked to stop; no `except Exception`, and no library that turns Ctrl-C into its own error, takes
    it."""

    def __init__(self, code: int):
        super().__init__(code)
        self.code = code


def _stopped() -> str:
    return "stopped"


class _State:
    pieces = 0  # loops over pieces that look at `asked` between two of them
    asked: Stopped | None = None
    words: Callable[[], str] = _stopped


def asked() -> Stopped | None:
    """What to raise once the pieces in work are done; None while nobody asked to stop."""
    return _State.asked


@contextmanager
def between_pieces() -> Iterator[None]:
    """While this is open a signal does not interrupt the work: the loop inside looks at `asked()` between two
    pieces."""
    _State.pieces += 1
    try:
        yield
    finally:
        _State.pieces -= 1


@contextmanager
def last_words(said: Callable[[], str]) -> Iterator[None]:
    """What a command that is stopped says at its end, while this is open."""
    before, _State.words = _State.words, said
    try:
        yield
    finally:
        _State.words = before


@contextmanager
def on_signals() -> Iterator[None]:
    """Ctrl-C and SIGTERM stop this process: the first after the pieces in work, a second one at once.

    SIGINT is taken even where it was ignored, as in a background job of a shell script: who sends it means it.
    """
    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {number: signal.signal(number, _stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        _State.asked = None
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    if _State.asked is not None:
        _end(128 + number)
    _State.asked = Stopped(128 + number)
    if not _State.pieces:
        raise _State.asked
    with suppress(OSError, AttributeError, ValueError):
        clear = "\r\x1b[K" if sys.stderr.isatty() else ""
        os.write(2, f"{clear}{_SAID}\n".encode())  # print may be interrupted half-way in itself


def _end(code: int) -> None:
    with suppress(Exception):
        os.write(2, f"{_State.words()}\n".encode())
    for stream in (sys.stdout, sys.stderr):
        with suppress(Exception):
            stream.flush()
    os._exit(code)
