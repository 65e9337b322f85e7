"""A form that a study is stored in, and the two of one file: .nc and .csv."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from sunrack.study.labels import labelled
from sunrack.study.store.journal import StoreError
from sunrack.study.store.pieces import Pieces

_HELD = 2**31  # bytes of results that a form which is not written piece by piece may hold


@dataclass
class Form:
    """A study on its way into `part`: `run` makes a piece, `commit` takes what it gave in order, `finish` ends `data`."""

    pieces: Pieces
    part: Path
    units: dict[str, str]
    made_of: dict[str, Any]

    needs: ClassVar[tuple[str, ...]] = ()
    folder: ClassVar[bool] = False
    resumes: ClassVar[bool] = True
    length = 0

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

    def resume(self, length: int) -> None:
        """Go on with data of which so many bytes are known to be good."""

    def commit(self, number: int, made: Any) -> None:
        """Take what `run` gave."""

    def settle(self) -> None:
        """Have the disk hold all that was taken."""

    def finish(self) -> None:
        """End the data."""

    def close(self) -> None:
        """Let go of what is open."""

    @classmethod
    def held(cls, output: Path) -> dict[str, Any] | None:
        """What a finished study was made of; None if it is none of ours."""
        return None


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
                f"a .nc file of this study would hold {size / 1e9:.3g} GB in memory: name a .zarr, which is written piece by piece"
            )
        self.arrays = {name: np.empty(self.pieces.plan.shape, dtype=kind) for name, kind in self.pieces.kinds.items()}

    def commit(self, number: int, made: Any) -> None:
        """Put a piece in its place."""
        for name, content in made.items():
            self.arrays[name][self.pieces.place(number)] = content

    def finish(self) -> None:
        """Write the file."""
        labelled(self.pieces.plan, self.arrays, self.units).to_netcdf(self.data, engine="scipy")
        with self.data.open("rb") as file:
            os.fsync(file.fileno())


class Csv(Form):
    """Rows of coordinates and results, one piece after another."""

    @property
    def run(self) -> Callable[[int], bytes]:
        """Makes the rows of a piece."""
        return _Rows(self.pieces)

    def begin(self) -> None:
        """The heads of the columns."""
        plan = self.pieces.plan
        units = {axis.key: axis.unit for axis in plan.axes} | self.units
        names = [*(["draw"] if plan.draws else [axis.key for axis in plan.axes]), *plan.outputs]
        self.data.write_bytes(b"")
        self.resume(0)
        self.commit(
            -1, (",".join(f"{name} [{units[name]}]" if units.get(name) else name for name in names) + "\n").encode()
        )

    def resume(self, length: int) -> None:
        """Cut off what was not finished."""
        self.length = length
        os.truncate(self.data, length)
        self.file = self.data.open("r+b", buffering=0)

    def commit(self, number: int, made: bytes) -> None:
        """Append rows."""
        rest = memoryview(made)
        self.file.seek(self.length)
        while rest:
            rest = rest[self.file.write(rest) :]
        self.length += len(made)

    def settle(self) -> None:
        """Flush to the disk."""
        os.fsync(self.file.fileno())

    def close(self) -> None:
        """Close the file."""
        self.file.close()


@dataclass(frozen=True)
class _Rows:
    pieces: Pieces

    def __call__(self, number: int) -> bytes:
        import pandas

        found = {name: values[index] for name, values, index in self.pieces.columns(number)}
        found |= {name: content.ravel() for name, content in self.pieces(number).items()}
        text = io.StringIO()
        pandas.DataFrame(found).to_csv(text, index=False, header=False, na_rep="nan", lineterminator="\n")
        return text.getvalue().encode()
