"""Racks: every rack of the catalogue on both sides, and what is not published of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack.catalogue import records
from sunrack.findings.base import Finding
from sunrack.rack import OWN
from sunrack.reading import to_value
from sunrack.scenario import Scenario, chosen_values
from sunrack.section import plain, shown
from sunrack.verdict import weigh

if TYPE_CHECKING:
    from sunrack.findings import Findings

NEEDED = ("power", "mass", "price", "gpus")  # without these a rack has no satellite, or no price
_UNITS = {"power": "kW", "mass": "kg", "price": "MUSD", "gpus": "", "throughput": "1/s"}


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class RackRow(Finding):
    """One rack at the power of its data sheet, and its price on both sides; None where that is not published."""

    name: str
    title: str
    accelerator: str  # what one GPU-hour of it is
    unknown: tuple[str, ...]  # what is not published
    power: float | None = shown("kW", "power of the rack without a cap")
    mass: float | None = shown("kg", "mass of the rack as built")
    price: float | None = shown("MUSD", "price of the rack")
    gpus: float | None = shown("", "accelerators of the rack")
    throughput: float | None = shown("1/s", "tokens that the rack puts out a second in its benchmark")
    orbit: float | None = shown("USD/hour", "cost of an accelerator-hour in orbit")
    ground: float | None = shown("USD/hour", "cost of an accelerator-hour on the ground")
    ratio: float | None = shown("", "the first over the second")
    orbit_tokens: float | None = shown("USD", "cost of a million tokens in orbit")
    ground_tokens: float | None = shown("USD", "cost of a million tokens on the ground")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Racks(Finding):
    """The scenario's rack, then those of the catalogue."""

    region: str
    model: str  # the scenario's
    given: tuple[str, ...]  # what is not published of the scenario's model, and the scenario gives
    rows: tuple[RackRow, ...]


def find(f: Findings) -> Racks:
    """The section of one comparison."""
    c, case = f.comparison, f.comparison.scenario
    known = {name: row for name, row in records("racks").items() if all(key in row for key in NEEDED)}
    over = _points(case, list(known))
    found = weigh(case, case.inputs(over, bare=True), regions=[c.answer_region])
    design, rival, against = found.answers.design, found.answers.ground, found.answers.against
    columns = {
        "orbit": _column(design.cost.per_gpu_hour, "USD/hour", len(known) + 1),
        "ground": _column(rival[c.answer_region].per_gpu_hour, "USD/hour", len(known) + 1),
        "ratio": _column(against[c.answer_region].cost_ratio, "", len(known) + 1),
        "orbit_tokens": _column(design.cost.per_million_tokens, "USD", len(known) + 1),
        "ground_tokens": _column(rival[c.answer_region].per_million_tokens, "USD", len(known) + 1),
    }
    own = {key: plain(getattr(case.rack, key).si, unit) for key, unit in _UNITS.items() if getattr(case.rack, key)}
    record = records("racks")[case.rack.model]
    rows = [
        _row("this scenario", {**record, "unknown": ""}, own | {key: one[0] for key, one in columns.items()}),
        *(
            _row(name, row, _numbers(row) | {key: one[1 + place] for key, one in columns.items()})
            for place, (name, row) in enumerate(known.items())
        ),
        *(_row(name, row, _numbers(row)) for name, row in records("racks").items() if name not in {*known, OWN}),
    ]
    return Racks(region=c.answer_region, model=case.rack.model, given=_unknown(record), rows=tuple(rows))


def _points(case: Scenario, names: list[str]) -> dict[str, Any]:
    """The numbers of the scenario's rack and of each of some others, SI, as arrays by key."""
    values, year = case.values(), round(case.finance.currency_year.si)
    others = [chosen_values("rack", {"model": name}, year) for name in names]
    for one in others:
        one["rack.throughput"] = one.get("rack.rated_throughput", np.nan)
        if "rack.chip_limit" not in one:
            one |= {"rack.chip_resistance": 0.0, "rack.chip_limit": one["rack.coolant_supply_limit"]}
    keys = {key for one in others for key in one if key in values} | {"rack.throughput"}
    return {
        key: np.array([values[key].si if key in values else np.nan, *(one.get(key, values[key].si) for one in others)])
        for key in keys
    }


def _column(content: Any, unit: str, count: int) -> Any:
    return np.broadcast_to(plain(content, unit), (count,))


def _numbers(record: Mapping[str, Any]) -> dict[str, float]:
    """What is published of a rack, in the units shown."""
    return {key: plain(to_value(record[key], unit).si, unit) for key, unit in _UNITS.items() if key in record}


def _unknown(record: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(key for key in (*NEEDED, "throughput") if key not in record)


def _row(name: str, record: Mapping[str, Any], numbers: Mapping[str, float]) -> RackRow:
    """One row; None where a number is not there, or is none."""
    keys = [*_UNITS, "orbit", "ground", "ratio", "orbit_tokens", "ground_tokens"]
    told = {key: float(numbers[key]) if key in numbers and not np.isnan(numbers[key]) else None for key in keys}
    return RackRow(
        name=name,
        title=str(record["title"]),
        accelerator=str(record["accelerator"]),
        unknown=_unknown(record) if name != "this scenario" else (),
        **told,
    )
