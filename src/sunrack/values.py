"""A value with its unit, its range and where it comes from: the leaf of every scenario and catalogue."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sunrack import markup
from sunrack.units import UnitError, in_si, to_si
from sunrack.units.door import mismatch, unit_in
from sunrack.units.floats import float64
from sunrack.units.kinds import kind_of

YOURS = "your scenario"
FOLLOWS = "follows"  # the source (in seeds/sources.toml) of what is not written and is worked out from other values
DISTRIBUTIONS = (
    "balanced", "log-balanced", "triangular", "log-triangular", "uniform", "log-uniform", "pert", "none",
)  # fmt: skip
KINDS = ("fact", "choice", "convention", "guess", "yours")  # what a value rests on, see `Value.rests_on`
_WRITTEN_KINDS = ("choice", "convention")  # those that a record says; the others follow from its source
_TEXTS = ("source", "where", "why", "distribution", "group", "kind")
_RECORD_KEYS = {"value", "low", "high", "year", "correlation", *_TEXTS}


@dataclass(frozen=True, slots=True, repr=False)
class Value:
    """One number of a scenario or catalogue: held in SI, shown in `unit`, with its range and its source.

    `low` and `high` are bounds that a careful reader would accept, not standard deviations; None where no range is
    known. `distribution` says how a sample draws from them ("": by their shape), `group` with which other values: those
    of "growth" are low and high together, those of "-growth" high where they are low. `correlation` is the rank
    correlation with other members of the group that have the same, 1 where they move as one. `kind` is "choice" (a
    decision of the designer or planner) or "convention" where the record says so; neither is drawn in a sample. `year`
    is that of the money as it was written, `moved_to` that of the money in which the number now is. A value that
    `follows` is not written: the walk works it out from others, and the number here is what it comes to in this
    scenario.
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
    moved_to: int | None = None
    follows: bool = False
    kind: str = ""
    correlation: float = 1.0

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """For pydantic: an instance of this class, which a section makes itself; told outright, since finding out costs
        more."""
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(cls)

    @property
    def quantity(self) -> Any:
        """The value as a quantity in the unit it is shown in."""
        return self.in_unit(self.si)

    @property
    def number(self) -> float:
        """The bare number in the unit it is shown in."""
        scale, offset, _ = to_si(self.unit)
        return (self.si - offset) / scale

    def in_unit(self, si: float) -> Any:
        """Any SI number of this value's kind as a quantity in its unit."""
        from sunrack.units import Quantity, unit_of

        scale, offset, _ = to_si(self.unit)
        return Quantity(np.float64((si - offset) / scale), unit_of(self.unit))

    @property
    def is_money(self) -> bool:
        """Whether the value is a price, so that its year matters."""
        return any(name == "USD" for name, _ in to_si(self.unit)[2])

    @property
    def rests_on(self) -> str:
        """One of KINDS: a published "fact", a "choice", a "convention", a "guess" without a source, or "yours"."""
        if self.kind:
            return self.kind
        return {"assumption": "guess", YOURS: "yours"}.get(self.source, "fact")

    @property
    def is_guess(self) -> bool:
        """Whether it is a judgement without a published source."""
        return self.rests_on == "guess"

    def times(self, factor: float, year: int) -> Value:
        """The value and its range scaled: money moved to another year."""
        low, high = (None if x is None else x * factor for x in (self.low, self.high))
        return replace(self, si=self.si * factor, low=low, high=high, moved_to=year)

    def __str__(self) -> str:
        return show(self.si, self.unit)

    def __repr__(self) -> str:
        ends = " to ".join(show(one, self.unit) for one in (self.low, self.high) if one is not None)
        return f"<Value {', '.join([str(self), *([ends] if ends else []), self.source])}>"

    def _repr_html_(self) -> str:
        return markup.table([""], [[repr(self)[7:-1]]])


def show(si: float, unit: str, digits: int = 4) -> str:
    """An SI number as text in `unit`, to four significant digits."""
    scale, offset, _ = to_si(unit)
    number = (si - offset) / scale
    whole = 10**digits <= abs(number) < 1e4
    form = ",.0f" if 1e4 <= abs(number) < 1e15 else ".0f" if whole else f".{digits}g"
    return f"{number:{form}} {printed(unit)}".strip()


def printed(unit: str) -> str:
    """A unit as it is printed: a difference of temperatures is in K, which is read as such where one is wanted."""
    return "K" if unit == "delta_K" else unit


def to_value(
    raw: Any,
    unit: str,
    *,
    above: float | None = None,
    at_least: float | None = None,
    at_most: float | None = None,
    clock: bool = False,
    whole: bool = False,
    level: bool = False,
) -> Value:
    """A `Value` from what TOML or Python gives: "650 km", 0.9, a quantity, or a record with value, low, high, source,
    why.

    Args:
        raw: Text, number (for a ratio only), quantity, `Value` or record.
        unit: The unit it is shown in; its dimension is required.
        above, at_least, at_most: Bounds in that unit.
        clock: Accept "06:00" as 6 hours.
        whole: Only whole numbers.
        level: A plain number of decibels: "3 dB" and 3 are the same.
    Raises:
        UnitError: With a sentence that says what is wrong and what would be right.
    """
    record = raw if isinstance(raw, Mapping) else {"value": raw}
    if unknown := sorted(map(str, record.keys() - _RECORD_KEYS)):
        raise UnitError(
            f'is a record with an unknown key "{unknown[0]}". The keys are {", ".join(sorted(_RECORD_KEYS))}'
        )
    if "value" not in record:
        raise UnitError("is a record without a value")
    if isinstance(record["value"], Value):
        record = _taken_over(record["value"], record)
    si = _number(record["value"], unit, clock, whole, level)
    low, high = (
        None if record.get(end) is None else _number(record[end], unit, clock, whole, level) for end in ("low", "high")
    )
    for name, number in (("value", si), ("low", low), ("high", high)):
        _bounds(number, unit, above, at_least, at_most, name if isinstance(raw, Mapping) else "")
    if whole and si != round(si):
        raise UnitError(f"must be a whole number, not {si:.15g}")
    _ordered(si, unit, low, high)
    for key in _TEXTS:
        if not isinstance(record.get(key, ""), str):
            raise UnitError(f"has a {key} that is not text")
    said = {key: record.get(key, "") for key in _TEXTS if key != "source"}
    _drawn(said["distribution"], said["group"], low, high)
    if said["kind"] and said["kind"] not in _WRITTEN_KINDS:
        raise UnitError(f'has the kind "{said["kind"][:30]}"; write "choice" or "convention", or leave it out')
    source, correlation = record.get("source", YOURS), _correlation(record, said["group"])
    return Value(si, unit, low, high, _year(record), source, **said, correlation=correlation)


