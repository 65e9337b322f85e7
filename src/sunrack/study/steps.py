"""Where a chart of orbits is not enough: designs near a step of a result, and how far results read from a chart are
off.

Steps are at a whole number of satellites a launch, where another limit of the launch binds, and at the limit of a
check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.comparison import Comparison

MARKS = ("satellites by mass", "satellites by volume", "longest eclipse")  # beside the outputs of charted designs
BY_MASS, BY_VOLUME, ECLIPSE = MARKS
LIMIT = "nearest limit"  # beside them, of a study that asks for a check: how far, as a share, the nearest limit is
ROOMS = ("launch", "cost", "clock", "compare", "carbon", "checks")  # whose results a step moves
MEASURED = 512  # designs, a quarter as many of those nearest to a step, and as many of those with the shortest eclipses
POOL = 4096  # designs that these are chosen from
_SAFETY = 4.0  # times the largest error found
_FINE = 1000  # satellites a launch, from which on a step is less than a thousandth
_ROUNDING = 1e-9


@dataclass(frozen=True)
class ChartErrors:
    """Errors of a study's chart: the largest relative error of each result, and the distance to a step within which
    a design's orbit is solved instead.
    """

    errors: Mapping[str, float]
    tolerance: float


def marks(c: Comparison, results: Iterable[str]) -> dict[str, Any]:
    """The MARKS of some designs, and the LIMIT where one of the results is of a check.

    Args:
        c: The designs.
        results: Names of the results that are asked for; only the checks among them count.
    """
    ride, asked = c.design.launch, {name.split(".")[1] for name in results if name.startswith("checks.")}
    beside = ride.satellites_by_mass, ride.satellites_by_volume, c.design.orbit.longest_eclipse
    found: dict[str, Any] = dict(zip(MARKS, beside, strict=True))
    for one in c.checks if asked else ():
        if one.slug in asked or "passed" in asked:  # "checks.passed" is of all of them
            found[LIMIT] = np.fmin(found.get(LIMIT, np.inf), np.abs(one.value / one.limit - 1))
    return found


def distance(by_mass: Any, by_volume: Any, limit: Any = np.inf) -> Any:
    """How far, as a share, a design is from one satellite a launch more or less, from another limit that binds, or from
    that of a check."""
    with np.errstate(all="ignore"):
        fit = np.minimum(by_mass, by_volume)
        whole = np.maximum(np.rint(fit), 1.0)
        steps = np.where(whole <= _FINE, np.abs(fit / whole - 1), np.inf)
        away = np.fmin(np.minimum(steps, np.abs(by_mass / by_volume - 1)), limit)
    return np.where(np.isnan(away), np.inf, away)


def measure(
    pool: Mapping[str, Any],
    charted: Callable[[Mapping[str, Any]], dict[str, Any]],
    solved: Callable[[Mapping[str, Any]], dict[str, Any]],
) -> ChartErrors:
    """Solve some of a study's own designs and compare them with the chart: some evenly spread, some near steps, some
    with short eclipses.

    Args:
        pool: The inputs, by name, of some designs that are spread evenly over the study.
        charted, solved: Give every output, with MARKS, from the inputs of some designs.
    """
    count = max(np.size(one) for one in pool.values())
    near = _flat(charted(pool), count)
    even = np.unique(np.linspace(0, count - 1, min(MEASURED, count)).astype(np.intp))
    shortest = _least(near[ECLIPSE], near[ECLIPSE] > 0)  # where a chart is least smooth
    places = np.append(even, shortest)
    exact = _flat(solved(_taken(pool, places)), places.size)
    tolerance = _tolerance(_taken(near, places), exact)
    away = distance(near[BY_MASS], near[BY_VOLUME], near.get(LIMIT, np.inf))
    beyond = _least(away, away > tolerance)
    if beyond.size:
        more = _flat(solved(_taken(pool, beyond)), beyond.size)
        places, exact = np.append(places, beyond), {name: np.append(one, more[name]) for name, one in exact.items()}
        tolerance = _tolerance(_taken(near, places), exact)
    kept, free = _taken(near, places), away[places] > tolerance
    errors = {name: _error(one[free], exact[name][free]) for name, one in kept.items() if name not in (*MARKS, LIMIT)}
    return ChartErrors(errors, tolerance)


def _least(numbers: Any, among: Any) -> Any:
    """Places of the least of some numbers."""
    found = np.argsort(np.where(among, numbers, np.inf), kind="stable")[: MEASURED // 4]
    return found[among[found]]


def _tolerance(near: Mapping[str, Any], exact: Mapping[str, Any]) -> float:
    with np.errstate(all="ignore"):
        shares = [np.abs(near[name] / exact[name] - 1) for name in (BY_MASS, BY_VOLUME)]
        gaps = np.stack([*shares, *([np.abs(near[LIMIT] - exact[LIMIT])] if LIMIT in near else [])])
    return _SAFETY * float(np.max(gaps, where=np.isfinite(gaps), initial=0.0)) + _ROUNDING


def _error(near: Any, exact: Any) -> float:
    """Largest error as a share of a result, or of a tenth of its median if that is more; of words, the share that
    differ."""
    if exact.size == 0:
        return 0.0
    if exact.dtype.kind in "OUS":
        return float(np.mean(near.astype(str) != exact.astype(str)))
    known = np.isfinite(exact) & np.isfinite(near)
    size = np.abs(exact[known])
    scale = np.maximum(size, 0.1 * np.median(size)) if size.size else size
    gaps = np.abs(near[known] - exact[known])
    errors = np.divide(gaps, scale, out=np.where(gaps > 0, np.inf, 0.0), where=scale > 0)
    built = np.array_equal(np.isfinite(near), np.isfinite(exact))
    return float(np.max(errors, initial=0.0)) if built else np.inf


def _flat(outputs: Mapping[str, Any], count: int) -> dict[str, Any]:
    return {name: np.broadcast_to(one, (count,)) for name, one in outputs.items()}


def _taken(arrays: Mapping[str, Any], places: Any) -> dict[str, Any]:
    return {name: one[places] if np.ndim(one) else one for name, one in arrays.items()}


def solve_near_steps(
    outputs: Mapping[str, Any],
    inputs: Callable[[], Mapping[str, Any]],
    shape: tuple[int, ...],
    tolerance: float,
    solved: Callable[[Mapping[str, Any]], dict[str, Any]],
) -> dict[str, Any]:
    """The outputs of a block, with the orbits of designs near a step solved.

    Args:
        outputs: Every output as read from the chart, with MARKS.
        inputs: Gives the inputs of the block, by name.
        shape: Shape of the block.
        tolerance: Share within which a design is near a step.
        solved: Gives every output, without a chart, from the inputs of some designs.
    """
    kept = {name: one for name, one in outputs.items() if name not in (*MARKS, LIMIT)}
    away = np.broadcast_to(distance(outputs[BY_MASS], outputs[BY_VOLUME], outputs.get(LIMIT, np.inf)), shape)
    places = np.flatnonzero(away <= tolerance)
    if not places.size:
        return kept
    exact = _flat(solved(_taken(inputs(), places)), places.size)
    for name, one in kept.items():
        kind = np.promote_types(np.asarray(one).dtype, exact[name].dtype)  # of words the longest
        whole = np.array(np.broadcast_to(one, shape), kind)
        whole[places] = exact[name]
        kept[name] = whole
    return kept
