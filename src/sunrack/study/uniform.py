"""Numbers spread evenly over a unit cube, each addressed by its place: any piece of a sequence costs what it holds, in any order, in any thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

METHODS = ("sobol", "latin", "random")
_BITS = 30  # of a Sobol number
_ROW = 1024  # consecutive points that differ from the first such row by one exclusive-or
MOST = 2**_BITS


@dataclass(frozen=True)
class Uniform:
    """`dims` coordinates of `count` points; a function of place, dimension and seed alone.

    "sobol" is Sobol's sequence, scrambled by scipy; "latin" has one point in each of `count` equal slices of every dimension, in the order of a
    hash of the place (after Kensler 2013, Pixar memo 13-01); "random" is numbers of a generator that counts (Philox), independent of each other.
    """

    dims: int
    count: int
    seed: int
    method: str = "sobol"

    def at(self, dim: int, start: int, stop: int) -> Any:
        """One coordinate of the points from `start` to `stop`, between 0 and 1 and never either."""
        if self.method == "sobol":
            first, shifts = self._sobol
            row = start // _ROW
            bits = np.arange(row, -(-stop // _ROW), dtype=np.uint32)[:, None] >> np.arange(
                shifts[dim].size, dtype=np.uint32
            ) & np.uint32(1)
            moves = np.bitwise_xor.reduce(bits * shifts[dim], axis=1)
            return (first[dim] ^ moves[:, None]).ravel()[start - row * _ROW : stop - row * _ROW] * 2.0 ** -(_BITS + 1)
        generator = np.random.Philox(key=[self.seed, dim])
        if self.method == "latin":
            slices = _shuffled(np.arange(start, stop, dtype=np.uint64), self.count, int(generator.random_raw()))
            return (slices + 0.5) / self.count
        skipped = start % 4  # the generator makes four numbers at a time
        return np.maximum(
            np.random.Generator(generator.advance(start // 4)).random(skipped + stop - start)[skipped:], 2.0**-54
        )

    @cached_property
    def _sobol(self) -> tuple[Any, Any]:
        """The first row of points, and by what each bit of a row's number changes it: the sequence is linear over the bits of the place."""
        from scipy.stats import qmc

        made = qmc.Sobol(self.dims, bits=_BITS, seed=self.seed)
        first, shifts = self._whole(made.random(_ROW)), []
        for bit in range((-(-self.count // _ROW) - 1).bit_length()):
            made.fast_forward(_ROW * 2**bit - made.num_generated)
            shifts.append(self._whole(made.random(1))[:, 0] ^ first[:, 0])
        return first, np.array(shifts, np.uint32).reshape(-1, self.dims).T

    @staticmethod
    def _whole(points: Any) -> Any:
        """Points as whole numbers, in the middle of their cells."""
        return np.ascontiguousarray(2 * np.rint(points.T * MOST).astype(np.uint32) + 1)


def _shuffled(place: Any, count: int, key: int) -> Any:
    """Where a hash moves each of `count` places, one to one: numbers mixed within the next power of two, again where they fall outside."""
    mask = np.uint64((1 << max(1, (count - 1).bit_length())) - 1)
    half = np.uint64(max(1, int(mask).bit_length() // 2))
    parts = np.random.Philox(key=key).random_raw(6)

    def mixed(x: Any) -> Any:
        for odd in parts:
            x = (x * (odd | np.uint64(1))) & mask
            x = (x ^ (x >> half)) + odd & mask
        return x

    moved = mixed(place)
    while (outside := np.flatnonzero(moved >= count)).size:
        moved[outside] = mixed(moved[outside])
    return moved
