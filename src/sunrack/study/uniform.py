"""Points spread evenly over a unit cube, each computed from its name and place alone, in any order and thread."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from sunrack.study.directions import AT_ONCE, directions
from sunrack.study.directions import BITS as _BITS

METHODS = ("sobol", "latin", "random")
_LOW = 10  # bits of a place within a row
_ROW = 1 << _LOW  # consecutive points that differ from the first such row by one exclusive-or
MOST = 2**_BITS
# Places of a family's dimensions; beyond lie others for a second set of points. Some pairs of dimensions far apart in
# the sequence are spread badly: of the numbers tried from 272 to 512 this one gives small errors of known Sobol
# indices, and confidence as wide as they.
PLACES = 368


@dataclass(frozen=True)
class Dimension:
    """One coordinate of the unit cube: its name, and which dimension of which family's Sobol sequence it is.

    The name alone makes the scramble. Dimensions of one family are one Sobol sequence, and two of them must have two
    places. Each family but "" takes the points of its sequence in an order of its own, so that two families are
    independent of each other.
    """

    name: str
    place: int = 0
    family: str = ""


@dataclass(frozen=True)
class Uniform:
    """`count` points of a unit cube; a coordinate depends only on its name, the point's number and the seed.

    "sobol" is Sobol's sequence with the direction numbers of Joe & Kuo (2008, doi:10.1137/070709359), each dimension
    scrambled by a random lower-triangular matrix and a random digital shift (Matoušek 1998,
    doi:10.1006/jcom.1998.0489). "random" is numbers of a generator that counts (Philox), independent of each other.
    With both, the first points are the same whatever the count. "latin" has one point in each of `count` equal slices
    of every dimension, in the order of a hash of the number (after Kensler 2013, Pixar memo 13-01): another count gives
    other points.
    """

    count: int
    seed: int
    method: str = "sobol"

    def at(self, dimension: Dimension, start: int, stop: int) -> Any:
        """One coordinate of the points from `start` to `stop`, between 0 and 1 and never either."""
        if self.method == "sobol":
            return self._sobol(dimension, start, stop)
        generator = np.random.Philox(key=_key(self.seed, dimension.name))
        if self.method == "latin":
            slices = _shuffled(np.arange(start, stop, dtype=np.uint64), self.count, int(generator.random_raw()))
            return (slices + 0.5) / self.count
        skipped = start % 4  # the generator makes four numbers at a time
        return np.maximum(
            np.random.Generator(generator.advance(start // 4)).random(skipped + stop - start)[skipped:], 2.0**-54
        )

    def _sobol(self, dimension: Dimension, start: int, stop: int) -> Any:
        """Rows of points in order differ from the first row by one exclusive-or; a family's order is made from
        parts."""
        chunks = max(1, -(-(self.count - 1).bit_length() // _LOW))
        tables, shifts = _scrambled(dimension, self.seed, chunks)
        begin, end = start // _ROW, -(-stop // _ROW)
        if dimension.family:
            order = _order(self.seed, dimension.family, begin, end, chunks)
            points = tables[0].take(order[0])
            for table, part in zip(tables[1:], order[1:], strict=True):
                points ^= table.take(part)
        else:
            bits = np.arange(begin, end, dtype=np.uint32)[:, None] >> np.arange(shifts.size, dtype=np.uint32)
            moves = np.bitwise_xor.reduce((bits & np.uint32(1)) * shifts, axis=1)
            points = (tables[0] ^ moves[:, None]).ravel()
        return points[start - begin * _ROW : stop - begin * _ROW] * 2.0 ** -(_BITS + 1)


def _key(seed: int, *names: str) -> Any:
    """Two words of 64 bits from a seed and some names, the same in every process."""
    text = "\0".join((str(int(seed)), *names)).encode()
    return np.frombuffer(hashlib.blake2b(text, digest_size=16).digest(), "<u8")


@lru_cache(maxsize=2048)
def _scrambled(dimension: Dimension, seed: int, chunks: int) -> tuple[list[Any], Any]:
    """What each value of each ten bits of a point's number adds to a coordinate, and what each later bit adds.

    The coordinates are whole numbers in the middle of their cells. In a family's order the bits are read from the other
    end.
    """
    plain = directions(dimension.place // AT_ONCE, _LOW * chunks)[dimension.place % AT_ONCE]
    raw = np.random.Philox(key=_key(seed, dimension.name)).random_raw(_BITS + 1)
    digit = np.uint64(_BITS - 1) - np.arange(_BITS, dtype=np.uint64)
    own = np.uint64(1) << digit
    columns = raw[:_BITS] & (own - np.uint64(1)) | own  # a digit changes those behind it, and itself stays
    moves = np.bitwise_xor.reduce((plain[:, None] >> digit & np.uint64(1)) * columns, axis=1)
    moves = moves.astype(np.uint32) << np.uint32(1)
    shift = np.uint32((int(raw[_BITS]) & (MOST - 1)) << 1 | 1)
    parts = moves.reshape(chunks, _LOW)
    tables = [_sums(part[::-1] if dimension.family else part) for part in parts]
    return [tables[0] ^ shift, *tables[1:]], moves[_LOW:]


def _sums(moves: Any) -> Any:
    """The exclusive-or of those moves whose bits a number has, for every number of so many bits."""
    row = np.zeros(1, np.uint32)
    for move in moves:
        row = np.concatenate([row, row ^ move])
    return row


@lru_cache(maxsize=32)
def _order(seed: int, family: str, begin: int, end: int, chunks: int) -> list[Any]:
    """The points of its sequence that a family takes for some rows: each ten bits of their numbers, least first,
    reversed.

    Each bit is flipped by a hash of the bits above it, and by none where those are 0, so that 2^k points from a
    multiple of 2^k on stay together, and the first 2^k stay the first (a nested uniform scramble: Owen 1995,
    doi:10.1007/978-1-4612-2552-2_19; its hash after Laine & Karras 2011, doi:10.1111/j.1467-8659.2011.02006.x).
    """
    numbers = np.arange(begin * _ROW, end * _ROW, dtype=np.uint32)
    moved = _hashed(_reversed(numbers), parts := _key(seed, "order", family)) ^ _hashed(np.zeros(1, np.uint32), parts)
    return [(moved >> np.uint32(32 - _LOW * (k + 1)) & np.uint32(_ROW - 1)).astype(np.intp) for k in range(chunks)]


def _hashed(numbers: Any, key: Any) -> Any:
    """Numbers mixed one to one, each bit by those below it alone."""
    for part in key.view("<u4"):
        numbers = numbers ^ numbers * np.uint32(0x3D20ADEA)
        numbers = (numbers + part) * (part >> np.uint32(16) | np.uint32(1))
        numbers = numbers ^ numbers * np.uint32(0x05526C56)
        numbers = numbers ^ numbers * np.uint32(0x53A22864)
    return numbers


def _reversed(numbers: Any) -> Any:
    """Numbers of 32 bits read backwards."""
    for step, mask in ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F), (8, 0x00FF00FF), (16, 0x0000FFFF)):
        low = np.uint32(mask)
        numbers = (numbers >> np.uint32(step) & low) | (numbers & low) << np.uint32(step)
    return numbers


def _shuffled(place: Any, count: int, key: int) -> Any:
    """A permutation of `count` places by a hash: mixed within the next power of two, again where they fall outside."""
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