def _correlation(record: Mapping[str, Any], group: str) -> float:
    """The rank correlation of a record with the other members of its group, 1 where it says none."""
    if record.get("correlation", 1.0) == 1.0:  # with or without a group
        return 1.0
    if not group:
        raise UnitError('has a correlation and no group; write for example group = "launcher" too')
    correlation = _number(record["correlation"], "", False, False, False)
    if not 0 < correlation <= 1:
        raise UnitError(
            f"has a correlation of {correlation:.4g}; it must be more than 0 and at most 1. "
            'A group with a minus ("-launcher") moves the other way'
        )
    return correlation


def _taken_over(value: Value, record: Mapping[str, Any]) -> dict[str, Any]:
    """A record of a `Value`, in which what the record says itself comes first.

    A record that changes anything of the value without naming a source of its own is yours, and its `why` tells from
    where the number is.
    """
    parts = {"low": value.low, "high": value.high}
    old: dict[str, Any] = {name: None if si is None else replace(value, si=si) for name, si in parts.items()}
    old |= {key: getattr(value, key) for key in _TEXTS} | {"year": value.moved_to or value.year}
    old |= {"correlation": value.correlation} if value.group and value.correlation != 1 else {}
    own = {key: content for key, content in record.items() if key != "value"}
    if own and "source" not in own and value.source != YOURS:
        old |= {"source": YOURS, "where": "", "why": f"the value is from {value.source}"}
    return {key: content for key, content in (old | own).items() if content is not None} | {"value": value}


def _year(record: Mapping[str, Any]) -> int | None:
    """The year of a record's money, a whole number of any kind."""
    if "year" not in record:
        return None
    try:
        year = float64(record["year"])
    except UnitError:
        year = 0.5
    if np.ndim(year) or not math.isfinite(year) or year != round(year):
        raise UnitError("has a year that is not a whole number")
    return int(year)


def _ordered(si: float, unit: str, low: float | None, high: float | None) -> None:
    """Refuse a range that is upside down or that the value lies outside of."""
    if low is not None and high is not None and low > high:
        raise UnitError(f"has a low above its high, {show(low, unit)} to {show(high, unit)}")
    if (low is not None and low > si) or (high is not None and high < si):
        ends = (show(si if end is None else end, unit) for end in (low, high))
        raise UnitError(f"lies outside its own range, {' to '.join(ends)}")


def _drawn(distribution: str, group: str, low: float | None, high: float | None) -> None:
    """Refuse a distribution or group that cannot be drawn from."""
    if distribution and distribution not in DISTRIBUTIONS:
        raise UnitError(f'has an unknown distribution "{distribution[:30]}". Choose from {", ".join(DISTRIBUTIONS)}')
    if (distribution or group) and (low is None or high is None):
        raise UnitError(f"has a {'distribution' if distribution else 'group'} but no range. Write low and high too")
    if distribution.startswith("log-") and low is not None and low <= 0:
        raise UnitError(f"has a {distribution} distribution, whose low must be more than 0")
    if group and not group.removeprefix("-"):
        raise UnitError(
            'has a group without a name. Example: "growth", or "-growth" for a value that falls when the group rises'
        )


def _number(raw: Any, unit: str, clock: bool, whole: bool, level: bool) -> float:
    """One finite SI number of the kind of `unit`."""
    if clock and isinstance(raw, str) and ":" in raw:
        return _clock(raw)
    if clock and isinstance(raw, str) and re.search(r"[ap]m\s*$|^[^0-9]*$", raw, re.IGNORECASE):
        raise UnitError(f'"{raw[:20]}" is not a time of day from 00:00 to 23:59. Example: "06:00"')
    if isinstance(raw, Value):
        if words := mismatch(kind_of(raw.unit), unit):
            raise UnitError(words.replace("{has}", printed(raw.unit)))
        return raw.si
    number = in_si(raw, _plain_unit(raw, level) if (whole or level) and not unit else unit)
    if not isinstance(number, float):
        raise UnitError("must be one number, not an array of them")
    return float(number)


def _plain_unit(raw: Any, level: bool) -> str:
    """The unit of what is wanted as a whole number or a level: none, or decibels for a level; no ratio such as
    percent."""
    written = unit_in(raw)
    if written and not (level and written in ("dB", "dB_A")):
        raise UnitError(f"has the unit {written}; needs a plain {'number of decibels' if level else 'whole number'}")
    return written


def _clock(text: str) -> float:
    found = re.fullmatch(r"\s*([0-9]{1,2}):([0-9]{2})\s*", text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise UnitError(f'"{text[:20]}" is not a time of day. Example: "06:00"')
    return int(found[1]) * 3600.0 + int(found[2]) * 60.0


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
