"""Running a plan: its blocks over threads, their outputs into arrays or wherever they are to go."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

import numpy as np

from sunrack.study.cluster import in_order
from sunrack.study.plan import Block, Plan

_TRIM, _MAP, _KEEP = -1, -3, 2**30  # glibc's M_TRIM_THRESHOLD and M_MMAP_THRESHOLD, and a size that no block frees


def results(plan: Plan, threads: int | None = None) -> Generator[tuple[Block, dict[str, Any]], None, None]:
    """Each block and its outputs, in order; few blocks are held at a time, so memory stays flat.

    Args:
        plan: What to run.
        threads: How many at once; all cores if left out.
    """
    blocks = plan.blocks
    with kept_memory():
        if blocks:
            yield blocks[0], plan.run(blocks[0])  # solves what all blocks share
        yield from in_order(lambda number: (blocks[number], plan.run(blocks[number])), range(1, len(blocks)), threads)


def arrays(plan: Plan, threads: int | None = None, progress: Callable[[int], None] | None = None) -> dict[str, Any]:
    """Every output of a plan as one array of its shape.

    Args:
        plan: What to run.
        threads: How many at once; all cores if left out.
        progress: Called with the points of each block that is done.
    """
    whole: dict[str, Any] = {}
    with closing(results(plan, threads=threads)) as blocks:
        for block, outputs in blocks:
            for name, content in outputs.items():
                if name not in whole:
                    kind = object if np.asarray(content).dtype.kind in "US" else float
                    whole[name] = np.empty(plan.shape, dtype=kind)
                whole[name][block.place] = content
            if progress:
                progress(math.prod(block.shape))
    return {name: array.astype(str) if array.dtype == object else array for name, array in whole.items()}


@contextmanager
def kept_memory() -> Iterator[None]:
    """Have the allocator keep what blocks free for the next: giving it back and faulting it in again is half of a study's time."""
    library = None
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL("libc.so.6")
        library.mallopt(_TRIM, _KEEP)
        library.mallopt(_MAP, _KEEP)
    try:
        yield
    finally:
        if library is not None:
            library.mallopt(_TRIM, 128 * 1024)
            library.mallopt(_MAP, 128 * 1024)
            library.malloc_trim(0)
