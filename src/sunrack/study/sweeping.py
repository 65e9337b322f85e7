"""`sweep`: any results over any inputs, as a labelled grid."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from sunrack.scenario import Scenario, load
from sunrack.study.axes import REGIONS, axes
from sunrack.study.labels import labelled
from sunrack.study.naming import listed
from sunrack.study.plan import MOST_POINTS, Plan, check, facing
from sunrack.study.running import arrays
from sunrack.study.store import gathered, write

if TYPE_CHECKING:
    import xarray

HEADLINES = ("cost.per_gpu_hour", "cost.all_in_per_kw_year", "mass.wet", "power.array_area", "thermal.radiator_area")


@overload
def sweep(
    scenario: Any,
    over: Mapping[str, Any],
    outputs: str | Sequence[str] | None = None,
    *,
    paired: bool = False,
    threads: int | None = None,
    exact: bool = False,
    progress: Callable[[int], None] | None = None,
    output: None = None,
    cluster: Any = None,
) -> xarray.Dataset: ...
@overload
def sweep(
    scenario: Any,
    over: Mapping[str, Any],
    outputs: str | Sequence[str] | None = None,
    *,
    paired: bool = False,
    threads: int | None = None,
    exact: bool = False,
    progress: Callable[[int], None] | None = None,
    output: str | Path,
    cluster: Any = None,
) -> Path: ...
def sweep(
    scenario: Any,
    over: Mapping[str, Any],
    outputs: str | Sequence[str] | None = None,
    *,
    paired: bool = False,
    threads: int | None = None,
    exact: bool = False,
    progress: Callable[[int], None] | None = None,
    output: str | Path | None = None,
    cluster: Any = None,
) -> xarray.Dataset | Path:
    """Any results over a grid of any inputs.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping.
        over: Values by key: {"orbit.altitude": Q(np.linspace(500, 1400, 50), "km"), "launch.price": "100 USD/kg:1000 USD/kg:20:log",
            "launch.vehicle": ["falcon-9", "starship-2029"], "ground.regions": ["texas", "india"]}.
        outputs: A name of a result, or several; the headline ones if left out. Along an axis of regions, "compare.cost_ratio" without a region.
        paired: All axes run along one dimension, "point", instead of spanning a grid; they are of one length, and numbers.
        threads: How many at once; all cores if left out. The results are the same to the last bit.
        exact: Solve the eclipse year of every orbit; else the orbits of more than 2,048 paired points may be read from a chart (see attrs
            "orbits", "orbit_errors" and "result_errors").
        progress: Called with the points of each piece that is done.
        output: A file or store to write instead: "x.nc", "x.csv", "x.zarr" or "x.parquet". All but .nc are written piece by piece with flat
            memory; after a kill the same call goes on from there and ends with the same bytes.
        cluster: A dask.distributed client, whose workers do the work; the results are the same to the last bit where their processors are.
    Returns:
        xarray.Dataset with a dimension a key, coordinates in your units, and `attrs["units"]` on each variable; with `output` its path.
    Raises:
        ValueError: A key, value or output that cannot be used, all told at once.
        StoreError: `output` belongs to another study, is being written by another process, or cannot be written.
    """
    plan = lay_out(scenario, over, outputs, paired=paired, exact=exact)
    if output is not None:
        return write(plan, output, threads=threads, cluster=cluster, progress=progress)
    return dataset(plan, threads=threads, progress=progress, cluster=cluster)


def lay_out(
    scenario: Any,
    over: Mapping[str, Any],
    outputs: str | Sequence[str] | None = None,
    *,
    paired: bool = False,
    exact: bool = False,
) -> Plan:
    """The plan of a sweep; arguments and errors as `sweep`."""
    names = listed(outputs, "outputs") if outputs is not None else None
    if names == ():
        raise ValueError("outputs names no result; leave it out for the headline ones")
    keys = [key for key in over if isinstance(key, str)] if isinstance(over, Mapping) else []
    case: Scenario = facing(load(scenario), [*keys, *(names or ())])
    spans = axes(case, over)
    if not paired and (size := math.prod(map(len, spans))) > MOST_POINTS:
        raise ValueError(
            f"{size:,} points are too many: a study has at most {MOST_POINTS:,}; take fewer values of a key"
        )
    if paired and (any(axis.words for axis in spans) or len({len(axis) for axis in spans}) > 1):
        raise ValueError(
            "paired axes must be numbers, all of one length: "
            + ", ".join(f"{axis.key} has {len(axis)}" for axis in spans)
        )
    if twice := [name for name in names or () if name in {axis.key for axis in spans}]:
        raise ValueError(f"{twice[0]} is swept: it stands beside every result already, as a coordinate")
    by_region = any(axis.key == REGIONS for axis in spans)
    ratios = ("compare.cost_ratio",) if by_region else tuple(f"compare.{region}.cost_ratio" for region in case.sites)
    wanted = names if names is not None else HEADLINES + ratios
    return Plan(case, wanted, axes=tuple(spans), paired=paired, exact=exact)


def dataset(
    plan: Plan, *, threads: int | None = None, progress: Callable[[int], None] | None = None, cluster: Any = None
) -> xarray.Dataset:
    """A plan, checked and run, as a labelled dataset, if memory holds it."""
    _fits(plan.size * len(plan.outputs))
    units = check(plan)
    return labelled(
        plan, gathered(plan, cluster, progress) if cluster is not None else arrays(plan, threads, progress), units
    )


def _fits(numbers: int) -> None:
    """Refuse what this machine's memory cannot hold; where nobody says how much there is, nothing."""
    memory = float("inf")
    with suppress(AttributeError, OSError, ValueError):
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    if 8 * numbers > 0.8 * memory:
        raise ValueError(
            f"{8e-9 * numbers:,.0f} GB of results do not fit this machine's {1e-9 * memory:,.0f} GB; write them"
            ' (output="x.zarr"), or ask for fewer'
        )
