"""The journal of a study under way: who writes, what of, and the size and checksum of each finished piece."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sunrack.files import NO_FOLLOW
from sunrack.study.store.record import Mark, Marks, StoreError, damaged, head_of, line_of, split

_PAUSE = 0.25  # s at least between two lines


class Journal:
    """An open journal: what the study is made of, then a line for each piece in place; the last line of a piece
    holds."""

    def __init__(self, descriptor: int, file: Path):
        self._descriptor, self._file, self._told = descriptor, file, time.monotonic()
        self._waiting: list[str] = []
        self._lines: list[bytes] = []
        os.lseek(descriptor, 0, os.SEEK_SET)
        content = b"".join(iter(lambda: os.read(descriptor, 2**20), b""))
        self.made_of, self._lines = split(content, file)
        self.pieces = len(self._lines)  # lines of pieces that were in place at some time
        self._torn = len(content) - content.rfind(b"\n") - 1

    def read(self, pieces: int) -> Marks:
        """The marks of the pieces that earlier runs put in place; a torn last line is cut off.

        Raises:
            StoreError: A line is damaged.
        """
        marks = Marks(pieces)
        for number, line in enumerate(self._lines, 3):
            if not marks.take(line):
                raise damaged(self._file, number)
        self._lines = []
        os.ftruncate(self._descriptor, os.fstat(self._descriptor).st_size - self._torn)
        return marks

    def begin(self, made_of: dict[str, Any]) -> None:
        """An empty journal of a study."""
        os.ftruncate(self._descriptor, 0)
        self.pieces = 0
        self._append(head_of(made_of))

    def note(self, number: int, made: Mark) -> None:
        """A piece is in place, if not safely yet."""
        self._waiting.append(line_of(number, made))

    def due(self) -> bool:
        """Whether it is time to save."""
        return time.monotonic() - self._told > _PAUSE

    def save(self) -> None:
        """Have the disk hold what was noted."""
        if self._waiting:
            self._append("".join(self._waiting).encode())
            self.pieces += len(self._waiting)
            self._waiting = []
        self._told = time.monotonic()

    def _append(self, text: bytes) -> None:
        before = os.fstat(self._descriptor).st_size
        try:
            rest = memoryview(text)
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
            os.fsync(self._descriptor)
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._descriptor, before)  # no half line that another would follow
            raise


@contextmanager
def opened(folder: Path) -> Iterator[Journal]:
    """The journal of a folder, which is made if need be; its lock goes with this process, however that ends.

    Raises:
        StoreError: Another process has it, or the folder is not one that this user's earlier run made.
    """
    file = folder / "journal"
    while True:
        made = _made(folder)
        try:
            descriptor = os.open(
                file, os.O_RDWR | os.O_APPEND | NO_FOLLOW | (os.O_CREAT | os.O_EXCL if made else 0), 0o666
            )
        except FileNotFoundError:
            if _taken_away(folder):
                continue
            raise _foreign(folder) from None
        except OSError as problem:
            raise problem if made else _foreign(folder) from None
        try:
            if not made and not _own(os.fstat(descriptor), stat.S_ISREG):
                raise _foreign(folder)
            if not _locked(descriptor):
                raise StoreError(
                    f"{folder} is being written by another process. Wait until it ends, or choose another name"
                )
            if not _same(descriptor, file):  # its holder finished and took it away before we had the lock
                continue
            journal = Journal(descriptor, file)
            if not made:
                _check(folder, journal)
            yield journal
            return
        finally:
            os.close(descriptor)


def _made(folder: Path) -> bool:
    """Make a folder; False if it is there already and is this user's, and no link."""
    try:
        folder.mkdir()
        return True
    except FileExistsError:
        with suppress(FileNotFoundError):
            if not _own(folder.lstat(), stat.S_ISDIR):
                raise _foreign(folder) from None
        return False


def _taken_away(folder: Path) -> bool:
    """Whether a folder without a journal is one that another process is making or taking away just now."""
    for _ in range(20):
        if not folder.exists() or (folder / "journal").exists():
            return True
        if any(folder.iterdir()):
            return False
        time.sleep(0.01)
    return False


def _check(folder: Path, journal: Journal) -> None:
    """Refuse a folder with links, which no run makes, and one of other things beside a journal that is not begun."""
    others = [one for one in folder.iterdir() if one.name != "journal"]
    if others and journal.made_of is None:
        raise _foreign(folder)
    for where, folders, files in os.walk(folder):
        for name in (*folders, *files):
            place = Path(where, name)
            if place.is_symlink():
                raise StoreError(f"{place} is a link that sunrack did not make. Choose another name, or move it away")


def _own(status: os.stat_result, kind: Any) -> bool:
    """Whether this is of a kind, of this user, and, if a file, of one name."""
    mine = sys.platform == "win32" or status.st_uid == os.geteuid()
    return bool(kind(status.st_mode)) and mine and (kind is stat.S_ISDIR or status.st_nlink == 1)


def _foreign(folder: Path) -> StoreError:
    return StoreError(f"{folder} exists and was not made by sunrack. Choose another name, or move it away")


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
