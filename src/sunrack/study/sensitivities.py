"""`sensitivity`: which inputs decide a result, one at a time, or by their share of its variance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sunrack import markup
from sunrack.arguments import either, named, whole_number
from sunrack.catalogue import near
from sunrack.checks import failing
from sunrack.names import Name
from sunrack.scenario import Scenario, load
from sunrack.study.against import choose_region, one_region
from sunrack.study.crossed import Crossed
from sunrack.study.crossing import Crossing, breakeven
from sunrack.study.plan import Plan
from sunrack.study.runner import Runner, full_name
from sunrack.study.sampling import Draws, drawn
from sunrack.study.slopes import Partial, partials
from sunrack.study.tornado import Driver, ranked, swings
from sunrack.study.uniform import MOST, Dimension, Uniform
from sunrack.values import Value
from sunrack.verdict import compare

DECIDERS = 5
_BOUNDARIES = {"cost_ratio": "gpu-hour", "net_present_value": "net-present-value"}
_BOOTSTRAPS = 200


@dataclass(frozen=True, repr=False)
class Decider(markup.Shown):
    """An input that moves the result far, and the value, in its range or not, at which it alone changes the verdict."""

    key: str
    value: Value
    crossing: Crossing

    @property
    def in_range(self) -> bool:
        """Whether the range that a careful reader would accept holds the crossing."""
        at = self.crossing.value
        low, high = self.value.low, self.value.high
        return at is not None and low is not None and high is not None and low <= at.to_base_units().magnitude <= high


@dataclass(frozen=True, repr=False)
class Index(markup.Shown):
    """Sobol indices of one input, or of a group that moves together: first-order (alone) and total-order
    (including interactions).

    The errors are half-widths of 95 % confidence, by bootstrap.
    """

    name: str
    keys: tuple[str, ...]
    first: float
    first_error: float
    total: float
    total_error: float


@dataclass(frozen=True, repr=False)
class Sensitivity:
    """What decides one result: the tornado, the inputs that could change the verdict, and Sobol indices if wanted.

    `edges` are inputs with one end feasible and the other infeasible; `fails` says what keeps the scenario as it stands
    from being built. `used` is the share of the rows of draws that the indices rest on: a row with a design that cannot
    be built has no variance. `elasticities` are at the present values; `groups` the indices of whole groups of inputs.
    """

    result: str
    unit: str
    now: float
    drivers: tuple[Driver, ...]
    deciders: tuple[Decider, ...]
    edges: tuple[Driver, ...] = ()
    fails: str = ""
    indices: tuple[Index, ...] = ()
    rows: int = 0
    used: float = 1.0
    elasticities: tuple[Partial, ...] = ()
    groups: tuple[Index, ...] = ()

    @property
    def output(self) -> str:
        """An old name of `result`."""
        return self.result

    def __repr__(self) -> str:
        moved = sum(row.swing > 0 for row in self.drivers)
        first = f", most by {self.drivers[0].key}" if moved else ""
        return (
            f"<Sensitivity of {self.result}: {self.now:.4g} {self.unit}".rstrip() + f", moved by {moved} inputs{first}>"
        )

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data."""
        return {
            "result": self.result,
            "unit": self.unit,
            "now": self.now,
            "fails": self.fails,
            "edges": [{"key": row.key, "at_low": row.at_low, "at_high": row.at_high} for row in self.edges],
            "deciders": [
                {
                    "key": one.key,
                    "even_at": None if one.crossing.value is None else float(one.crossing.value.magnitude),
                    "unit": one.value.unit,
                }
                for one in self.deciders
            ],
            "drivers": [{"key": row.key, "at_low": row.at_low, "at_high": row.at_high} for row in self.drivers],
            "elasticities": [vars(one) for one in self.elasticities],
            "indices": [vars(one) for one in self.indices],
            "groups": [vars(one) for one in self.groups],
            "rows": self.rows,
            "used": self.used,
        }

    def _repr_html_(self) -> str:
        rows = [(row.key, str(row.value), f"{row.at_low:.4g}", f"{row.at_high:.4g}") for row in self.drivers]
        return markup.table(["input", "now", f"{self.result} at low", "at high"], rows, "llrr")


