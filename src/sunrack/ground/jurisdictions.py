"""What each jurisdiction's rules say of a site: pass, needs variance, fails, unknown, constraint by constraint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np

from sunrack.catalogue import near, records
from sunrack.ground.judgement import CONSTRAINTS, FAILS, PASS, UNKNOWN, VARIANCE, Finding, Judgement
from sunrack.ground.region import Region, region_record
from sunrack.ground.zoning import (
    SitePlan,
    setback_available,
    sound_level,
    sound_of_many,
    sound_together,
    spread_distance,
)
from sunrack.reading import to_value
from sunrack.units import in_si, magnitude, to_si

KNOWN_ON = "2026-07-30"  # the day up to which the records were read

# A rule by its field in the catalogue: constraint, unit, what of the site it limits, and whether the site must have at
# least so much.
_RULES = {
    "day_noise": ("noise by day", "", "noise", False),
    "night_noise": ("noise by night", "", "noise", False),
    "generator_noise": ("generators", "", "generator", False),
    "height": ("height", "ft", "height", False),
    "setback": ("setback", "ft", "setback", True),
    "home_setback": ("setback", "ft", "home_setback", True),
    "least_area": ("land", "acre", "area", True),
    "water_use": ("water", "L/kWh", "water", False),
    "water_demand": ("water", "m³/day", "demand", False),
    "pue": ("efficiency", "", "pue", False),
}
_NEAR = 23 * 0.3048  # m, where a generator is measured
_BEST = {
    "land_per_power": "_high", "built_share": "_low", "floor_per_power": "_low", "building_height": "_low",
    "home_distance": "_high", "cooling_sound": "_low",
    "generation_sound": "_low", "generator_sound": "_low", "sound_attenuation": "_high", "pue": "_low", "water": "_low",
}  # fmt: skip


def jurisdictions_of(region: str) -> tuple[str, ...]:
    """The jurisdictions of a region whose rules were looked for; none where nobody looked.

    Raises:
        KeyError: No such region, with the nearest name.
    """
    return tuple(region_record(region).get("jurisdictions", ()))


def judge_region(
    plan: SitePlan, site: Region, region: str, *, power: Any, burns_gas: bool = False, on: str | date = KNOWN_ON
) -> tuple[Judgement, ...]:
    """A site under the rules of each jurisdiction of a region; arguments as `judge_site` has them.

    Raises:
        KeyError: No such region, with the nearest name.
    """
    return tuple(
        judge_site(plan, site, name, power=power, burns_gas=burns_gas, on=on) for name in jurisdictions_of(region)
    )


def judge_site(
    plan: SitePlan, site: Region, jurisdiction: str, *, power: Any, burns_gas: bool = False, on: str | date = KNOWN_ON
) -> Judgement:
    """A site under one jurisdiction's rules.

    A number is met (pass), or met only where the plan's ranges are at their most modest end (needs variance: the plan
    gives way or the authority does), or not even there (fails). A vote, an air permit, a pause in part of the place
    need a variance too.

    Args:
        plan: The section `Ground` with its ranges as `<key>_low` and `<key>_high`: quantities, or SI numbers.
        site: A region's values, likewise: `pue` and `water`.
        jurisdiction: A name of the catalogue jurisdictions.
        power: Power of the computers.
        burns_gas: Whether the site makes its own power, with turbines, engines or fuel cells.
        on: The day, for moratoria and calls: "2026-07-30", or a date; "open" for the first day from 2026-07-30 on that
            no moratorium of known end is in force.
    Raises:
        KeyError: No such jurisdiction, with the nearest name.
        ValueError: `on` is no day.
    """
    known = records("jurisdictions")
    if jurisdiction not in known:
        raise KeyError(
            f'"{jurisdiction}" is not a jurisdiction{near(jurisdiction, known) or "."} '
            "See: sunrack catalogue jurisdictions"
        )
    record, watts = known[jurisdiction], _watts(power)
    drawn, modest = (_measures(plan, site, watts, burns_gas, ends) for ends in ({}, _BEST))
    small = _measures(plan, site, watts, burns_gas, {**_BEST, "land_per_power": "_low"})
    found = [
        *_numbers(record, drawn, modest, magnitude(plan.closed_loop_water, "m³/J")),
        *_land(record, drawn, small, watts),
        *_power(record, watts * drawn["pue"], burns_gas),
        *_pause(record, str(opens(jurisdiction)) if on == "open" else date.fromisoformat(str(on)).isoformat()),
        *_route(record),
    ]
    missing = set(CONSTRAINTS) - {one.constraint for one in found}
    if record.get("route") == "no zoning":
        found += [Finding(one, PASS, why="no zoning power") for one in missing]
    else:
        found += [Finding(one, UNKNOWN) for one in missing]
    found.sort(key=lambda one: CONSTRAINTS.index(one.constraint))
    return Judgement(jurisdiction, str(record["title"]), tuple(found))


def opens(jurisdiction: str, on: str | date = KNOWN_ON) -> date:
    """The first day from `on` that no moratorium of known end is in force in a jurisdiction.

    Raises:
        KeyError: No such jurisdiction.
        ValueError: `on` is no day.
    """
    record, day = records("jurisdictions")[jurisdiction], date.fromisoformat(str(on))
    if record.get("moratorium") == "in force" and record["since"] <= str(day) <= record["until"]:
        return date.fromisoformat(record["until"]) + timedelta(days=1)
    return day


def moratorium_wait(region: str, on: str | date = KNOWN_ON) -> tuple[float, float]:
    """Days from `on` until the first and until the last of a region's known jurisdictions takes applications.

    Raises:
        KeyError: No such region, with the nearest name.
        ValueError: `on` is no day.
    """
    day = date.fromisoformat(str(on))
    waits = [float((opens(name, day) - day).days) for name in jurisdictions_of(region)] or [0.0]
    return min(waits), max(waits)


def site_sound(plan: SitePlan, site: Region, *, power: Any, burns_gas: bool = False, at: str = "home") -> float:
    """Level of the site's cooling, and of its plant where it has one, in dB(A) at the nearest home or at the fence."""
    return float(_measures(plan, site, _watts(power), burns_gas, {})[f"noise_{at}"])


