"""What a stored study keeps of itself: what it is made of, and the size and checksum of each piece."""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np

from sunrack.files import NO_FOLLOW

FORMAT = 2  # of the journal, and of the record that a finished store keeps
_FIRST = b"sunrack study "
_LINE = re.compile(rb"(\d{1,12}) (\d{1,18}) ([0-9a-f]{8})")


class StoreError(RuntimeError):
    """What keeps a study from its output, and what to do about it, in words."""


class Mark(NamedTuple):
    """What a piece left on the disk: how many bytes, and their checksum (CRC-32, for its speed)."""

    size: int
    checksum: int


def mark(*contents: Any) -> Mark:
    """The mark of a piece of some contents, in their order."""
    checksum = size = 0
    for one in contents:
        view = memoryview(one).cast("B")
        checksum = crc32(view, crc32(len(view).to_bytes(8, "little"), checksum))
        size += len(view)
    return Mark(size, checksum)


class Marks:
    """The marks of all pieces of a study, in 12 bytes each; a size below nought where there is none."""

    def __init__(self, pieces: int):
        self.sizes, self.checksums = np.full(pieces, -1, dtype=np.int64), np.zeros(pieces, dtype=np.uint32)

    def __getitem__(self, number: int) -> Mark:
        return Mark(int(self.sizes[number]), int(self.checksums[number]))

    def __setitem__(self, number: int, made: Mark) -> None:
        self.sizes[number], self.checksums[number] = made

    def __len__(self) -> int:
        return len(self.sizes)

    def take(self, line: bytes) -> bool:
        """Take a line as `line_of` writes it; False if it is none of these pieces."""
        found = _LINE.fullmatch(line)
        if found is None or int(found[1]) >= len(self):
            return False
        self[int(found[1])] = Mark(int(found[2]), int(found[3], 16))
        return True


def line_of(number: int, made: Mark) -> str:
    """The line of a piece."""
    return f"{number} {made.size} {made.checksum:08x}\n"


def head_of(made_of: dict[str, Any]) -> bytes:
    """The first two lines: the format with a checksum of the second, and what the study is made of."""
    said = json.dumps(made_of).encode()
    return _FIRST + f"{FORMAT} {crc32(said):08x}\n".encode() + said + b"\n"


def split(content: bytes, place: Path) -> tuple[dict[str, Any] | None, list[bytes]]:
    """What a study was made of, and the lines after; nothing where the first two lines are not whole.

    Raises:
        StoreError: They are not ours, or damaged.
    """
    if content.startswith(b'{"sunrack"'):
        raise StoreError(f"{place.parent} was made by another version of sunrack. Choose another name, or delete it")
    if content[: len(_FIRST)] != _FIRST[: len(content)]:
        raise StoreError(
            f"{place} is not a record of sunrack, or is damaged. Choose another name, or move {place.parent} away"
        )
    lines = content.split(b"\n")
    if len(lines) < 3:
        return None, []
    words = lines[0][len(_FIRST) :].split()
    if len(words) == 2 and words[0] != str(FORMAT).encode() and words[0].isdigit():
        raise StoreError(f"{place.parent} was made by another version of sunrack. Choose another name, or delete it")
    if len(words) != 2 or words[1] != f"{crc32(lines[1]):08x}".encode():
        raise damaged(place, 2)
    return json.loads(lines[1]), lines[2:-1]  # what follows the last newline is torn


def damaged(place: Path, line: int) -> StoreError:
    """The refusal of a journal or record."""
    return StoreError(
        f"{place} is damaged at line {line}. Choose another name, or delete {place.parent} and start again"
    )


def content_of(file: Path) -> bytes:
    """A regular file's bytes, without following a link.

    Raises:
        OSError: It is not there, or is none.
    """
    descriptor = os.open(file, os.O_RDONLY | NO_FOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb") as opened:  # noqa: PTH123 (a descriptor is no path)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(f"{file} is no file")
        return opened.read()


def as_marked(folder: Path, names: list[str], marked: Mark) -> bool:
    """Whether files, in their order, are as their mark says."""
    files = [folder / name for name in names]
    try:
        if sum(file.lstat().st_size for file in files) != marked.size:
            return False
        return mark(*(content_of(file) for file in files)) == marked
    except OSError:
        return False
