"""A value with its unit, its range and where it comes from: the leaf of every scenario and catalogue."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sunrack.units import Quantity, UnitError, example, split, to_si, unit_of, wrong_unit

YOURS = "your scenario"
DISTRIBUTIONS = (
    "triangular",
    "log-triangular",
    "uniform",
    "log-uniform",
    "pert",
    "none",
)  # none: a choice, never drawn
_RECORD_KEYS = {"value", "low", "high", "year", "source", "where", "why", "distribution", "group"}


@dataclass(frozen=True, slots=True)
class Value:
    """One number of a scenario or catalogue: held in SI, shown in `unit`, with its range and its source.

    `low` and `high` are bounds that a careful reader would accept, not standard deviations; None where no range is known.
    `distribution` says how a sample draws from them ("": by their shape), `group` with which other values: those of "growth" are low and
    high together, those of "-growth" high where they are low.
    """

    si: float
    unit: str
    low: float | None = None
    high: float | None = None
    year: int | None = None
    source: str = YOURS
    where: str = ""
    why: str = ""
    distribution: str = ""
    group: str = ""
    moved_from: int | None = None  # the year of a price before it was moved to `year` by the price index

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """For pydantic: an instance of this class, which a section makes itself; told outright, since finding out costs more."""
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(cls)

    @property
    def quantity(self) -> Any:
        """The value as a quantity in the unit it is shown in."""
        return self.in_unit(self.si)

    def in_unit(self, si: float) -> Any:
        """Any SI number of this value's kind as a quantity in its unit."""
        scale, offset, _ = to_si(self.unit)
        return Quantity(np.float64((si - offset) / scale), unit_of(self.unit))

    @property
    def is_money(self) -> bool:
        """Whether the value is a price, so that its year matters."""
        return "[money]" in to_si(self.unit)[2]

    @property
    def is_guess(self) -> bool:
        """Whether nobody but us (or you) stands behind it."""
        return self.source == "assumption"

    def times(self, factor: float) -> Value:
        """The value and its range scaled: money moved to another year."""
        low, high = (None if x is None else x * factor for x in (self.low, self.high))
        return replace(self, si=self.si * factor, low=low, high=high)

    def __str__(self) -> str:
        return show(self.si, self.unit)


def show(si: float, unit: str, digits: int = 4) -> str:
    """An SI number as text in `unit`, to four significant digits."""
    scale, offset, _ = to_si(unit)
    number = (si - offset) / scale
    text = (
        f"{number:,.0f}"
        if 1e4 <= abs(number) < 1e15
        else f"{number:.0f}"
        if 10**digits <= abs(number) < 1e4
        else f"{number:.{digits}g}"
    )
    return f"{text} {unit}".strip()


def to_value(
    raw: Any,
    unit: str,
    *,
    above: float | None = None,
    at_least: float | None = None,
    at_most: float | None = None,
    clock: bool = False,
    whole: bool = False,
) -> Value:
    """A `Value` from what TOML or Python gives: "650 km", 0.9, a quantity, or a record with value, low, high, source, why.

    Args:
        raw: Text, number (for a ratio only), quantity, `Value` or record.
        unit: The unit it is shown in; its dimension is required.
        above, at_least, at_most: Bounds in that unit.
        clock: Accept "06:00" as 6 hours.
        whole: Only whole numbers.
    Raises:
        UnitError: With a sentence that says what is wrong and what would be right.
    """
    record = raw if isinstance(raw, dict) else {"value": raw}
    if unknown := sorted(record.keys() - _RECORD_KEYS):
        raise UnitError(f'is a record with an unknown key "{unknown[0]}"; known are {", ".join(sorted(_RECORD_KEYS))}')
    if "value" not in record:
        raise UnitError("is a record without a value")
    if isinstance(record["value"], Value):
        return record["value"]
    si = _number(record["value"], unit, clock)
    low, high = (_number(record[k], unit, clock) if record.get(k) is not None else None for k in ("low", "high"))
    for name, number in (("value", si), ("low", low), ("high", high)):
        _bounds(number, unit, above, at_least, at_most, name if isinstance(raw, dict) else "")
    if whole and si != round(si):
        raise UnitError(f"must be a whole number, not {show(si, unit)}")
    if low is not None and high is not None and low > high:
        raise UnitError(f"has a low above its high, {show(low, unit)} to {show(high, unit)}")
    if (low is not None and low > si) or (high is not None and high < si):
        raise UnitError(
            f"lies outside its own range, {show(low if low is not None else si, unit)} to {show(high if high is not None else si, unit)}"
        )
    for key, kind in (
        ("year", int),
        ("source", str),
        ("where", str),
        ("why", str),
        ("distribution", str),
        ("group", str),
    ):
        if key in record and not isinstance(record[key], kind):
            raise UnitError(f"has a {key} that is not {'a whole number' if kind is int else 'text'}")
    said = {key: record.get(key, "") for key in ("where", "why", "distribution", "group")}
    _drawn(said["distribution"], said["group"], low, high)
    return Value(si, unit, low, high, record.get("year"), record.get("source", YOURS), **said)