def _watts(power: Any) -> float:
    return float(in_si(power, "W", finite=False) if isinstance(power, str) else magnitude(power, "W"))


def _measures(plan: SitePlan, site: Region, power: float, burns_gas: bool, ends: Mapping[str, str]) -> dict[str, float]:
    """What rules limit, in SI and dB(A): by the plan as drawn, or with some keys at an end of their range."""

    def get(space: Any, key: str, unit: str) -> Any:
        return magnitude(getattr(space, key + ends.get(key, ""), getattr(space, key)), unit)

    area, built = power * get(plan, "land_per_power", "m²/W"), get(plan, "built_share", "")
    gap, pue, water = get(plan, "home_distance", "m"), get(site, "pue", ""), get(site, "water", "m³/J")
    with np.errstate(all="ignore"):
        sound = sound_of_many.si(get(plan, "cooling_sound", ""), power * pue / 1e6)
        if burns_gas:
            sound = sound_together.si(sound, sound_of_many.si(get(plan, "generation_sound", ""), power * pue / 1e6))
        quiet, radius, half = get(plan, "sound_attenuation", ""), np.sqrt(area * built) / 2, np.sqrt(area) / 2
        fence, home = (sound_level.si(sound, spread_distance.si(half + way, radius), quiet) for way in (0.0, gap))
        setback = setback_available.si(area, built)
    return {
        "noise_fence": fence,
        "noise_home": home,
        "generator": sound_level.si(get(plan, "generator_sound", ""), _NEAR, 0.0),
        "height": get(plan, "building_height", "m"),
        "setback": setback,
        "home_setback": setback + gap,
        "area": area,
        "floor": power * get(plan, "floor_per_power", "m²/W"),
        "water": water,
        "demand": power * water,
        "pue": pue,
    }


def _read(record: Mapping[str, Any], field: str, unit: str) -> float:
    return to_value(record[field], unit).si


