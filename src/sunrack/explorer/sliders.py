"""The sliders of a page: which inputs, over which range, in which unit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sunrack.catalogue import Unknown, near
from sunrack.drawing.words import entry_unit
from sunrack.findings.titles import input_title
from sunrack.scenario import Scenario, key_rules, load
from sunrack.study import tornado
from sunrack.study.live import ALTITUDE, CLOCK, YEAR
from sunrack.values import Value

DECISIVE = 10  # inputs that move the cost ratio most, each with a slider
_MAIN = (ALTITUDE, "launch.price", "rack.power", "thermal.coolant_return", "finance.cost_of_capital")
_REGIONAL = ("power_price", "grid_wait")
ALTITUDES = 400e3, 1200e3  # m, between which a page knows its orbits; wider where a scenario is outside
_LOGARITHMIC = 8.0  # high over low, from which on equal steps are equal factors


@dataclass(frozen=True, kw_only=True)
class Slider:
    """One input that a page can change.

    Args:
        key, title: Its name, and what a reader sees.
        unit: What it is shown in; SI = scale × number + offset.
        low, high: Its ends, in that unit.
        logarithmic: Whether equal steps are equal factors.
        guess: Whether the scenario's value is an assumption without a published source.
    """

    key: str
    title: str
    unit: str
    scale: float
    offset: float
    low: float
    high: float
    logarithmic: bool
    guess: bool


def chosen(case: Scenario, region: str, keys: Sequence[str] | None, failing: Sequence[str] = ()) -> tuple[Slider, ...]:
    """The sliders for some keys, or the usual ones.

    Args:
        case: The scenario.
        region: The one to answer for.
        keys: Those that are wanted; the decisive inputs and the main choices if None.
        failing: Slugs of the checks that fail: they decide where there is no finite cost.
    Raises:
        Unknown: There is no such number, with the nearest key.
        ValueError: It cannot have a slider.
    """
    values = case.values()
    if keys is None:
        main = [*_MAIN, *(f"ground.{region}.{name}" for name in _REGIONAL)]
        decisive = _decisive(case, region, failing)
        usable = [key for key in decisive if not _refusal(key, values[key])]
        keys = [*usable[:DECISIVE], *(key for key in main if key in values and not _refusal(key, values[key]))]
    keys = list(dict.fromkeys(keys))
    for key in keys:
        if key not in values:
            raise Unknown(f'"{key[:60]}" is not a numeric input{near(key, values)}')
        if said := _refusal(key, values[key]):
            raise ValueError(f"{key} {said}")
    return tuple(_slider(key, values[key]) for key in keys)


def _decisive(case: Scenario, region: str, failing: Sequence[str]) -> list[str]:
    """Inputs by how far they move the cost ratio. Where the design has none, first those that give it one, then those
    that move the margins of the failing checks, and last those that decide the built-in scenario."""
    answer = f"compare.{region}.cost_ratio"
    rows = tornado.swings(case, answer)
    found = [one.key for one in tornado.ranked(rows)]
    if len(found) < DECISIVE:
        found = [one.key for one in rows if math.isfinite(one.at_low) != math.isfinite(one.at_high)] + found
        for slug in failing[:2]:
            found += [one.key for one in tornado.drivers(case, f"checks.{slug}.margin") if one.swing > 0]
    if len(found) < DECISIVE:
        found += [one.key for one in tornado.drivers(load(), "cost.per_gpu_hour")]
    values = case.values()
    return [key for key in dict.fromkeys(found) if key in values]


def _refusal(key: str, value: Value) -> str:
    """Why an input cannot have a slider; an empty text if it can."""
    if key in (CLOCK, YEAR):
        return "cannot have a slider: every value needs a year of eclipses of its own. Use sunrack sweep for it"
    if value.follows:
        return "cannot have a slider: it follows from other values. Give it a value of its own in the scenario first"
    if value.si == 0 and not _is_ranged(value):
        return "cannot have a slider: it is 0 and has no range. Give it a low and a high in the scenario"
    return ""


def _is_ranged(value: Value) -> bool:
    return value.low is not None and value.high is not None and value.low < value.high


def _slider(key: str, value: Value) -> Slider:
    unit, scale, offset = entry_unit(value.unit)
    here = (value.si - offset) / scale
    ends = (value.low, value.high) if _is_ranged(value) else None
    if key == ALTITUDE:
        ends = min(ALTITUDES[0], value.si), max(ALTITUDES[1], value.si)
    if ends is not None:
        low, high = sorted(((end or 0.0) - offset) / scale for end in ends)
    else:
        low, high = sorted((here / 2, here * 2))
        bounds = key_rules(key).get("bounds", {})
        least, most = (bounds.get(name) for name in ("at_least", "at_most"))
        low = low if least is None else max(low, least)
        high = high if most is None else min(high, most)
    logarithmic = low > 0 and high / low >= _LOGARITHMIC
    return Slider(
        key=key, title=input_title(key), unit=unit, scale=scale, offset=offset, low=low, high=high,
        logarithmic=logarithmic, guess=value.is_guess,
    )  # fmt: skip
