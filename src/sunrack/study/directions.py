"""Direction numbers of Sobol's sequence, out of the table of Joe and Kuo that ships."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

BITS = 30  # of a Sobol number
AT_ONCE = 64  # dimensions that are worked out at a time
KNOWN = 768  # dimensions of the table


@lru_cache(maxsize=256)
def directions(group: int, bits: int) -> Any:
    """What each bit of a point's number adds to the coordinates of 64 dimensions: Sobol's sequence is linear in bits.

        v_j = v_{j−s} ⊕ 2^s v_{j−s} ⊕ Σ⊕ 2^k a_k v_{j−k},   points in the order of Gray's code: d_j = v_j ⊕ v_{j−1}

    Args:
        group: Which 64 dimensions, from 0 to 11.
        bits: How many bits, at most `BITS`.
    Returns:
        Whole numbers of `BITS` bits, shape (64, bits).

    Source: Joe & Kuo 2008, doi:10.1137/070709359; Bratley & Fox 1988, doi:10.1145/42288.214372.
    """
    found = np.zeros((AT_ONCE, bits), np.uint64)
    for row, (polynomial, *first) in zip(found, _table()[AT_ONCE * group : AT_ONCE * (group + 1)], strict=True):
        numbers = first[:bits] or [1] * bits  # the first dimension has none: all of its numbers are 1
        for place in range(len(numbers), bits):
            number = numbers[place - len(first)]
            for k in range(1, len(first) + 1):
                if polynomial >> (len(first) - k) & 1:
                    number ^= numbers[place - k] << k
            numbers.append(number)
        row[:] = [number << (BITS - 1 - place) for place, number in enumerate(numbers)]
    found[:, 1:] ^= found[:, :-1].copy()
    return found


@cache
def _table() -> list[list[int]]:
    """Of each dimension its polynomial and its first direction numbers."""
    lines = (files("sunrack.seeds") / "sobol.txt").read_text(encoding="utf-8").splitlines()
    return [[int(word) for word in line.split()] for line in lines if not line.startswith("#")]
