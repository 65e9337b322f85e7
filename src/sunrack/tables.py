"""Tables read between their entries: the cell that a value falls in, and how far into it."""

from __future__ import annotations

from typing import Any, Literal, cast

import numpy as np

_BINS = 4096  # far narrower than any grid's steps: a bin holds one of its entries at most


def pick(table: Any, place: Any, axis: int | None = None, mode: Literal["raise", "clip"] = "raise") -> Any:
    """Entries of a table, or slices of it along an axis, at some places.

    As `numpy.take`, which asks its table alone who answers: a place that is no array of numpy's own answers here.

    Args:
        table: An array.
        place: Whole numbers, any shape.
        axis: Along which; of the flat table if left out.
        mode: What becomes of a place beyond the table: an IndexError, or its last entry ("clip").
    """
    if isinstance(place, (np.ndarray, np.generic, int)):
        return table.take(place, axis, mode=mode)
    return cast(Any, place).__array_function__(np.take, (type(place),), (table, place, axis), {"mode": mode})


class Stair:
    """Edges, rising; counts those below a number by even bins, several times as fast as a search."""

    def __init__(self, edges: Any) -> None:
        self._edges = np.append(edges, np.nan)  # behind the last: no number is as great
        self._low, self._high = edges[0], edges[-1]
        self._per = _BINS / max(self._high - self._low, 1e-300)
        bins = self._bin(np.asarray(edges, dtype=float))
        self._before = np.searchsorted(bins, np.arange(_BINS + 1), side="left")  # edges in the bins before each
        self._most = int(np.max(np.bincount(bins)))

    def below(self, at: Any) -> Any:
        """How many edges are no greater than each number; exact, since within a bin the edges are compared; all for
        nan, as in numpy's search.

        Args:
            at: Numbers, any shape.
        """
        count = pick(self._before, self._bin(at))
        for _ in range(self._most):
            count = count + (at >= pick(self._edges, count))
        return np.where(np.isnan(at), self._edges.size - 1, count)

    def _bin(self, at: Any) -> Any:
        return ((np.fmin(np.fmax(at, self._low), self._high) - self._low) * self._per).astype(np.intp)


class Grid:
    """Entries of a table's axis, rising; finds cells by even bins, several times as fast as a search."""

    def __init__(self, entries: Any) -> None:
        self.entries = np.asarray(entries, dtype=float)
        self._width = np.diff(self.entries)
        steps = (self.entries - self.entries[0]) / self._width.min()
        self._even = (
            bool(np.all(np.abs(steps - np.rint(steps)) < 1e-9)) and steps[-1] < _BINS
        )  # entries on the edges of bins
        bins = np.rint(steps[-1]) if self._even else _BINS
        self._per = bins / (self.entries[-1] - self.entries[0])
        if self._width.min() * self._per < 1 - 1e-9:
            raise ValueError("entries lie closer than the bins they are found by")
        starts = self.entries[0] + (np.arange(bins + 1) + 0.5 * self._even) / self._per
        self._cells = np.clip(np.searchsorted(self.entries, starts, side="right") - 1, 0, self.entries.size - 2)

    def place(self, at: Any) -> tuple[Any, Any]:
        """Cell of each value and the share of it passed: below 0 or above 1 outside the table, nan where the value is.

        Args:
            at: Values along the axis, any shape.
        """
        cell = self._cell(at)
        return cell, (at - pick(self.entries, cell)) / pick(self._width, cell)

    def read(self, row: Any, at: Any) -> Any:
        """What a row, one number an entry, says at each value: linear between the entries and on at the last slope
        beyond.

        Args:
            row: Of the entries' size.
            at: Values along the axis, any shape.
        """
        slope, cell = np.diff(row) / self._width, self._cell(at)
        return pick(row[:-1] - slope * self.entries[:-1], cell) + pick(slope, cell) * at

    def _cell(self, at: Any) -> Any:
        inside = np.fmin(np.fmax(at, self.entries[0]), self.entries[-1])
        cell = pick(self._cells, ((inside - self.entries[0]) * self._per).astype(np.intp))
        return (
            cell if self._even else np.minimum(cell + (inside >= pick(self.entries, cell + 1)), self.entries.size - 2)
        )
