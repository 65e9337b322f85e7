"""`partials`: derivatives and elasticities of results at the point, from one array of designs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack import markup
from sunrack.arguments import listed
from sunrack.catalogue import Unknown, near
from sunrack.names import Name
from sunrack.scenario import Scenario, load
from sunrack.study.against import choose_region, with_regions_of
from sunrack.study.axes import REGIONS
from sunrack.study.bracket import bounds, unmovable
from sunrack.study.engine import evaluate
from sunrack.study.runner import full_name
from sunrack.units import Quantity, to_si, unit_of
from sunrack.verdict import Comparison

STEP = 1e-3  # of an input, on both sides, or of its range where it is 0: smaller steps meet eclipses counted by days
_JUMP = 20.0  # times steeper on one side than on the other, beyond which that side has a jump and no slope


@dataclass(frozen=True)
class Partial:
    """How one result moves with one input at the point.

    Args:
        of, wrt: The result and the input.
        value: The derivative, in `unit`: that of the result over that of the input.
        unit: Its unit.
        elasticity: Per cent of the result for one per cent of the input; nan where the result is 0 or infinite.
    """

    of: str
    wrt: str
    value: float
    unit: str
    elasticity: float

    @property
    def quantity(self) -> Any:
        """The derivative as a quantity."""
        return Quantity(self.value, unit_of(self.unit))


@dataclass(frozen=True, repr=False)
class Partials:
    """Derivatives by result and input: `found["mass.wet", "orbit.altitude"]`; iterating gives every `Partial`."""

    rows: tuple[Partial, ...]

    def __getitem__(self, names: tuple[str, str]) -> Any:
        """One derivative as a quantity.

        Raises:
            Unknown: It was not asked for.
        """
        for one in self.rows:
            if (one.of, one.wrt) == tuple(names):
                return one.quantity
        raise Unknown(f"{names!r:.80} is not among these partials; they are of (result, input)")

    def __iter__(self) -> Iterator[Partial]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<Partials: {len(self.rows)} derivatives>"

    def __str__(self) -> str:
        return "\n".join(f"d {one.of} / d {one.wrt} = {one.value:.6g} {one.unit}".rstrip() for one in self.rows)

    def _repr_html_(self) -> str:
        rows = [(one.of, one.wrt, f"{one.value:.6g}", one.unit, f"{one.elasticity:.4g}") for one in self.rows]
        return markup.table(["result", "input", "derivative", "unit", "elasticity"], rows, "llrlr")

    def to_dict(self) -> dict[str, dict[str, Any]]:
        """Result → input → derivative, its unit and the elasticity."""
        found: dict[str, dict[str, Any]] = {}
        for one in self.rows:
            row = {"value": one.value, "unit": one.unit, "elasticity": one.elasticity}
            found.setdefault(one.of, {})[one.wrt] = row
        return found

    def to_frame(self) -> Any:
        """A pandas DataFrame: result and input as the index; derivative, unit and elasticity as columns."""
        from pandas import DataFrame

        frame = DataFrame([vars(one) for one in self.rows], columns=["of", "wrt", "value", "unit", "elasticity"])
        return frame.rename(columns={"of": "result", "wrt": "input"}).set_index(["result", "input"])


def partials(
    scenario: Any = None,
    of: str | Sequence[str] = ("cost.per_gpu_hour",),
    wrt: str | Sequence[str] | None = None,
    *,
    against: str | None = None,
) -> Partials:
    """Derivatives of some results with respect to some inputs, from one array of designs.

    They are differences over a thousandth of the input on both sides; on one side where the input is at a bound, or
    where the other side has a jump: satellites, launches and satellites a launch are counted whole.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
        of: Names of results.
        wrt: Names of inputs; every number that may be moved if left out.
        against: The region of results that have one; the cheapest if left out.
    Raises:
        Unknown: No such result, input or region, with the nearest name; a KeyError and a ValueError.

    >>> import sunrack as sr
    >>> found = sr.partials(of=["mass.wet"], wrt=["orbit.altitude", "launch.price"])
    >>> found["mass.wet", "launch.price"].magnitude
    0.0
    >>> found.rows[0].unit
    'kg/km'
    """
    names = listed(of, "of")
    case = with_regions_of(load(scenario), names)
    region = None
    if any(Name.parse(name).is_regional for name in names) or against:
        case, region = choose_region(case, against, *(name for name in names if Name.parse(name).region))
    names = tuple(full_name(name, region) for name in names)
    values = case.values()
    keys = listed(wrt, "wrt") if wrt is not None else tuple(key for key in values if not unmovable(key, values))
    if said := [words for key in keys if (words := unmovable(key, values))]:
        raise Unknown("\n".join(said))
    steps = np.array([_steps(case, key) for key in keys])
    found, units = differences(case, names, keys, steps)
    rows = []
    for name in names:
        whole, unit = found[name], units[name]
        for place, key in enumerate(keys):
            scale = to_si(values[key].unit)[0]
            slope = _slope(whole, place, steps[place])
            at, here = values[key].si, float(whole[-1])
            elastic = slope * at / here if here and np.isfinite(here) else np.nan
            rows.append(Partial(name, key, slope * scale, per(unit, values[key].unit), elastic))
    return Partials(tuple(rows))


def differences(
    case: Scenario, names: Sequence[str], keys: Sequence[str], steps: Any
) -> tuple[dict[str, Any], dict[str, str]]:
    """Results at designs 2i and 2i + 1, with input i a step up and down; the last design is the point. And their units.

    An input that follows others is written in its own designs alone: elsewhere it goes on following them.

    Args:
        case: The scenario.
        names: Full names of results.
        keys: Inputs.
        steps: Their steps up and down in SI, shape (keys, 2); one of the two may be 0.
    Raises:
        Unknown: No such result, with the nearest name.
    """
    follows = [case.values()[key].follows for key in keys]
    together = [place for place, one in enumerate(follows) if not one]
    found = {name: np.full(2 * len(keys) + 1, np.nan) for name in names}
    units: dict[str, str] = {}
    for places in (together, *([place] for place, one in enumerate(follows) if one)):
        c = _stepped(case, names, [keys[place] for place in places], steps[places])
        for name in names:
            content, units[name] = c.row(name)
            if np.asarray(content).dtype.kind in "US":
                raise Unknown(f"{name} is text; only a number has derivatives{near(name, c.to_dict())}")
            part = np.broadcast_to(np.asarray(content, dtype=float), (2 * len(places) + 1,))
            for at, place in enumerate(places):
                found[name][2 * place : 2 * place + 2] = part[2 * at : 2 * at + 2]
            found[name][-1] = part[-1]
    return found, units


def _stepped(case: Scenario, names: Sequence[str], keys: Sequence[str], steps: Any) -> Comparison:
    """The comparison at designs 2i and 2i + 1, with input i a step up and down, and at the point."""
    values, over = case.values(), {}
    for place, key in enumerate(keys):
        over[key] = np.full(2 * len(keys) + 1, values[key].si)
        over[key][2 * place] += steps[place][0]
        over[key][2 * place + 1] -= steps[place][1]
    regions = list(dict.fromkeys(one for name in names if (one := Name.parse(name).region)))
    return evaluate(case, over, words={REGIONS: regions})


def per(unit: str, other: str) -> str:
    """The unit of one over another."""
    if not other:
        return unit
    below = f"({other})" if any(sign in other for sign in "/·* ") else other
    return f"{unit or '1'}/{below}"


def _steps(case: Scenario, key: str) -> tuple[float, float]:
    """How far an input goes up and down within its bounds."""
    value, (least, most) = case.values()[key], bounds(key, case)
    wide = abs(value.high - value.low) if value.low is not None and value.high is not None else 1.0
    step = STEP * (abs(value.si) or wide or 1.0)
    up = step if most is None or value.si + step <= most else 0.0
    down = step if least is None or value.si - step >= least else 0.0
    return up, down


def _slope(whole: Any, place: int, steps: Any) -> float:
    up, down = steps
    with np.errstate(all="ignore"):
        above = (whole[2 * place] - whole[-1]) / up if up else np.nan
        below = (whole[-1] - whole[2 * place + 1]) / down if down else np.nan
        steep = max(abs(above), abs(below)) > _JUMP * min(abs(above), abs(below))
        if np.isfinite(above) and np.isfinite(below) and not steep:
            return float((whole[2 * place] - whole[2 * place + 1]) / (up + down))
    sides = [one for one in (above, below) if np.isfinite(one)]
    return float(min(sides, key=abs)) if sides else float("nan")
