"""Tables read between their entries: the cell that a value falls in, and how far into it."""

from __future__ import annotations

from typing import Any

import numpy as np

_BINS = 4096  # far narrower than any table's steps: a bin holds one entry at most


class Grid:
    """Entries of a table's axis, rising; finds cells by even bins, several times as fast as a search."""

    def __init__(self, entries: Any) -> None:
        self.entries = np.asarray(entries, dtype=float)
        self._width = np.diff(self.entries)
        steps = (self.entries - self.entries[0]) / self._width.min()
        self._even = bool(np.all(np.abs(steps - np.rint(steps)) < 1e-9)) and steps[-1] < _BINS  # entries on the edges of bins
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
        at = np.asarray(at, dtype=float)
        cell = self._cell(at)
        return cell, (at - self.entries.take(cell)) / self._width.take(cell)

    def read(self, row: Any, at: Any) -> Any:
        """What a row, one number an entry, says at each value: linear between the entries and on at the last slope beyond.

        Args:
            row: Of the entries' size.
            at: Values along the axis, any shape.
        """
        at, slope = np.asarray(at, dtype=float), np.diff(row) / self._width
        cell = self._cell(at)
        return (row[:-1] - slope * self.entries[:-1]).take(cell) + slope.take(cell) * at

    def _cell(self, at: Any) -> Any:
        inside = np.fmin(np.fmax(at, self.entries[0]), self.entries[-1])
        cell = self._cells.take(((inside - self.entries[0]) * self._per).astype(np.intp))
        return cell if self._even else np.minimum(cell + (inside >= self.entries.take(cell + 1)), self.entries.size - 2)
