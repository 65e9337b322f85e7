"""The numbers of figures that no page prints: sizes, flows, a year day by day, draws, and lines of one ratio."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack import launch, layout, orbit, study
from sunrack.findings.base import Finding
from sunrack.findings.first_page import Months, draws_of_ratio, months_of
from sunrack.findings.heat import CLAIMED_WING
from sunrack.section import plain, shown
from sunrack.study.axes import REGIONS
from sunrack.study.engine import evaluate
from sunrack.units import Q, bare
from sunrack.values import Value

if TYPE_CHECKING:
    from sunrack.findings import Findings

OUTLINE = "spacex-ai1"  # the announced satellite that is drawn beside ours
PERSON = 1.75  # m, for scale only
BINS = 48
RATIOS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0)  # lines of the frontier
FRONTIER = ("launch.price", "cost.price_level")
_STEPS, _BEYOND = 65, (0.05, 1.5)  # along either axis; how far past the low and the high of its range it goes


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Panel(Finding):
    """A rectangle of the satellite or of what stands beside it."""

    length: float = shown("m", "longer side")
    breadth: float = shown("m", "other side")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Sizes(Finding):
    """The satellite unfolded, and what it is drawn with."""

    wing: Panel  # one of two
    radiator: Panel
    radiator_sides: int  # panels into which the radiator is split
    rack: Panel
    fairing: Panel
    claimed: Panel  # one of two wings of the claimed length, as wide as our area makes it
    announced: Panel  # the whole of SpaceX AI1, tip to tip
    root: float = shown("m", "from the middle of the satellite to a wing")
    person: float = shown("m", "height of a person, for scale")
    array_area: float = shown("m²", "of the array")
    radiator_area: float = shown("m²", "planform of the radiator")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class YearOfOrbit(Finding):
    """A calendar year of the orbit, an entry a day."""

    dates: tuple[str, ...]
    eclipse: tuple[float, ...] = shown("min", "longest eclipse of the day")
    beta: tuple[float, ...] = shown("deg", "angle between Sun and orbit plane at noon")
    sizing_day: int | None


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Share(Finding):
    """A named part of a sum."""

    name: str
    value: float


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class HeatFlow(Finding):
    """Heat into the radiator and out of it, at end of life in the hot season; the parts add up to what is radiated."""

    sources: tuple[Share, ...]  # kW, of the heat in the loop
    loop: float = shown("kW", "heat that the coolant carries")
    surroundings: float = shown("kW", "absorbed from Sun, Earth and array by the working faces")
    radiated: float = shown("kW", "the sum of both")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Sample(Finding):
    """The finite draws of the cost ratio in bins of equal width on a logarithmic axis."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Frontier(Finding):
    """For each launch price the satellite price level at which the ratio has some value; None where none does."""

    key: str
    other: str
    unit: str
    other_unit: str
    now: tuple[float, float]
    low: tuple[float | None, float | None]  # of the ranges that are held possible
    high: tuple[float | None, float | None]
    span: tuple[float, float]  # of the other input that was tried
    values: tuple[float, ...]
    lines: dict[str, tuple[float | None, ...]]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class RatioByYear(Finding):
    """The cost ratio by year on the three paths of `when`."""

    years: tuple[int, ...]
    paths: dict[str, tuple[float, ...]]
    breakeven: dict[str, int | None]


