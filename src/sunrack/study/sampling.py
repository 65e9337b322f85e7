"""`sample`: any results over draws of every ranged value; the odds that orbit wins, and how sure they are."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Unpack, overload

import numpy as np

from sunrack.arguments import either, listed, whole_number
from sunrack.catalogue import near
from sunrack.ground import PLANT_FIELDS, REGION_FIELDS
from sunrack.names import Name
from sunrack.normal import score
from sunrack.scenario import SECTIONS, Scenario, load
from sunrack.study.bracket import whole
from sunrack.study.copula import mixed_with
from sunrack.study.distributions import distribution, quantile
from sunrack.study.plan import Plan
from sunrack.study.runner import Runner
from sunrack.study.summary import PASSED
from sunrack.study.sweeping import HEADLINES, Options, write_or_show
from sunrack.study.uniform import METHODS, MOST, Dimension, Uniform

if TYPE_CHECKING:
    import xarray

GROUPS = ("group growth", "group cycle life", "group build", "group maker")  # those of the values that ship


@dataclass(frozen=True)
class Drawn:
    """One key as it is drawn: along which dimension of the unit cube, from which end, by which distribution; SI.

    A key that is partly correlated with its group has a dimension of its own and one in `common` with the group.
    """

    key: str
    dim: Dimension
    falling: bool
    name: str
    low: float
    value: float
    high: float
    whole: bool = False
    common: Dimension | None = None
    correlation: float = 1.0

    @property
    def dims(self) -> tuple[Dimension, ...]:
        """The dimensions that it is drawn along: the group's first."""
        return (self.common, self.dim) if self.common else (self.dim,)

    def share(self, cube: Cube, start: int, stop: int, scores: dict[Dimension, Any]) -> Any:
        """Its places between 0 and 1 for the draws from one to another; the normal scores of its group's are kept."""
        own = cube.at(self.dim, start, stop)
        if self.common is None:
            return own
        if self.common not in scores:
            scores[self.common] = score(cube.at(self.common, start, stop))
        return mixed_with(scores[self.common], own, self.correlation)

    def at(self, share: Any) -> Any:
        """The numbers at some places between 0 and 1 of its dimension."""
        half = 0.5 if self.whole else 0.0
        numbers = quantile(
            self.name, 1 - share if self.falling else share, self.low - half, self.value, self.high + half
        )
        return np.clip(np.rint(numbers), self.low, self.high) if self.whole else numbers


class Cube(Protocol):
    """Points in a unit cube, by place."""

    def at(self, dimension: Dimension, start: int, stop: int) -> Any:
        """One coordinate of the points from `start` to `stop`."""


@dataclass(frozen=True)
class Draws:
    """SI numbers of every drawn key for the draws from one to another: what a plan asks for."""

    keys: tuple[Drawn, ...]
    cube: Cube

    def __call__(self, start: int, stop: int) -> dict[str, Any]:
        """Numbers by key."""
        return self.numbers(self.shares(start, stop))

    def shares(self, start: int, stop: int, names: Container[str] | None = None) -> dict[str, Any]:
        """Places of the points by the names of their dimensions, all of them or some."""
        first, scores = {f"dimension {one.dim.name}": one for one in self.keys}, dict[Dimension, Any]()
        return {
            name: one.share(self.cube, start, stop, scores)
            for name, one in first.items()
            if names is None or name in names
        }

    def numbers(self, shares: Mapping[str, Any]) -> dict[str, Any]:
        """Numbers by key."""
        return {one.key: one.at(shares[f"dimension {one.dim.name}"]) for one in self.keys}


@cache
def _places() -> tuple[dict[str, int], dict[str, int]]:
    """Places of every key of the sections, and of every key of a region or plant, whichever a scenario draws."""
    keys = (
        f"{room}.{key}"
        for room, section in SECTIONS.items()
        for key in section.model_fields
        if "unit" in section.extra(key)
    )
    sections = {key: place for place, key in enumerate(("clock.luck", *GROUPS, *keys))}
    return sections, {key: place for place, key in enumerate(("luck", *REGION_FIELDS, *PLANT_FIELDS))}


def dimension(key: str, group: str = "") -> Dimension:
    """Where a key's draws come from: its name and group alone decide.

    The keys of the sections and the groups that ship are one Sobol sequence; each region's keys, each plant's, and each
    group of the user's own are another.
    """
    sections, fields = _places()
    name = f"group {group.removeprefix('-')}" if group else key
    if group or name in sections:
        return Dimension(name, sections[name]) if name in sections else Dimension(name, family=name)
    room, region, field = Name.parse(key)
    return Dimension(key, fields[field], f"{room}.{region}")