def _said(
    constraint: str,
    verdict: str,
    has: float,
    needs: float,
    unit: str,
    at_least: bool = False,
    label: str = "",
    why: str = "",
) -> Finding:
    scale = to_si(unit)[0]
    return Finding(constraint, verdict, float(has) / scale, needs / scale, label or unit, at_least, why)


def _numbers(
    record: Mapping[str, Any], drawn: Mapping[str, float], modest: Mapping[str, float], loop: float
) -> Iterator[Finding]:
    """Every rule that is a plain limit."""
    for field, (constraint, unit, name, at_least) in _RULES.items():
        if field in record:
            measure = f"noise_{record['noise_at']}" if name == "noise" else name
            why = "to a home" if field == "home_setback" else ""
            yield _against(constraint, drawn[measure], modest[measure], _read(record, field, unit), unit, at_least, why)
    if "closed_loop" in record:
        yield _against("water", drawn["water"], modest["water"], loop, "L/kWh", False, "in a closed loop")


def _against(constraint: str, has: float, best: float, needs: float, unit: str, at_least: bool, why: str) -> Finding:
    edge = 1e-9 * abs(needs)
    met, could = ((one >= needs - edge) if at_least else (one <= needs + edge) for one in (has, best))
    label = "dB(A)" if constraint.startswith(("noise", "generators")) else ""
    return _said(constraint, PASS if met else VARIANCE if could else FAILS, has, needs, unit, at_least, label, why)


def _land(
    record: Mapping[str, Any], drawn: Mapping[str, float], small: Mapping[str, float], power: float
) -> Iterator[Finding]:
    """Floor area above which a vote is needed, and bans of what is large by both land and power."""
    if "by_right_floor" in record:
        needs = _read(record, "by_right_floor", "ft²")
        yield _said(
            "land",
            PASS if drawn["floor"] <= needs else VARIANCE,
            drawn["floor"],
            needs,
            "ft²",
            label="ft² of floor",
            why="by right",
        )
    if "ban_area" in record:
        needs, large = _read(record, "ban_area", "ha"), power >= _read(record, "ban_power", "MW")
        verdict = PASS if not large or drawn["area"] <= needs else VARIANCE if small["area"] <= needs else FAILS
        yield _said("land", verdict, drawn["area"], needs, "ha", why="for a site of this power")


def _power(record: Mapping[str, Any], drawn: float, burns_gas: bool) -> Iterator[Finding]:
    """Whether a plant on site is banned, permitted case by case, or asked for."""
    if rule := record.get("on_site_gas"):
        verdict = PASS if not burns_gas else FAILS if rule == "banned" else VARIANCE
        yield Finding(
            "power on site",
            verdict,
            why="gas plants on site are banned" if rule == "banned" else "needs an air permit",
        )
    if "dispatch_from" in record:
        needs = _read(record, "dispatch_from", "MW")
        asked = f"a site of {needs / 1e6:,.0f} MW or more needs its own generation"
        yield Finding("power on site", PASS if burns_gas or drawn < needs else FAILS, why=asked)


def _pause(record: Mapping[str, Any], on: str) -> Iterator[Finding]:
    """Moratoria and quotas on a day."""
    kind = record.get("moratorium")
    if kind in ("none", "in part"):
        yield Finding(
            "moratorium",
            PASS if kind == "none" else VARIANCE,
            why="none" if kind == "none" else "in a part of the jurisdiction",
        )
    elif kind:
        within = record["since"] <= on <= record["until"]
        if kind == "in force":
            yield Finding(
                "moratorium",
                FAILS if within else PASS,
                why=f"in force until {record['until']}" if within else f"ended on {record['until']}",
            )
        else:
            said = "a call is open" if within else f"quota by call; the last closed on {record['until']}"
            yield Finding("moratorium", VARIANCE if within else FAILS, why=said)


def _route(record: Mapping[str, Any]) -> Iterator[Finding]:
    """By right, by vote, or nobody's to say."""
    if route := record.get("route"):
        yield Finding(
            "route", VARIANCE if route == "vote" else PASS, why=route if route != "vote" else "hearing and vote"
        )
