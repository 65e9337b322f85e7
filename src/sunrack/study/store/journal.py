"""The journal of a study under way: who writes, what of, and how much is safely in place."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_PAUSE = 0.25  # s at least between two lines


class StoreError(RuntimeError):
    """What keeps a study from its output, and what to do about it, in words."""


class Journal:
    """An open journal: the fingerprint of the study, then lines of pieces in place and the length of the data's one file."""

    def __init__(self, descriptor: int):
        self._descriptor, self._told = descriptor, time.monotonic()
        self.pieces = 0

    def read(self) -> tuple[dict[str, Any] | None, int]:
        """The fingerprint, if there is one yet, and the length in the last whole line; a torn one is cut off."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        content = b"".join(iter(lambda: os.read(self._descriptor, 2**20), b""))
        whole = content[: content.rfind(b"\n") + 1]
        os.ftruncate(self._descriptor, len(whole))
        first, *lines = whole.splitlines() or [b""]
        self.pieces, length = (int(one) for one in lines[-1].split()) if lines else (0, 0)
        return json.loads(first) if first else None, length

    def begin(self, made_of: dict[str, Any]) -> None:
        """An empty journal of a study."""
        os.ftruncate(self._descriptor, 0)
        self.pieces = 0
        self._append(json.dumps(made_of))

    def due(self) -> bool:
        """Whether it is time for another line."""
        return time.monotonic() - self._told > _PAUSE

    def line(self, pieces: int, length: int) -> None:
        """So many pieces are in place: on the disk when this returns."""
        self._append(f"{pieces} {length}")
        self._told, self.pieces = time.monotonic(), pieces

    def _append(self, text: str) -> None:
        rest = f"{text}\n".encode()
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]
        os.fsync(self._descriptor)


@contextmanager
def opened(folder: Path) -> Iterator[Journal]:
    """The journal of a folder, which is made if need be; its lock goes with this process, however that ends.

    Raises:
        StoreError: Another process has it, or the folder holds something else.
    """
    while True:
        folder.mkdir(exist_ok=True)
        file = folder / "journal"
        if not file.exists() and any(folder.iterdir()):
            raise StoreError(f"{folder} is there and is none of ours: choose another name, or move it away")
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        try:
            if not _locked(descriptor):
                raise StoreError(
                    f"{folder} is being written by another process: wait until it ends, or choose another name"
                )
            if not _same(descriptor, file):  # its holder finished and took it away before we had the lock
                continue
            yield Journal(descriptor)
            return
        finally:
            os.close(descriptor)


def _same(descriptor: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except FileNotFoundError:
        return False


def _locked(descriptor: int) -> bool:
    """Take the lock, or say that another has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
