"""Values from what users and catalogues write: text, numbers, quantities and records with range and source."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from sunrack.frozen import Frozen, Same
from sunrack.units import UnitError, in_si, to_si
from sunrack.units.door import mismatch, unit_in
from sunrack.units.floats import float64
from sunrack.units.kinds import kind_of
from sunrack.values import DISTRIBUTIONS, YOURS, Value, printed, show

Bounds = tuple[float | None, float | None, float | None]  # above, at least, at most
_TEXTS = ("source", "where", "why", "distribution", "group", "kind")
_WRITTEN_KINDS = ("choice", "convention")  # those that a record says; the others follow from its source
_RECORD_KEYS = {"value", "low", "high", "year", "correlation", *_TEXTS}


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
    bounds = (above, at_least, at_most)
    if isinstance(raw, Frozen):  # a record of a catalogue or a scenario, which many scenarios share
        return _of_record(Same(raw), unit, bounds, clock, whole, level)
    return _read(raw, unit, bounds, clock, whole, level)


@lru_cache(maxsize=4096)
def _of_record(raw: Same, unit: str, bounds: Bounds, clock: bool, whole: bool, level: bool) -> Value:
    return _read(raw.content, unit, bounds, clock, whole, level)


def _read(raw: Any, unit: str, bounds: Bounds, clock: bool, whole: bool, level: bool) -> Value:
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
        _bounded(number, unit, bounds, name if isinstance(raw, Mapping) else "")
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


def _bounded(si: float | None, unit: str, bounds: Bounds, name: str) -> None:
    if si is None:
        return
    above, at_least, at_most = bounds
    scale, offset, _ = to_si(unit)
    number, who = (si - offset) / scale, f"has a {name} that " if name and name != "value" else ""
    if above is not None and not number > above:
        raise UnitError(f"{who}must be more than {show(scale * above + offset, unit)}, not {show(si, unit)}")
    if at_least is not None and number < at_least - 1e-12 * abs(at_least):
        raise UnitError(f"{who}must be at least {show(scale * at_least + offset, unit)}, not {show(si, unit)}")
    if at_most is not None and number > at_most + 1e-12 * abs(at_most):
        raise UnitError(f"{who}must be at most {show(scale * at_most + offset, unit)}, not {show(si, unit)}")
