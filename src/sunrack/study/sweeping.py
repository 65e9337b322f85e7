"""`sweep`: any results over any inputs, as a labelled grid."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, overload

from sunrack.arguments import either, listed
from sunrack.scenario import Scenario, load
from sunrack.study.against import region_of, with_regions_of
from sunrack.study.axes import REGIONS, axes
from sunrack.study.labels import labelled
from sunrack.study.memory import check_memory
from sunrack.study.plan import MOST_POINTS, Plan
from sunrack.study.recordings import Outputs
from sunrack.study.runner import Runner
from sunrack.study.store import gathered, write

if TYPE_CHECKING:
    import xarray

Over = Mapping[str, Any]
Results = str | Sequence[str] | None
HEADLINES = ("cost.per_gpu_hour", "cost.all_in_per_kw_year", "mass.wet", "power.array_area", "thermal.radiator_area")


class Options(TypedDict, total=False):
    """Options that every study of many designs takes."""

    threads: int | None
    exact: bool
    progress: Callable[[int], None] | None
    cluster: Any
    outputs: Results


@overload
def sweep(
    scenario: Any,
    over: Over,
    results: Results = None,
    *,
    paired: bool = False,
    output: None = None,
    **options: Unpack[Options],
) -> xarray.Dataset: ...
@overload
def sweep(
    scenario: Any,
    over: Over,
    results: Results = None,
    *,
    paired: bool = False,
    output: str | Path,
    **options: Unpack[Options],
) -> Path: ...
def sweep(
    scenario: Any,
    over: Over,
    results: Results = None,
    *,
    paired: bool = False,
    threads: int | None = None,
    exact: bool = False,
    progress: Callable[[int], None] | None = None,
    output: str | Path | None = None,
    cluster: Any = None,
    outputs: Results = None,
) -> xarray.Dataset | Path:
    """Any results over a grid of any inputs.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping.
        over: Values by key: {"orbit.altitude": Q(np.linspace(500, 1400, 50), "km"),
            "launch.price": "100 USD/kg:1000 USD/kg:20:log", "launch.vehicle": ["falcon-9", "starship-2029"],
            "ground.regions": ["texas", "india"]}.
        results: A name of a result, or several. Default: the main results. Along an axis of regions,
            "compare.cost_ratio" without a region.
        paired: All axes run along one dimension, "point", instead of spanning a grid; they are of one length, and
            numbers.
        threads: How many at once; all cores if left out. The results are the same to the last bit.
        exact: Solve the eclipse year of every orbit; else the orbits of more than 2,048 paired points may be read from
            a chart (see attrs "orbits", "orbit_errors" and "result_errors").
        progress: Called with the points of each piece that is done.
        output: A file or store to write instead: "x.nc", "x.csv", "x.zarr" or "x.parquet". All but .nc are written
            piece by piece with flat memory; after a kill the same call goes on from there and ends with the same bytes.
        cluster: A dask.distributed client, whose workers do the work; the results are the same to the last bit where
            their processors are.
        outputs: An old name of `results`.
    Returns:
        xarray.Dataset with a dimension a key, coordinates in your units, and `attrs["units"]` on each variable; with
        `output` its path.
    Raises:
        ValueError: A key, value or output that cannot be used, all told at once.
        StoreError: `output` belongs to another study, is being written by another process, or cannot be written.
    """
    results = either("results", results, "outputs", outputs)
    runner = Runner(lay_out(scenario, over, results, paired=paired, exact=exact))
    return write_or_show(runner, output, threads=threads, cluster=cluster, progress=progress)


def lay_out(scenario: Any, over: Over, results: Results = None, *, paired: bool = False, exact: bool = False) -> Plan:
    """The plan of a sweep; arguments and errors as `sweep`."""
    names = listed(results, "results") if results is not None else None
    if names == ():
        raise ValueError("results is empty. Leave it out for the main results")
    keys = [key for key in over if isinstance(key, str)] if isinstance(over, Mapping) else []
    case: Scenario = with_regions_of(load(scenario), [*keys, *(names or ())])
    spans = axes(case, over)
    if not paired and (size := math.prod(map(len, spans))) > MOST_POINTS:
        raise ValueError(f"{size:,} points are too many: a study has at most {MOST_POINTS:,}. Use fewer values")
    if paired and (any(axis.words for axis in spans) or len({len(axis) for axis in spans}) > 1):
        raise ValueError(
            "paired axes must be numbers, all of one length: "
            + ", ".join(f"{axis.key} has {len(axis)}" for axis in spans)
        )
    if twice := [name for name in names or () if name in {axis.key for axis in spans}]:
        raise ValueError(f"{twice[0]} is swept, so it is already a coordinate of every result")
    by_region = any(axis.key == REGIONS for axis in spans)
    ratios = ("compare.cost_ratio",) if by_region else tuple(f"compare.{region}.cost_ratio" for region in case.sites)
    wanted = names if names is not None else HEADLINES + ratios
    _refuse_idle(case, keys, wanted)
    return Plan(case, wanted, axes=tuple(spans), paired=paired, exact=exact)


def _refuse_idle(case: Scenario, keys: Sequence[str], results: Sequence[str]) -> None:
    """Refuse a key of one region where the results are those of others.

    Raises:
        ValueError: There is such a key; the message names a result that it moves.
    """
    known = {region for name in results if (region := region_of(case, name))}
    for key in keys:
        if known and (region := region_of(case, key)) and region not in known:
            others = ", ".join(sorted(known))
            raise ValueError(
                f"{key} belongs to {region} and moves no result of {others}. Ask for compare.{region}.cost_ratio"
            )


def dataset(
    runner: Runner, *, threads: int | None = None, progress: Callable[[int], None] | None = None, cluster: Any = None
) -> xarray.Dataset:
    """A plan, checked and run, as a labelled dataset, if memory holds it."""
    found, units = in_memory(runner, threads=threads, progress=progress, cluster=cluster)
    return labelled(runner, found, units)


def in_memory(
    runner: Runner, *, threads: int | None = None, progress: Callable[[int], None] | None = None, cluster: Any = None
) -> tuple[Outputs, dict[str, str]]:
    """The arrays of a plan, checked and run, and their units, if memory holds them."""
    check_memory(runner.plan.size * len(runner.plan.outputs))
    units = runner.check()
    found = gathered(runner, cluster, progress) if cluster is not None else runner.arrays(threads, progress)
    return {name: found[name] for name in runner.plan.outputs}, units


def write_or_show(
    runner: Runner,
    output: str | Path | None,
    *,
    threads: int | None,
    progress: Callable[[int], None] | None,
    cluster: Any,
) -> xarray.Dataset | Path:
    """A plan, run into a file or store if one is named, else as a labelled dataset."""
    if output is not None:
        return write(runner, output, threads=threads, cluster=cluster, progress=progress)
    return dataset(runner, threads=threads, progress=progress, cluster=cluster)
