"""The memory of a study: how much this machine has, and how the allocator keeps it from one block to the next."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_TRIM, _MAP, _KEEP = -1, -3, 2**30  # glibc's M_TRIM_THRESHOLD and M_MMAP_THRESHOLD, and a size that no block frees


@contextmanager
def kept_memory() -> Iterator[None]:
    """Have the allocator keep what blocks free: returning and mapping it again would take half of a study's time."""
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


def check_memory(numbers: int) -> None:
    """Refuse so many numbers of 8 bytes where this machine's memory, if its size is known, cannot hold them.

    Raises:
        ValueError: They do not fit.
    """
    memory = float("inf")
    with suppress(AttributeError, OSError, ValueError):
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    if 8 * numbers > 0.8 * memory:
        raise ValueError(
            f"{8e-9 * numbers:,.0f} GB of results do not fit this machine's {1e-9 * memory:,.0f} GB. Write them"
            ' (output="x.zarr"), or ask for fewer'
        )
