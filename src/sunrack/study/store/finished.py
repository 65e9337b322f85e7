"""The record inside a finished folder: what the study is made of, and the mark of every file, to check it by."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO
from zlib import crc32

from sunrack.study.store.fingerprint import difference
from sunrack.study.store.record import (
    Mark,
    Marks,
    StoreError,
    as_marked,
    content_of,
    damaged,
    head_of,
    line_of,
    mark,
    split,
)

NAME = ".sunrack"  # readers of Zarr and Parquet pass over it


def write(file: BinaryIO, made_of: dict[str, Any], marks: Marks, folder: Path, heads: list[str]) -> None:
    """Write the record of a folder: what the study is, its other files, its pieces, and a checksum of all that.

    Args:
        file: Where to.
        made_of: What the study is made of.
        marks: Those of all pieces.
        folder: The folder.
        heads: Its files that belong to no piece.
    """
    checksum = 0

    def line(text: bytes) -> None:
        nonlocal checksum
        checksum = crc32(text, checksum)
        file.write(text)

    line(head_of(made_of))
    line(json.dumps([*mark(*(content_of(folder / name) for name in heads)), heads]).encode() + b"\n")
    for number in range(len(marks)):
        line(line_of(number, marks[number]).encode())
    file.write(f"{checksum:08x}\n".encode())


def check(folder: Path, made_of: dict[str, Any], of_piece: Callable[[int], list[str]], pieces: int) -> None:
    """Compare every file of a finished folder with its record.

    Args:
        folder: The folder.
        made_of: What the study that is wanted is made of.
        of_piece: The files of a piece.
        pieces: How many there are.
    Raises:
        StoreError: It is no finished study, another one, or damaged.
    """
    place = folder / NAME
    try:
        content = content_of(place)
    except OSError:
        raise StoreError(
            f"{folder} exists and is not a finished study of this version. Choose another name, or delete it"
        ) from None
    held, lines = split(content, place)
    if held is None or len(lines) < 2 or lines[-1] != _checksum_before(content, lines[-1]):
        raise damaged(place, content.count(b"\n"))
    same(held, made_of, folder)
    size, checksum, heads = json.loads(lines[0])
    marks = Marks(pieces)
    for number, line in enumerate(lines[1:-1], 4):
        if not marks.take(line):
            raise damaged(place, number)
    bad = [number for number in range(pieces) if not as_marked(folder, of_piece(number), marks[number])]
    parts = [] if as_marked(folder, heads, Mark(size, checksum)) else ["its labels and coordinates"]
    if bad:
        parts.append(f"{len(bad):,} of its {pieces:,} pieces (the first holds {of_piece(bad[0])[0]})")
    if parts:
        raise StoreError(
            f"{folder} is damaged: {' and '.join(parts)} are missing or altered. "
            "Delete it to make it again, or choose another name"
        )
    _no_more(folder, heads, of_piece, pieces)


def same(held: dict[str, Any], wanted: dict[str, Any], place: Path) -> None:
    """Refuse another study.

    Raises:
        StoreError: How it differs.
    """
    if differs := difference(held, wanted):
        raise StoreError(f"{place} belongs to a different study: {differs}. Choose another name, or delete it")


def _no_more(folder: Path, heads: list[str], of_piece: Callable[[int], list[str]], pieces: int) -> None:
    """Refuse further files, which a reader would take for part of the study; readers ignore hidden ones."""
    wanted = sum(not name.rpartition("/")[2].startswith(".") for name in heads) + pieces * len(of_piece(0))
    there = sum(not one.name.startswith(".") and not one.is_dir() for one in folder.rglob("*"))
    if there != wanted:
        raise StoreError(
            f"{folder} holds {there:,} files and not the {wanted:,} of its study. "
            "Remove the files that do not belong to it, or choose another name"
        )


def _checksum_before(content: bytes, last: bytes) -> bytes:
    return f"{crc32(content[: len(content) - len(last) - 1]):08x}".encode()
