"""What vendors claim, put into a scenario: the ratio if every claim holds and all else stays as the scenario has it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from sunrack.scenario import DEFAULT, Scenario, load
from sunrack.scenario.files import shipped_text
from sunrack.scenario.writing import difference
from sunrack.section import plain
from sunrack.study.axes import REGIONS
from sunrack.study.engine import evaluate
from sunrack.values import Value

CLAIMED = "rack-100kw-claimed"  # the built-in scenario in which every vendor claim holds


def claimed_ratio(case: Scenario, region: str) -> float | None:
    """Cost of a GPU-hour in orbit over that in a region, in the scenario with every vendor claim put into it.

    Args:
        case: The scenario.
        region: One of its own, or one that ships.
    Returns:
        The ratio; None for the scenario of vendor claims itself.
    """
    if case.name == CLAIMED:
        return None
    made = case.but(_written())
    known = made.values()
    over = {key: number for key, number in _brought().items() if key in known and not known[key].follows}
    return float(plain(evaluate(made, over, words={REGIONS: [region]}).against[region].cost_ratio, ""))


def claimed_power() -> float:
    """Power of the racks of its fleet, one of its claims [MW]."""
    return float(plain(load(CLAIMED).launch.fleet_power.si, "MW"))


@cache
def _written() -> Mapping[str, Any]:
    """The sections that the scenario of vendor claims writes over the default."""
    tables = tomllib.loads(shipped_text(CLAIMED))
    return {name: one for name, one in tables.items() if isinstance(one, Mapping)}


@cache
def _brought() -> Mapping[str, float]:
    """Numbers in SI that its vehicle, cells and the like bring: they replace those that a scenario writes itself."""
    written = {f"{room}.{key}" for room, table in _written().items() for key in table}
    apart = difference(load(CLAIMED), load(DEFAULT))
    return {key: one.si for key, (one, _) in apart.items() if isinstance(one, Value) and key not in written}
