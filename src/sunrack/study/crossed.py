"""The designs from which Sobol indices are estimated: two sets of draws, and the first with parts of the second."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from sunrack.study.uniform import PLACES, Dimension, Uniform


@dataclass(frozen=True)
class Crossed:
    """Rows A, then rows B, then rows A with one dimension after another from B.

    Source: Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018.

    B's dimensions are those of A, further on in the sequence of the same family. `parts` tells for each dimension with
    which others it comes from B: those of one number together; each alone if left out.
    """

    uniform: Uniform
    dims: tuple[Dimension, ...]
    parts: tuple[int, ...] = ()

    @cached_property
    def _crossed(self) -> dict[Dimension, int]:
        return {dim: part + 2 for dim, part in zip(self.dims, self.parts or range(len(self.dims)), strict=True)}

    def at(self, dimension: Dimension, start: int, stop: int) -> Any:
        """One coordinate of the points from `start` to `stop`."""
        other = replace(dimension, name=f"{dimension.name}, again", place=dimension.place + PLACES)
        crossed, rows, parts = self._crossed[dimension], self.uniform.count, []
        while start < stop:
            matrix, row = divmod(start, rows)
            end = min(stop, start - row + rows)
            parts.append(self.uniform.at(other if matrix in (1, crossed) else dimension, row, row + end - start))
            start = end
        return np.concatenate(parts)
