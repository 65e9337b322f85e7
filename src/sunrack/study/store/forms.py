"""A form that a study is stored in, and the two of one file: .nc and .csv."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from sunrack.files import create, own
from sunrack.study.labels import labelled
from sunrack.study.store.pieces import Pieces
from sunrack.study.store.record import Mark, Marks, StoreError, mark

_HELD = 2**31  # bytes of results that a form which is not written piece by piece may hold


@dataclass
class Form:
    """A study on its way into `part`: `run` makes a piece, `commit` takes what it gave in order, `finish` ends `data`.

    A resumed study checks with `intact` what earlier runs left, and makes the rest.
    """

    pieces: Pieces
    part: Path
    units: dict[str, str]
    made_of: dict[str, Any]

    needs: ClassVar[tuple[str, ...]] = ()
    folder: ClassVar[bool] = False
    resumes: ClassVar[bool] = True
    in_order: ClassVar[bool] = False  # what comes after a piece that is not in place is lost
    most: ClassVar[int] = 2**62  # points of a piece
    taken = 0  # pieces in this run

    @property
    def data(self) -> Path:
        """Where the study is made."""
        return self.part / "data"

    @property
    def run(self) -> Callable[[int], Any]:
        """Makes the piece of a number."""
        raise NotImplementedError

    def begin(self) -> None:
        """Make empty data, whatever was there."""

    def intact(self, number: int, marks: Marks) -> bool:
        """Whether a piece is on the disk as its mark says."""
        return False

    def resume(self, marks: Marks) -> None:
        """Go on with the pieces of an earlier run that have a mark."""

    def commit(self, number: int, made: Any) -> Mark:
        """Take what `run` gave; the mark of the piece."""
        raise NotImplementedError

    def settle(self) -> None:
        """Have the disk hold all that was taken."""

    def finish(self, marks: Marks) -> None:
        """End the data, of which all pieces are in place."""

    def close(self) -> None:
        """Let go of what is open."""


class Netcdf(Form):
    """One .nc file, in memory until all is there."""

    resumes = False

    @property
    def run(self) -> Callable[[int], Any]:
        """Makes the results of a piece."""
        return self.pieces

    def begin(self) -> None:
        """Empty arrays."""
        size = 8 * self.pieces.plan.size * len(self.units)
        if size > _HELD:
            raise StoreError(
                f"a .nc file of this study would need {size / 1e9:.3g} GB of memory. "
                "Name a .zarr file, which is written piece by piece"
            )
        self.arrays = {name: np.empty(self.pieces.plan.shape, dtype=kind) for name, kind in self.pieces.kinds.items()}

    def commit(self, number: int, made: Any) -> Mark:
        """Put a piece in its place."""
        for name, content in made.items():
            self.arrays[name][self.pieces.place(number)] = content
        return Mark(0, 0)  # nothing is on the disk

    def finish(self, marks: Marks) -> None:
        """Write the file."""
        labelled(self.pieces.runner, self.arrays, self.units).to_netcdf(self.data, engine="scipy")
        with self.data.open("rb") as file:
            os.fsync(file.fileno())


class Csv(Form):
    """Rows of coordinates and results, one piece after another."""

    in_order = True
    most = 2**15  # text takes a second for so many: a study must stop soon when it is asked to

    @property
    def run(self) -> Callable[[int], tuple[bytes, Mark]]:
        """Makes the rows of a piece."""
        return _Rows(self.pieces)

    @cached_property
    def head(self) -> bytes:
        """The names of the columns, with units."""
        plan = self.pieces.plan
        units = {axis.key: axis.unit for axis in plan.axes} | self.units
        names = [*(["draw"] if plan.draws else [axis.key for axis in plan.axes]), *plan.outputs]
        return (",".join(f"{name} [{units[name]}]" if units.get(name) else name for name in names) + "\n").encode()

    def begin(self) -> None:
        """A file of the head alone."""
        create(self.data).close()
        self._open(0)

    def intact(self, number: int, marks: Marks) -> bool:
        """Whether the rows are as their mark says; the pieces before must have marks."""
        begin, size = len(self.head) + int(marks.sizes[:number].sum()), marks[number].size
        with self.data.open("rb") as file:
            if not 0 <= begin <= begin + size <= os.fstat(file.fileno()).st_size:
                return False
            file.seek(begin)
            return mark(file.read(size)) == marks[number]

    def resume(self, marks: Marks) -> None:
        """Cut off what was not finished."""
        self._open(int(np.maximum(marks.sizes, 0).sum()))

    def _open(self, length: int) -> None:
        self.file = os.fdopen(own(self.data), "r+b", buffering=0)
        self.file.truncate(len(self.head) + length)
        self.file.seek(0)
        self._write(self.head)
        self.file.seek(0, os.SEEK_END)

    def commit(self, number: int, made: Any) -> Mark:
        """Append rows."""
        rows, marked = made
        self._write(rows)
        return Mark(*marked)

    def _write(self, text: bytes) -> None:
        rest = memoryview(text)
        while rest:
            rest = rest[self.file.write(rest) :]

    def settle(self) -> None:
        """Flush to the disk."""
        os.fsync(self.file.fileno())

    def close(self) -> None:
        """Close the file."""
        self.file.close()


@dataclass(frozen=True)
class _Rows:
    pieces: Pieces

    def __call__(self, number: int) -> tuple[bytes, Mark]:
        import pandas

        found = {name: values[index] for name, values, index in self.pieces.columns(number)}
        found |= {name: content.ravel() for name, content in self.pieces(number).items()}
        text = io.StringIO()
        pandas.DataFrame(found).to_csv(text, index=False, header=False, na_rep="nan", lineterminator="\n")
        rows = text.getvalue().encode()
        return rows, mark(rows)