def _drawn(distribution: str, group: str, low: float | None, high: float | None) -> None:
    """Refuse a distribution or group that cannot be drawn from."""
    if distribution and distribution not in DISTRIBUTIONS:
        raise UnitError(f'has the distribution "{distribution[:30]}"; it is one of {", ".join(DISTRIBUTIONS)}')
    if (distribution or group) and (low is None or high is None):
        raise UnitError(f"has a {'distribution' if distribution else 'group'} and no range; write low and high too")
    if distribution.startswith("log-") and low is not None and low <= 0:
        raise UnitError(f"has a {distribution} distribution, whose low must be more than 0")
    if group and not group.removeprefix("-"):
        raise UnitError(
            'has a group without a name; write for example "growth", or "-growth" for what falls as that rises'
        )


def _number(raw: Any, unit: str, clock: bool) -> float:
    dimension = to_si(unit)[2]
    if clock and isinstance(raw, str) and ":" in raw:
        hours, _, minutes = raw.partition(":")
        if not (hours.isdigit() and minutes.isdigit() and len(minutes) == 2 and int(minutes) < 60 and int(hours) < 24):
            raise UnitError(f'"{raw[:20]}" is not a time of day, for example "06:00"')
        return int(hours) * 3600.0 + int(minutes) * 60.0
    if isinstance(raw, str):
        number, written = split(raw)
    elif hasattr(raw, "dimensionality"):
        if np.ndim(raw.magnitude):
            raise UnitError("must be one number, not an array of them")
        number, written = float(raw.magnitude), f"{raw.units:D}"
    elif isinstance(raw, (int, float)) and not isinstance(raw, bool):
        number, written = float(raw), ""
    else:
        raise UnitError(f'must be a number with a unit, for example "{example(unit)}"')
    if not math.isfinite(number):
        raise UnitError("must be a finite number")
    got_scale, got_offset, got = to_si(written)
    if got != dimension or (not written and unit and not unit_of(unit).dimensionless):
        raise UnitError(wrong_unit(written, unit))
    return got_scale * number + got_offset


def _bounds(
    si: float | None, unit: str, above: float | None, at_least: float | None, at_most: float | None, name: str
) -> None:
    if si is None:
        return
    scale, offset, _ = to_si(unit)
    number, who = (si - offset) / scale, f"has a {name} that " if name and name != "value" else ""
    if above is not None and not number > above:
        raise UnitError(f"{who}must be more than {show(scale * above + offset, unit)}, not {show(si, unit)}")
    if at_least is not None and number < at_least - 1e-12 * abs(at_least):
        raise UnitError(f"{who}must be at least {show(scale * at_least + offset, unit)}, not {show(si, unit)}")
    if at_most is not None and number > at_most + 1e-12 * abs(at_most):
        raise UnitError(f"{who}must be at most {show(scale * at_most + offset, unit)}, not {show(si, unit)}")
