"""Work by number, in order, over threads or the workers of a cluster; few pieces are held at a time."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from sunrack.stopping import asked, between_pieces

Made = TypeVar("Made")


class WorkerLost(RuntimeError):
    """Workers of a cluster ended before their work did."""


_AHEAD = 2  # pieces in hand or waiting for each thread


def in_order(
    work: Callable[[int], Made], numbers: Iterable[int], threads: int | None = None, cluster: Any = None
) -> Generator[Made, None, None]:
    """What `work` makes of each number, in the order of the numbers, several at a time.

    Args:
        work: Called with a number, on any thread or worker; for a cluster it must pickle.
        numbers: Which.
        threads: How many at once in this process; all cores if left out.
        cluster: A dask.distributed client, whose workers do it instead.
    Raises:
        ValueError: `cluster` is no such client, or its workers have another version; no such number of threads.
        WorkerLost: The cluster gave up; what `work` itself raises comes as it is.
    """
    if cluster is not None:
        yield from _over_workers(work, numbers, cluster)
        return
    if threads is not None and (isinstance(threads, bool) or not isinstance(threads, int) or threads < 1):
        raise ValueError(f"threads must be a whole number of at least 1, not {threads!r:.20}")
    count = threads or os.cpu_count() or 1
    with between_pieces(), ThreadPoolExecutor(count) as pool:
        yield from _kept_busy(lambda number: pool.submit(work, number), numbers, _AHEAD * count)


def _over_workers(work: Callable[[int], Made], numbers: Iterable[int], cluster: Any) -> Generator[Made, None, None]:
    if not all(hasattr(cluster, name) for name in ("submit", "scatter", "nthreads", "run")):
        raise ValueError(
            f"cluster must be a dask.distributed client, for example Client(), not {type(cluster).__name__}"
        )
    mine = _version()
    if other := {one for one in cluster.run(_version).values() if one != mine}:
        raise ValueError(
            f"the workers have sunrack {', '.join(sorted(other))} and this process {mine}. "
            "Install one version everywhere"
        )
    held = cluster.scatter(work, broadcast=True, hash=False)  # sent and unpickled once a worker
    count = max(1, sum(cluster.nthreads().values()))
    with between_pieces(), _told_in_words():
        yield from _kept_busy(
            lambda number: cluster.submit(_apply, held, number, pure=False), numbers, 2 * _AHEAD * count
        )


@contextmanager
def _told_in_words() -> Iterator[None]:
    """What the cluster says of itself in words; an error of the work, which a worker raised, is left as it is."""
    try:
        yield
    except BaseException as problem:
        if type(problem).__module__.partition(".")[0] != "distributed":
            raise
        raise WorkerLost(f"the cluster lost workers and cannot go on ({str(problem).rstrip('.')})") from problem


def _kept_busy(submit: Callable[[int], Any], numbers: Iterable[int], ahead: int) -> Generator[Any, None, None]:
    """Results in order, with so many futures under way; after a signal to stop, only those that have begun."""
    waiting: deque[Any] = deque()
    left = iter(numbers)
    try:
        while True:
            if asked() is None:
                waiting.extend(submit(number) for number in islice(left, ahead - len(waiting)))
            else:
                for future in waiting:
                    future.cancel()  # those that have begun go on
            if not waiting or (asked() is not None and waiting[0].cancelled()):
                break
            yield waiting.popleft().result()
        if (stopped := asked()) is not None and (waiting or next(left, None) is not None):
            raise stopped
    finally:
        for future in waiting:
            future.cancel()


def _apply(work: Callable[[int], Made], number: int) -> Made:
    return work(number)


def _version() -> str:
    from sunrack import __version__

    return __version__
