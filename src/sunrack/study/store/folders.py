"""The two forms of many files, written by any thread or worker, no file by two: .parquet and .zarr."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sunrack.study.labels import attributes, coordinates
from sunrack.study.store.forms import Form
from sunrack.study.store.pieces import TEXT, Pieces


class Parquet(Form):
    """A folder of part files in the order of the pieces, each with its coordinates as columns."""

    needs = ("pyarrow",)
    folder = True

    @property
    def run(self) -> Callable[[int], None]:
        """Writes the file of a piece."""
        return _ParquetPiece(self.pieces, self.part, self.units, json.dumps(self.made_of))

    def begin(self) -> None:
        """An empty folder."""
        self.data.mkdir()

    @classmethod
    def held(cls, output: Path) -> dict[str, Any] | None:
        """Read from the first file."""
        from pyarrow import parquet

        try:
            return dict(json.loads(parquet.read_schema(output / _part(0)).metadata[b"sunrack"]))
        except (OSError, KeyError, ValueError, TypeError):
            return None


@dataclass(frozen=True)
class _ParquetPiece:
    pieces: Pieces
    part: Path
    units: dict[str, str]
    made_of: str

    def __call__(self, number: int) -> None:
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
        with _placed(self.part, self.part / "data" / _part(number)) as file:
            parquet.write_table(table, file, use_dictionary=repeated)


def _part(number: int) -> str:
    return f"part-{number:08d}.parquet"


class Zarr(Form):
    """A folder of arrays, one chunk a piece: numbers bare, for they hardly shrink, words compressed.

    In format 2, which has a standard for words and which every reader of Zarr knows.
    """

    needs = ("zarr",)
    folder = True

    @property
    def run(self) -> Callable[[int], None]:
        """Writes the chunks of a piece."""
        return _ZarrPiece(self.pieces, self.part)

    def begin(self) -> None:
        """Coordinates, and arrays without chunks."""
        import zarr

        plan = self.pieces.plan
        group = zarr.open_group(self.data, mode="w", zarr_format=2)
        group.attrs.update(attributes(plan) | {"made_of": json.dumps(self.made_of)})
        along = {} if plan.draws else coordinates(plan)
        apart = [key for key in along if key not in plan.dims]
        for key, (dim, values, attrs) in along.items():
            self._array(group, key, values.shape, values.dtype, values.shape, {"_ARRAY_DIMENSIONS": [dim], **attrs})[
                :
            ] = values
        for name, kind in self.pieces.kinds.items():
            marks: dict[str, Any] = {"_ARRAY_DIMENSIONS": list(plan.dims)} | (
                {"units": self.units[name]} if self.units[name] else {}
            )
            marks |= {"coordinates": " ".join(apart)} if apart else {}
            self._array(group, name, plan.shape, kind, self.pieces.steps, marks, _shrunk() if kind == TEXT else None)
        zarr.consolidate_metadata(self.data)
        for file in self.data.rglob("*"):
            if file.is_file():
                _synced(file)

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

    @classmethod
    def held(cls, output: Path) -> dict[str, Any] | None:
        """Read from the attributes."""
        try:
            return dict(json.loads(json.loads((output / ".zattrs").read_text(encoding="utf-8"))["made_of"]))
        except (OSError, KeyError, ValueError, TypeError):
            return None


@dataclass(frozen=True)
class _ZarrPiece:
    pieces: Pieces
    part: Path

    def __call__(self, number: int) -> None:
        key = "/".join(map(str, self.pieces.spot(number)))
        for name, content in self.pieces(number).items():
            if content.shape != self.pieces.steps:  # at an edge a chunk is as large as elsewhere
                whole = np.full(self.pieces.steps, "" if content.dtype.kind == "U" else np.nan, dtype=content.dtype)
                whole[tuple(slice(0, size) for size in content.shape)] = content
                content = whole
            with _placed(self.part, self.part / "data" / name / key) as file, file.open("wb") as open_file:
                open_file.write(_shrunk().encode(content) if content.dtype.kind == "U" else content.data)


def _shrunk() -> Any:
    from numcodecs import Zstd

    return Zstd(level=1)


@contextmanager
def _placed(part: Path, target: Path) -> Iterator[Path]:
    """A file to write that then, whole and on the disk, becomes `target`; the folder `part` must be there, those in it are made."""
    temporary = part / f"{os.urandom(12).hex()}.tmp"
    try:
        yield temporary
        _synced(temporary)
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.replace(target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _synced(file: Path) -> None:
    with file.open("r+b") as one:
        os.fsync(one.fileno())
