"""What a page holds: the programs, the scenarios that it can start from, and the words for what it shows."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from sunrack.catalogue import place, records, the_place
from sunrack.checks.words import SENSES
from sunrack.comparison import Comparison
from sunrack.drawing import printed_unit
from sunrack.explorer.sliders import ALTITUDES, Slider
from sunrack.requirement import Check
from sunrack.scenario import Scenario, load, shipped
from sunrack.study.live import ALTITUDE, program_of
from sunrack.trace.javascript import written
from sunrack.verdict import compare

SHOWN = (
    "cost.per_gpu_hour", "cost.breakeven_compute_value", "cost.fleet_capital", "clock.time_to_first_token",
    "clock.time_to_first_token_p10", "clock.time_to_first_token_p90", "rack.racks", "mass.wet", "power.array_area",
    "power.array_power_bol", "power.wing_span_per_side", "thermal.radiator_area", "launch.fleet_satellites",
    "launch.satellites_per_launch", "orbit.sunlit_fraction",
)  # fmt: skip
"""Results that the page shows, besides the stacks, the checks and those below."""
_ENDS = ("", "_p10", "_p90")  # of a wait
_OF_REGIONS = ("per_gpu_hour", "fleet_capital", "time_to_half", *(f"time_to_power{end}" for end in _ENDS))
_AGAINST = ("cost_ratio", "breakeven_launch_price", "net_present_value", "time_saved")
_STACKS = "cost.stack.", "ground.{}.stack."
_SIZES = {
    "height": "rack.height",
    "width": "rack.width",
    "root": "mass.wing_root",
    "aspect": "mass.radiator_aspect",
}
_LONGEST = 200  # characters of a title that the user wrote


def content(c: Comparison, sliders: tuple[Slider, ...]) -> dict[str, Any]:
    """All that a page needs, as plain data.

    Args:
        c: The comparison that it shows first.
        sliders: What it can change.
    """
    here = c.scenario
    cases = [("", here), *((name, _shipped(name, here)) for name in shipped() if name != here.name)]
    live = {one.key for one in sliders} | _differing([case for _, case in cases])
    heights = [*ALTITUDES, *(case.values()[ALTITUDE].si for _, case in cases)]
    ends = min(heights), max(heights)
    programs: list[dict[str, Any]] = []
    places: dict[Any, int] = {}
    presets = []
    for name, case in cases:
        place_of_it = places.setdefault(_fixed(case, live), len(programs))
        if place_of_it == len(programs):
            programs.append(_program(case, live, ends, c.checks if case is here else compare(case).checks))
        one = programs[place_of_it]
        values = case.values()
        presets.append(
            {
                "name": name,
                "title": (case.title or case.name)[:_LONGEST],
                "program": place_of_it,
                "values": {key: values[key].si for key in one["model"]["inputs"]},
                "sizes": {name: values[key].si for name, key in _SIZES.items()},
            }
        )
    return {
        "name": here.name[:_LONGEST],
        "region": c.answer_region,
        "year": round(here.finance.currency_year.si),
        "sliders": [asdict(one) for one in sliders],
        "presets": presets,
        **_pooled(programs),
    }


def _pooled(programs: list[dict[str, Any]]) -> dict[str, Any]:
    """Programs whose lists of constants stand once for all of them: they are most of the page."""
    places: dict[str, int] = {}
    lists: list[Any] = []
    for one in programs:
        values = one["model"]["values"]
        for k, value in enumerate(values):
            if isinstance(value, list):
                place = places.setdefault(json.dumps(value), len(lists))
                if place == len(lists):
                    lists.append(value)
                values[k] = {"list": place}
    return {"lists": lists, "programs": programs}


def _shipped(name: str, here: Scenario) -> Scenario:
    """A built-in scenario with the regions of another, as far as they are built in."""
    regions = [one for one in here.ground.regions if one in records("regions")]
    case = load(name)
    return case.but({"ground.regions": regions}) if regions else case


def _differing(cases: list[Scenario]) -> set[str]:
    """The keys of numbers in which scenarios differ. What follows from others is worked out by the program."""
    tables = [case.values() for case in cases]
    first, found = tables[0], set[str]()
    for table in tables[1:]:
        found |= {key for key, value in table.items() if key not in first or first[key].si != value.si}
    return found - {"orbit.local_time", "orbit.year"}


def _fixed(case: Scenario, live: set[str]) -> Any:
    """What a program of a scenario rests on besides its inputs: its options, its other numbers, and what follows."""
    numbers, keys = case.values(), case.keys()
    fixed = {key: (one.follows, None if key in live or one.follows else one.si) for key, one in numbers.items()}
    options = {key: repr(case[key]) for key in keys if key not in {*numbers, "title", "about"}}
    return frozenset((fixed | options).items())


def _program(case: Scenario, live: set[str], ends: tuple[float, float], checks: tuple[Check, ...]) -> dict[str, Any]:
    """The program of one set of options, with the regions, checks and parts of cost that it gives."""
    values = case.values()
    whole = program_of(case, {key for key in live if key in values and not values[key].follows}, ends)
    names = [name for name, _ in whole.outputs]
    regions = [name for name in case.ground.regions if f"compare.{name}.cost_ratio" in names]
    stacks = _STACKS[0], *(_STACKS[1].format(name) for name in regions)
    wanted = {*SHOWN, *(f"ground.{name}.{one}" for name in regions for one in _OF_REGIONS)}
    wanted |= {f"compare.{name}.{one}" for name in regions for one in _AGAINST}
    wanted |= {f"checks.{one.slug}.{part}" for one in checks for part in ("value", "limit", "margin", "passed")}
    wanted |= {name for name in names if name.startswith(stacks)}
    return {
        "model": written(whole.part([name for name in names if name in wanted])),
        "regions": {name: {"title": place(name), "where": the_place(name)} for name in regions},
        "checks": [
            {"slug": one.slug, "title": one.title, "sense": SENSES[one.sense], "unit": printed_unit(one.unit)}
            for one in checks
        ],
    }


def as_json(page: dict[str, Any]) -> str:
    """The content as compact text."""
    return json.dumps(page, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