def drawn(scenario: Scenario, keys: str | Sequence[str] | None = None) -> tuple[Drawn, ...]:
    """Every value with a range as it is drawn, and the luck of orbit's first launches and of each region's permission.

    Args:
        scenario: Whose values they are.
        keys: Which of them; all if left out. A key is drawn alike whichever others are, and whichever regions are
            listed.
    Raises:
        ValueError: A key that is no ranged value, with the nearest.
    """
    found = []
    for key, value in scenario.values().items():
        if shape := distribution(value):
            together, falling = dimension(key, value.group), value.group.startswith("-")
            low, high = float(value.low), float(value.high)  # type: ignore[arg-type]
            one = Drawn(key, together, falling, shape, low, value.si, high, whole(key))
            partly = value.group and value.correlation < 1
            found.append(
                replace(one, dim=dimension(key), common=together, correlation=value.correlation) if partly else one
            )
    lucks = ("clock.luck", *(f"ground.{site}.luck" for site in scenario.sites))
    found += [Drawn(key, dimension(key), False, "uniform", 0.0, 0.5, 1.0) for key in lucks]
    if keys is None:
        return tuple(found)
    known, keys = {one.key: one for one in found}, listed(keys, "keys")
    values = scenario.values()
    problems = [
        f"{key} has no range in this scenario, only the value {values[key]}, so it cannot be drawn. Write its range,"
        f' for example --set "{key}.low=..." and --set "{key}.high=..."'
        if key in values
        else f'"{key}" is not a value with a range, which alone are drawn{near(key, known)}'
        for key in keys
        if key not in known
    ]
    if problems or not keys:
        raise ValueError("\n".join(problems) or "there is no input to draw")
    return tuple(known[key] for key in keys)


class DrawOptions(Options, total=False):
    """Options of a sample: what is drawn and how, and what is shown."""

    seed: int
    results: str | Sequence[str] | None
    only: str | Sequence[str] | None
    keys: str | Sequence[str] | None
    inputs: str | Sequence[str]
    method: str


@overload
def sample(
    scenario: Any = None, n: int = 100_000, *, output: None = None, **options: Unpack[DrawOptions]
) -> xarray.Dataset: ...
@overload
def sample(scenario: Any = None, n: int = 100_000, *, output: str | Path, **options: Unpack[DrawOptions]) -> Path: ...
def sample(
    scenario: Any = None,
    n: int = 100_000,
    *,
    seed: int = 1,
    results: str | Sequence[str] | None = None,
    only: str | Sequence[str] | None = None,
    inputs: str | Sequence[str] = (),
    method: str = "sobol",
    threads: int | None = None,
    exact: bool = False,
    progress: Callable[[int], None] | None = None,
    output: str | Path | None = None,
    cluster: Any = None,
    outputs: str | Sequence[str] | None = None,
    keys: str | Sequence[str] | None = None,
) -> xarray.Dataset | Path:
    """Any results over draws of every value that has a range, each from its distribution.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
        n: How many draws.
        seed: The same seed gives the same draws, whatever the threads.
        results: Names of results. Default: the main results.
        only: The only inputs to draw; the others keep their base value.
        inputs: Drawn values to give beside the results, in their units.
        method: "sobol" (quasi-random, scrambled), "latin" (hypercube) or "random".
        threads: How many at once; all cores if left out.
        exact: Solve the eclipse year of every draw's orbit; else orbits of more than 2,048 draws may be read from a
            chart (see attrs "orbits", "orbit_errors" and "result_errors").
        progress: Called with the draws of each piece that is done.
        output: A file or store to write instead, as `sweep` does.
        cluster: A dask.distributed client, whose workers do the work.
        outputs, keys: Old names of `results` and `only`.
    Returns:
        xarray.Dataset over "draw" with `attrs["units"]` on each variable, for `summarise`; with `output` its path.
    Raises:
        ValueError: What cannot be drawn or is no result.
        StoreError: `output` belongs to another study, is being written by another process, or cannot be written.
    """
    results, only = either("results", results, "outputs", outputs), either("only", only, "keys", keys)
    plan = lay_out_sample(scenario, n, seed=seed, results=results, only=only, inputs=inputs, method=method, exact=exact)
    return write_or_show(Runner(plan), output, threads=threads, cluster=cluster, progress=progress)


def results_for_odds(case: Scenario) -> list[str]:
    """Results from which the odds are counted: cost and time region by region, and whether every check passes."""
    return [*(f"compare.{site}.{name}" for site in case.sites for name in ("cost_ratio", "time_saved")), PASSED]


def lay_out_sample(
    scenario: Any,
    n: int,
    *,
    seed: int = 1,
    results: str | Sequence[str] | None = None,
    only: str | Sequence[str] | None = None,
    inputs: str | Sequence[str] = (),
    method: str = "sobol",
    exact: bool = False,
) -> Plan:
    """The plan of a sample; arguments and errors as `sample`."""
    case = load(scenario)
    n, seed = whole_number("the number of draws", n, 1, MOST), whole_number("the seed", seed, 0, 2**63 - 1)
    if method not in METHODS:
        raise ValueError(f'"{method}" is not a method. Choose from {", ".join(METHODS)}{near(str(method), METHODS)}')
    some = drawn(case, only)
    shown = tuple(one.key for one in drawn(case, listed(inputs, "inputs"))) if len(inputs) else ()
    names = listed(results, "results") if results is not None else (*HEADLINES, *results_for_odds(case))
    if not names and not shown:
        raise ValueError("results is empty. Leave it out for the main results")
    if still := [key for key in shown if all(key != one.key for one in some)]:
        raise ValueError(f"{', '.join(still)} cannot be shown as drawn, because only does not include it")
    return Plan(
        case,
        tuple(dict.fromkeys((*names, *shown))),
        draws=Draws(some, Uniform(n, seed, method)),
        count=n,
        spans={one.key: (one.low, one.high) for one in some},
        inputs=shown,
        said={"seed": seed, "method": method, "drawn": len(some)},
        exact=exact,
    )
