"""`frontier`: where orbit equals the ground over two inputs: for each value of the one, the value of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack.arguments import named, whole_number
from sunrack.catalogue import Unknown, near
from sunrack.scenario import Scenario, load
from sunrack.study.against import choose_region, one_region
from sunrack.study.axes import Axis, axis
from sunrack.study.bracket import bounds, brackets, narrowed, trials, unmovable
from sunrack.study.crossing import BOUNDARIES, gaps, together
from sunrack.study.distributions import distribution
from sunrack.study.ranges import by_ratio, evenly, rounded
from sunrack.units import to_si

if TYPE_CHECKING:
    import xarray


def frontier(
    scenario: Any,
    key: str,
    other: str,
    against: str | None = None,
    *,
    region: str | None = None,
    values: Any = None,
    boundary: str = "gpu-hour",
    points: int = 21,
) -> xarray.Dataset:
    """For values of `key`, the value of `other` at which orbit equals a region; of several, the nearest to today's.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping.
        key: A number of it, such as "launch.price".
        other: Another, such as "cost.price_level".
        against: The region, of the scenario or any built-in one. Default: that of a key, or the scenario's cheapest.
        region: The same as `against`.
        values: Of `key`, as `sweep` takes them; its range in `points` steps if left out, or from half to twice where it
            has none.
        boundary: One of BOUNDARIES.
        points: How many values of `key` where they are not given.
    Returns:
        xarray.Dataset along `key`: `other` in its unit, nan where no value of it that was tried makes them equal; and
        "better_below", 1 where orbit is the better below it, 0 where above, nan where there is none. `attrs["now"]` of
        `other` is its present value.
    Raises:
        Unknown: No such key, region or boundary, with the nearest name, or keys of two regions; a KeyError and a
            ValueError.
        ValueError: Values that cannot be used.
    """
    import xarray

    case, key, other = load(scenario), named(key, "a key"), named(other, "a key")
    case, region = choose_region(case, one_region(region, against), key, other)
    numbers = case.values()
    for one in (key, other):
        if said := unmovable(one, numbers):
            raise Unknown(said)
    if key == other:
        raise Unknown(f"a frontier needs two different inputs, not {key} twice")
    if boundary not in BOUNDARIES:
        raise Unknown(f'"{boundary}" is not one of {", ".join(BOUNDARIES)}{near(boundary, BOUNDARIES)}')
    along = (
        axis(case, key, values) if values is not None else _along(case, key, whole_number("points", points, 1, 100_000))
    )
    found, below = _solve(case, along, other, region, boundary)
    unit = numbers[other].unit
    return xarray.Dataset(
        {
            other: (
                key,
                (found - to_si(unit)[1]) / to_si(unit)[0],
                {"units": unit, "now": numbers[other].number},
            ),
            "better_below": (key, below, {"units": ""}),
        },
        {key: (key, along.shown, {"units": along.unit, "now": numbers[key].number})},
        {"scenario": case.name, "region": region, "boundary": boundary, "onward": together(case, region)},
    )


def _along(case: Scenario, key: str, points: int) -> Axis:
    """Values over a key's range, spaced as it is drawn."""
    value = case.values()[key]
    shape, low, high = distribution(value), value.low, value.high
    if not shape or low is None or high is None:
        least, most = bounds(key, case)
        shape, low, high = "uniform", 0.5 * value.si, 2 * value.si
        low, high = max(low, -np.inf if least is None else least), min(high, np.inf if most is None else most)
    scale, offset, _ = to_si(value.unit)
    low, high = rounded((np.array([low, high]) - offset) / scale).tolist()
    shown = by_ratio(low, high, points) if shape.startswith("log-") else evenly(low, high, points)
    return Axis(key, shown, value.unit, scale * shown + offset)


def _solve(case: Scenario, along: Axis, other: str, region: str, boundary: str) -> tuple[Any, Any]:
    """Every bracket found in one walk over a grid, then all narrowed together."""
    tried, side = trials(case, other), along.si[:, None]

    def gap_at(values: Any) -> Any:
        return gaps(case, {along.key: side, other: values}, region)[boundary]

    start = brackets(tried, gap_at(tried[None, :]), case.values()[other].si)
    low, high = narrowed(start, gap_at)
    return np.where(start.found, 0.5 * (low + high), np.nan), np.where(start.found, start.below, np.nan)
