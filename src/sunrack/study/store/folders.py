"""The two forms of many files, written by any thread or worker, no file by two: .parquet and .zarr."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sunrack.files import fresh
from sunrack.study.labels import attributes, coordinates
from sunrack.study.store import finished as record
from sunrack.study.store.forms import Form
from sunrack.study.store.pieces import TEXT, Pieces
from sunrack.study.store.record import Mark, Marks, as_marked, mark


class Folder(Form):
    """A folder of files; those of a piece are known by its number, and a record lists the marks of all."""

    folder = True

    def of_piece(self, number: int) -> list[str]:
        """The files of a piece, within the folder."""
        raise NotImplementedError

    def begin(self) -> None:
        """The folder, with the files that belong to no piece."""
        self.data.mkdir()
        self.heads: list[str] = []

    def resume(self, marks: Marks) -> None:
        """Make anew what belongs to no piece."""
        self.heads = []

    def intact(self, number: int, marks: Marks) -> bool:
        """Whether the files of a piece are as their mark says."""
        return as_marked(self.data, self.of_piece(number), marks[number])

    def commit(self, number: int, made: Any) -> Mark:
        """Nothing is left to do: `run` wrote the files."""
        return Mark(*made)

    def finish(self, marks: Marks) -> None:
        """Write the record."""
        temporary, opened = fresh(self.part)
        with opened:
            record.write(opened, self.made_of, marks, self.data, self.heads)
        _synced(temporary)
        temporary.replace(self.data / record.NAME)

    def finished(self, output: Path) -> None:
        """Check the finished study that is in the output's place.

        Raises:
            StoreError: It is none of ours, another study, or damaged.
        """
        record.check(output, self.made_of, self.of_piece, len(self.pieces))


class Parquet(Folder):
    """A folder of part files in the order of the pieces, each with its coordinates as columns."""

    needs = ("pyarrow",)

    @property
    def run(self) -> Callable[[int], Mark]:
        """Writes the file of a piece."""
        return _ParquetPiece(self.pieces, self.part, self.units, json.dumps(self.made_of))

    def of_piece(self, number: int) -> list[str]:
        """One part file."""
        return [_part(number)]


@dataclass(frozen=True)
class _ParquetPiece:
    pieces: Pieces
    part: Path
    units: dict[str, str]
    made_of: str

    def __call__(self, number: int) -> Mark:
        import pyarrow
        from pyarrow import parquet

        columns = {
            name: pyarrow.array(values).take(pyarrow.array(spots))
            for name, values, spots in self.pieces.columns(number)
        }
        repeated = [name for name, kind in self.pieces.kinds.items() if kind == TEXT] + list(columns)
        columns |= {name: pyarrow.array(content.ravel()) for name, content in self.pieces(number).items()}
        units = {axis.key: axis.unit for axis in self.pieces.plan.axes} | self.units
        fields = [
            pyarrow.field(name, one.type, metadata={"units": units.get(name, "")}) for name, one in columns.items()
        ]
        table = pyarrow.table(list(columns.values()), schema=pyarrow.schema(fields, metadata={"sunrack": self.made_of}))
        written = pyarrow.BufferOutputStream()
        parquet.write_table(table, written, use_dictionary=repeated)
        content = written.getvalue()
        _place(self.part, self.part / "data" / _part(number), content)
        return mark(content)


def _part(number: int) -> str:
    return f"part-{number:08d}.parquet"


class Zarr(Folder):
    """A folder of arrays, one chunk a piece: numbers bare, for they hardly shrink, words compressed.

    In format 2, which has a standard for words and which every reader of Zarr knows.
    """

    needs = ("zarr",)

    @property
    def run(self) -> Callable[[int], Mark]:
        """Writes the chunks of a piece."""
        return _ZarrPiece(self.pieces, self.part)

    def of_piece(self, number: int) -> list[str]:
        """A chunk of each result."""
        return [f"{name}/{_chunk(self.pieces, number)}" for name in self.pieces.kinds]

    def begin(self) -> None:
        """Coordinates, and arrays without chunks."""
        super().begin()
        self._heads()

    def resume(self, marks: Marks) -> None:
        """Coordinates and heads of arrays anew."""
        super().resume(marks)
        self._heads()

    def _heads(self) -> None:
        """Make all that is no piece in a folder apart, then move it into place."""
        apart = self.part / os.urandom(12).hex()
        self._arrays(apart)
        for file in sorted(one for one in apart.rglob("*") if one.is_file()):
            _synced(file)
            self.heads.append(file.relative_to(apart).as_posix())
            target = self.data / self.heads[-1]
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)
        shutil.rmtree(apart)

    def _arrays(self, place: Path) -> None:
        import zarr

        plan = self.pieces.plan
        group = zarr.open_group(place, mode="w", zarr_format=2)
        group.attrs.update(attributes(self.pieces.runner) | {"made_of": json.dumps(self.made_of)})
        along = {} if plan.draws else coordinates(plan)
        apart = [key for key in along if key not in plan.dims]
        for key, (dim, values, attrs) in along.items():
            marks = {"_ARRAY_DIMENSIONS": [dim], **attrs}
            self._array(group, key, values.shape, values.dtype, values.shape, marks)[:] = values
        for name, kind in self.pieces.kinds.items():
            marks = {"_ARRAY_DIMENSIONS": list(plan.dims)}
            marks |= {"units": self.units[name]} if self.units[name] else {}
            marks |= {"coordinates": " ".join(apart)} if apart else {}
            self._array(group, name, plan.shape, kind, self.pieces.steps, marks, _shrunk() if kind == TEXT else None)
        zarr.consolidate_metadata(place)

    @staticmethod
    def _array(
        group: Any, name: str, shape: Any, kind: Any, chunks: Any, attributes: Any, compressor: Any = None
    ) -> Any:
        encoding = {"name": "v2", "separator": "/"}
        bare: dict[str, Any] = {
            "compressors": compressor,
            "filters": None,
            "fill_value": np.nan if np.dtype(kind).kind == "f" else None,
        }
        return group.create_array(
            name, shape=shape, dtype=kind, chunks=chunks, attributes=attributes, chunk_key_encoding=encoding, **bare
        )


@dataclass(frozen=True)
class _ZarrPiece:
    pieces: Pieces
    part: Path

    def __call__(self, number: int) -> Mark:
        key, written = _chunk(self.pieces, number), []
        for name, content in self.pieces(number).items():
            if content.shape != self.pieces.steps:  # at an edge a chunk is as large as elsewhere
                whole = np.full(self.pieces.steps, "" if content.dtype.kind == "U" else np.nan, dtype=content.dtype)
                whole[tuple(slice(0, size) for size in content.shape)] = content
                content = whole
            written.append(_shrunk().encode(content) if content.dtype.kind == "U" else content.data)
            _place(self.part, self.part / "data" / name / key, written[-1])
        return mark(*written)


def _chunk(pieces: Pieces, number: int) -> str:
    return "/".join(map(str, pieces.spot(number)))


def _shrunk() -> Any:
    from numcodecs import Zstd

    return Zstd(level=1)


def _place(part: Path, target: Path, content: Any) -> None:
    """Write a file whole and to the disk, then put it in its place; the folder `part` must be there."""
    temporary, opened = fresh(part)
    try:
        with opened:
            opened.write(content)
        _synced(temporary)
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.replace(target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _synced(file: Path) -> None:
    with file.open("r+b") as one:
        os.fsync(one.fileno())