def sensitivity(
    scenario: Any = None,
    result: str | None = None,
    against: str | None = None,
    *,
    region: str | None = None,
    sobol: bool = False,
    n: int = 4096,
    seed: int = 1,
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
    groups: Mapping[str, str] | Callable[[str], str] | None = None,
    output: str | None = None,
) -> Sensitivity:
    """Which inputs decide a result.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
        result: Name of a result. Default: "compare.cost_ratio", that of `against`; "compare.texas.cost_ratio" names it.
        against: The region, of the scenario or any that ships; the result's own, or the cheapest of the scenario's, if
            left out.
        region: The same as `against`.
        sobol: Sobol indices too: the walk for n designs, and n more for every input and one, n power of two best.
        n: Rows of draws for them.
        seed: The same seed gives the same indices.
        threads: How many at once; all cores if left out.
        progress: Called with the designs of each block that is done.
        output: An old name of `result`.
        groups: The name of each input's group, by a mapping or a function of its key: the shares of variance of whole
            groups too, from n designs for each group and two. Keys that a mapping lacks are
            "others"; inputs that the scenario draws together are of the group of the first.
    Raises:
        Unknown: No such region, with the nearest name; a KeyError and a ValueError.
        ValueError: No such result, with the nearest name; or rows or a seed that are no whole numbers.
    """
    n, seed = whole_number("the rows", n, 2, MOST), whole_number("the seed", seed, 0, 2**63 - 1)
    result = either("result", result, "output", output)
    wanted = named("compare.cost_ratio" if result is None else result, "result")
    case, name, region = _in_region(load(scenario), wanted, one_region(region, against))
    runner = Runner(Plan(case, (name,)))
    unit = runner.check()[name]
    found = np.asarray(runner.run(runner.plan.blocks[0])[name])
    if found.dtype.kind not in "fiub":
        raise ValueError(f"{name} is text. Only a number has a sensitivity")
    now = float(np.mean(found))
    every = swings(case, name)
    rows = tuple(ranked(every))
    edges = tuple(row for row in every if np.isfinite(row.at_low) != np.isfinite(row.at_high))
    fails = "" if np.isfinite(now) else failing(compare(case).checks)
    boundary = _BOUNDARIES.get(Name.parse(name).key)
    strongest = rows[:DECIDERS] if boundary else ()
    deciders = tuple(
        Decider(row.key, row.value, breakeven(case, row.key, region).crossings[str(boundary)]) for row in strongest
    )
    slopes = tuple(one for one in partials(case, name) if Name.parse(one.wrt).region in ("", region, *case.plants))
    answer = Sensitivity(name, unit, now, rows, deciders, edges, fails, elasticities=slopes)
    if groups is not None:
        kinds, used = _sobol(case, name, region, n, seed, threads, progress, _grouping(groups, case))
        answer = replace(answer, groups=kinds, rows=n, used=used)
    if not sobol:
        return answer
    shares, used = _sobol(case, name, region, n, seed, threads, progress)
    return replace(answer, indices=shares, rows=n, used=used)


def _grouping(groups: Mapping[str, str] | Callable[[str], str], case: Scenario) -> Callable[[str], str]:
    """The name of an input's group by its key.

    Raises:
        ValueError: It is neither a mapping nor a function, or it names a key that nothing draws.
    """
    if not isinstance(groups, Mapping) and not callable(groups):
        raise ValueError(f"groups must be a mapping from keys to names, or a function of a key, not {groups!r:.40}")
    if isinstance(groups, Mapping):
        known = [one.key for one in drawn(case)]
        if strange := [key for key in groups if key not in known]:
            raise ValueError(f'"{strange[0]}" is no input that is drawn{near(strange[0], known)}')
        return lambda key: str(groups.get(key, "others"))
    return lambda key: str(groups(key))


