"""Zoning: a campus as large as the fleet under each jurisdiction's rules, what it sounds like, and the odds of
refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sunrack.findings.base import Finding, plain_data
from sunrack.ground import (
    KNOWN_ON,
    Judgement,
    burns_gas,
    judge_region,
    quiet_distance,
    region_record,
    rents,
    site_sound,
    sound_of_many,
)
from sunrack.ground import Finding as Rule
from sunrack.section import plain, shown

if TYPE_CHECKING:
    from sunrack.findings import Findings

# What each ratio of odds measures: its source, the ratio, and of what.
ODDS = (
    (
        "by article",
        0.28,
        "cliff-2026",
        "the share of 1,258 reported outcomes that were denied, withdrawn, voided, paused or delayed by a year",
    ),
    (
        "by decided case",
        0.058,
        "posh-2026",
        "the share of 1,441 projects in local records that were rejected or paused; stalled projects are not counted",
    ),
    (
        "by planned project",
        0.05,
        "heatmap-2026",
        "0.13 of about 770 planned projects are contested, and 0.4 of the contested projects are cancelled",
    ),
)
_LIMITS = (55.0, 45.0)  # dB(A): usual limits at homes by day and by night


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Campus(Finding):
    """The plan in the cheapest region and what it sounds like; a project that `rents` room builds no campus."""

    rents: bool
    power: float = shown("MW", "power of the computers")
    land: float = shown("acre", "land of the campus")
    height: float = shown("ft", "height of the buildings")
    home_distance: float = shown("ft", "distance from the line to the homes")
    sound_at_line: float = shown("", "sound of the cooling at the line, dB(A)")
    sound_at_homes: float = shown("", "sound of the cooling at the homes, dB(A)")
    sound_with_gas: float = shown("", "sound at the homes with a gas plant on site, dB(A)")
    quiet_by_day: float = shown("ft", "distance from its middle at which 55 dB(A) is met")
    quiet_by_night: float = shown("ft", "distance from its middle at which 45 dB(A) is met")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Refusal(Finding):
    """The odds that one application in a region fails."""

    region: str
    contested: float = shown("", "share of applications that are contested")
    failure_if_contested: float = shown("", "share of those that fail")
    fails: float = shown("", "share of applications that fail")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Zoning(Finding):
    """The section; `judged` holds each region's judgements, jurisdiction by jurisdiction."""

    campus: Campus
    judged: Mapping[str, tuple[Judgement, ...]]
    odds: tuple[Refusal, ...]

    def to_dict(self) -> dict[str, Any]:
        """As every finding."""
        return {"campus": self.campus.to_dict(), "regions": self.by_jurisdiction(), "odds": plain_data(self.odds)}

    def by_jurisdiction(self) -> dict[str, Any]:
        """Region → jurisdiction → its verdict and every rule behind it."""
        found = {
            region: {
                one.name: {"overall": one.overall, "findings": [vars(rule) for rule in one.findings]}
                for one in judgements
            }
            for region, judgements in self.judged.items()
        }
        return dict(plain_data(found))


def find(f: Findings) -> Zoning:
    """The section of one comparison."""
    return Zoning(campus=_campus(f), judged=_judged(f), odds=tuple(_odds(f, name) for name in f.comparison.ground))


def _judged(f: Findings) -> dict[str, tuple[Judgement, ...]]:
    """Each region's judgements: the fleet's power, on the region's own source of power; none where it rents room."""
    inputs, c = f.bench.inputs, f.comparison
    if rents(inputs.ground, inputs.launch.fleet_power):
        return dict.fromkeys(c.ground, ())
    return {
        name: judge_region(
            inputs.ground,
            inputs.sites[name],
            c.scenario.homes[name].base,
            power=inputs.launch.fleet_power,
            burns_gas=burns_gas(rival.source),
        )
        for name, rival in c.ground.items()
    }


def _campus(f: Findings) -> Campus:
    inputs = f.bench.inputs
    plan, power, place = inputs.ground, inputs.launch.fleet_power, inputs.sites[f.comparison.answer_region]
    fence, home, gas = (
        float(site_sound(plan, place, power=power, at=at, burns_gas=burns))
        for at, burns in (("fence", False), ("home", False), ("home", True))
    )
    level = sound_of_many(plan.cooling_sound, power * place.pue / 1e6)
    day, night = (plain(quiet_distance(level, limit, plan.sound_attenuation), "ft") for limit in _LIMITS)
    return Campus(
        rents=rents(plan, power),
        power=plain(power, "MW"),
        land=plain(power * plan.land_per_power, "acre"),
        height=plain(plan.building_height, "ft"),
        home_distance=plain(plan.home_distance, "ft"),
        sound_at_line=fence,
        sound_at_homes=home,
        sound_with_gas=gas,
        quiet_by_day=day,
        quiet_by_night=night,
    )


def _odds(f: Findings, region: str) -> Refusal:
    place = f.bench.inputs.sites[region]
    contested, failure = float(place.contested), float(place.failure_if_contested)
    return Refusal(region=region, contested=contested, failure_if_contested=failure, fails=contested * failure)


__all__ = ["KNOWN_ON", "ODDS", "Campus", "Judgement", "Refusal", "Rule", "Zoning", "burns_gas", "find", "region_record"]