class Figures:
    """The numbers of each figure, computed when they are first read. None where the design has no such numbers."""

    def __init__(self, f: Findings) -> None:
        self._f = f

    @cached_property
    def sizes(self) -> Sizes | None:
        """The satellite and what is drawn beside it, to scale."""
        here, inputs = self._f.bench.here, self._f.bench.inputs
        if not (np.isfinite(here.power.array_area) and np.isfinite(here.thermal.radiator_area)):
            return None
        with bare():
            drawing = layout.draw(
                wings=inputs.attitude.wings,
                radiator=inputs.attitude.radiator,
                mount=inputs.attitude.radiator_mount,
                root=inputs.mass.wing_root,
                span=here.power.wing_span_per_side,
                breadth=inputs.power.blanket_width,
                aspect=inputs.mass.radiator_aspect,
            )
            long, wide = drawing.radiator(here.thermal.radiator_area)
            fairing = launch.fairing_length(inputs.launch.fairing_volume, inputs.launch.fairing_diameter)
        claimed = plain(CLAIMED_WING, "m")
        return Sizes(
            wing=_panel(here.power.wing_span_per_side, inputs.power.blanket_width),
            radiator=_panel(long, wide),
            radiator_sides=1 if drawing.covers_back else drawing.sides,
            rack=_panel(inputs.rack.height, inputs.rack.width),
            fairing=_panel(fairing, inputs.launch.fairing_diameter),
            claimed=_panel(claimed, here.power.array_area / (2 * claimed)),
            announced=_announced(),
            root=plain(drawing.root, "m"),
            person=PERSON,
            array_area=plain(here.power.array_area, "m²"),
            radiator_area=plain(here.thermal.radiator_area, "m²"),
        )

    @cached_property
    def year(self) -> YearOfOrbit | None:
        """The eclipses of each day, and the day that sizes the array."""
        here = self._f.bench.here
        if not np.isfinite(here.orbit.inclination):
            return None
        days = orbit.by_day(self._f.bench.inputs.orbit)
        sizing = float(here.power.sizing_day)
        return YearOfOrbit(
            dates=tuple(days.date),
            eclipse=tuple(map(float, days.eclipse / 60)),
            beta=tuple(map(float, np.degrees(days.beta))),
            sizing_day=int(sizing) if np.isfinite(sizing) else None,
        )

    @cached_property
    def heat(self) -> HeatFlow | None:
        """Where the heat comes from and where it goes."""
        here = self._f.bench.here
        cooling, ledger = here.thermal, here.ledger
        if not np.isfinite(cooling.radiator_area):
            return None
        loop = plain(cooling.heat, "kW")
        surroundings = plain(cooling.absorbed_flux * cooling.working_area * here.attitude.faces, "kW")
        sources = {
            "Rack": ledger.rack,
            "Power conversion": ledger.conversion_loss,
            "Battery charging": here.power.charge_loss,
            "Pump": ledger.pump,
            "Avionics and laser terminals": ledger.avionics + ledger.terminals,
        }
        return HeatFlow(
            sources=tuple(Share(name=name, value=plain(one, "kW")) for name, one in sources.items()),
            loop=loop,
            surroundings=surroundings,
            radiated=loop + surroundings,
        )

    @cached_property
    def mass(self) -> tuple[Share, ...]:
        """Lines of the predicted wet mass in kg, the largest first; empty where the mass does not close."""
        here = self._f.bench.here
        if not np.isfinite(here.mass.wet):
            return ()
        prefix = "mass.lines."
        rows = {name: row["value"] for name, row in here.to_dict().items() if name.startswith(prefix)}
        lines = [Share(name=name.removeprefix(prefix), value=float(one)) for name, one in rows.items() if one > 0]
        return tuple(sorted(lines, key=lambda one: -one.value))

    @cached_property
    def months(self) -> tuple[Months, ...]:
        """The time to first service in orbit and in every region of the comparison."""
        return months_of(self._f.comparison, tuple(self._f.comparison.ground))

    @cached_property
    def sample(self) -> Sample | None:
        """The draws behind the range of the first page."""
        found = draws_of_ratio(self._f.comparison.scenario, self._f.comparison.answer_region)
        known = found[np.isfinite(found) & (found > 0)]
        if known.size < 2:
            return None
        counts, edges = np.histogram(np.log10(known), BINS)
        return Sample(edges=tuple(map(float, 10**edges)), counts=tuple(map(int, counts)))

    @cached_property
    def frontier(self) -> Frontier | None:
        """Lines of equal ratio over launch price and satellite price level, in one walk; None where either is zero."""
        f = self._f
        key, other = (f.bench.values[name] for name in FRONTIER)
        if not np.isfinite(f.drivers.ratio) or not (key.si > 0 and other.si > 0):
            return None
        first, second = _along(key), _along(other)
        place = f.comparison.answer_region
        over = {FRONTIER[0]: first[:, None], FRONTIER[1]: second[None, :]}
        c = evaluate(f.comparison.scenario, over, words={REGIONS: [place]})
        ratio = np.broadcast_to(c.result(f"compare.{place}.cost_ratio"), (_STEPS, _STEPS))
        values = [one.in_unit(steps).magnitude for one, steps in ((key, first), (other, second))]
        lines = {f"{level:g}": _level(ratio, values[1], level) for level in RATIOS}
        return Frontier(
            key=FRONTIER[0],
            other=FRONTIER[1],
            unit=key.unit,
            other_unit=other.unit,
            now=(_shown(key, key.si), _shown(other, other.si)),
            low=(_shown(key, key.low), _shown(other, other.low)),
            high=(_shown(key, key.high), _shown(other, other.high)),
            span=(float(values[1][0]), float(values[1][-1])),
            values=tuple(map(float, values[0])),
            lines={name: row for name, row in lines.items() if any(one is not None for one in row)},
        )

    @cached_property
    def years(self) -> RatioByYear | None:
        """The ratio by year along a slow, a central and a fast path; None where no year has a cost."""
        found = study.when(self._f.comparison.scenario, self._f.comparison.answer_region)
        if found.fails:
            return None
        return RatioByYear(
            years=tuple(int(year) for year in found.paths["central"].years),
            paths={name: tuple(map(float, path.cost_ratio)) for name, path in found.paths.items()},
            breakeven=dict(found.years["cost"]),
        )


def _announced() -> Panel:
    """The array of the announced satellite as its seeds give it, tip to tip and across; a claim."""
    from sunrack.published.reading import shipped

    sides = {one.name: plain(Q(one.nearest, one.unit), "m") for one in shipped()[OUTLINE].answers if one.unit == "m"}
    return Panel(length=sides["span"], breadth=sides["breadth"])


def _panel(one: Any, other: Any) -> Panel:
    sides = sorted((float(plain(one, "m")), float(plain(other, "m"))))
    return Panel(length=sides[1], breadth=sides[0])


def _shown(value: Value, si: Any) -> Any:
    return None if si is None else float(value.in_unit(si).magnitude)


def _along(value: Value) -> Any:
    """SI numbers by ratio, from far below a value's range to above it."""
    low, high = value.low or value.si, value.high or value.si  # a range may begin at zero, an axis by ratio cannot
    return np.geomspace(_BEYOND[0] * low, _BEYOND[1] * high, _STEPS)


def _level(ratio: Any, values: Any, level: float) -> tuple[float | None, ...]:
    """For each row the value at which a ratio that grows along the row has a level; None outside."""
    found = [
        float(np.exp(np.interp(level, row, np.log(values)))) if row[0] <= level <= row[-1] else None for row in ratio
    ]
    return tuple(found)