def _in_region(case: Scenario, output: str, region: str | None) -> tuple[Scenario, str, str | None]:
    """The scenario with the region that a result is of, if it is of one, the result's full name, and that region."""
    if not Name.parse(output).is_regional:
        return case, output, None
    case, chosen = choose_region(case, region, output)
    return case, full_name(output, chosen), chosen


def _sobol(
    case: Scenario,
    name: str,
    region: str | None,
    n: int,
    seed: int,
    threads: int | None,
    progress: Callable[[int], None] | None,
    group_of: Callable[[str], str] | None = None,
) -> tuple[tuple[Index, ...], float]:
    """The indices of every dimension, or of every group, the largest first; and the share of the rows that is used."""
    others = [site for site in case.sites if site != region]
    keys = tuple(one for one in drawn(case) if Name.parse(one.key).region not in others)
    first = {dim: one.key for one in reversed(keys) for dim in one.dims}
    parts: dict[Any, list[Dimension]] = {}  # what is drawn together is of the group of its first key
    for dim in dict.fromkeys(dim for one in keys for dim in one.dims):
        parts.setdefault(group_of(first[dim]) if group_of else dim, []).append(dim)
    part_of = {dim: number for number, dims in enumerate(parts.values()) for dim in dims}
    n = whole_number("the rows", n, 2, MOST // (len(parts) + 2))
    plan = Plan(
        case,
        (name,),
        draws=Draws(keys, Crossed(Uniform(n, seed), tuple(part_of), tuple(part_of.values()))),
        count=n * (len(parts) + 2),
        spans={one.key: (one.low, one.high) for one in keys},
    )
    answers = Runner(plan).arrays(threads, progress)[name].reshape(len(parts) + 2, n)
    kept = answers[:, np.all(np.isfinite(answers), axis=0)]
    shares = indices(kept[0], kept[1], kept[2:], seed)
    values, found = case.values(), []
    for (kind, dims), numbers in zip(parts.items(), shares.T, strict=True):
        names = tuple(one.key for one in keys if (one.dim in dims if group_of else dims[0] in one.dims))
        group = values[names[0]].group.removeprefix("-") if len(names) > 1 and not group_of else ""
        said = str(kind) if group_of else f"group {group}" if group else names[0]
        found.append(Index(said, names, *(float(one) for one in numbers)))
    return tuple(sorted(found, key=lambda one: -one.total)), kept.shape[1] / n


def indices(a: Any, b: Any, crossed: Any, seed: int = 1) -> Any:
    """First-order and total-order Sobol indices with half-widths of their 95 % confidence intervals.

    Rows: first-order index, its error, total-order index, its error. Columns: dimensions.

    The first index by Saltelli et al. (2010), the total one by Jansen (1999, doi:10.1016/S0010-4655(98)00154-4).

    Args:
        a, b: Results at the rows A and B, shape (n,).
        crossed: Results at A with each dimension from B, shape (dimensions, n).
        seed: Of the bootstrap.
    """
    if a.size < 2:
        return np.full((4, len(crossed)), np.nan)
    middle = np.mean([a, b])
    a, b, crossed = a - middle, b - middle, crossed - middle
    terms = np.stack([b * (crossed - a), 0.5 * (crossed - a) ** 2])
    squares = 0.5 * (a**2 + b**2)
    with np.errstate(all="ignore"):  # what never varies has no shares
        best = np.mean(terms, axis=-1) / np.mean(squares)
        generator, drawn_again = np.random.default_rng(seed), []
        for _ in range(_BOOTSTRAPS):
            weight = generator.multinomial(a.size, np.full(a.size, 1 / a.size))
            drawn_again.append(terms @ weight / (squares @ weight - (0.5 * (a + b) @ weight) ** 2 / a.size))
    low, high = np.quantile(drawn_again, (0.025, 0.975), axis=0)
    errors = (high - low) / 2
    return np.stack([best[0], errors[0], best[1], errors[1]])
