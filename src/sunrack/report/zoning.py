"""The report's page on zoning: a campus as large as the fleet under each jurisdiction's rules, and the odds of refusal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sunrack.catalogue import records
from sunrack.drawing import Block, Heading, Table, Text, number
from sunrack.ground import (
    KNOWN_ON,
    Finding,
    Judgement,
    burns_gas,
    judge_region,
    quiet_distance,
    region_record,
    site_sound,
    sound_of_many,
)
from sunrack.report.shelves import credit
from sunrack.section import plain
from sunrack.verdict import Comparison

_COLUMNS = {
    "noise": ("noise by day", "noise by night", "generators"),
    "height": ("height",),
    "setback": ("setback",),
    "land": ("land",),
    "water": ("water",),
    "rule": ("moratorium", "power on site", "efficiency"),
    "route": ("route",),
}
SHORT = {"pass": "pass", "needs variance": "vary", "fails": "fails", "unknown": "?"}
# What each ratio of odds measures: its source, the ratio, and of what.
ODDS = (
    (
        "by article",
        0.28,
        "cliff-2026",
        "of 1,258 outcomes that made the news, what was denied, withdrawn, voided, paused or a year late",
    ),
    (
        "by decided case",
        0.058,
        "posh-2026",
        "of 1,441 projects in local records, what was rejected or paused; what stalls is not counted",
    ),
    (
        "by planned project",
        0.05,
        "heatmap-2026",
        "of some 770 planned, the 0.13 that are contested times the 0.4 of those that are cancelled",
    ),
)


def judged(c: Comparison) -> dict[str, tuple[Judgement, ...]]:
    """Each region's judgements, by region: the fleet's power, on the region's own source of power."""
    inputs, homes = c.scenario.inputs(bare=True), c.scenario.homes
    return {
        name: judge_region(
            inputs.ground,
            inputs.sites[name],
            homes[name].base,
            power=inputs.launch.fleet_power,
            burns_gas=burns_gas(c.ground[name].source),
        )
        for name in c.ground
    }


def zoning(c: Comparison) -> list[Block]:
    """What the rules say of the site, jurisdiction by jurisdiction; and the odds that an application fails."""
    found = judged(c)
    rows = [
        [one.title, *[SHORT[one.of(*of)] for of in _COLUMNS.values()], SHORT[one.overall]]
        for judgements in found.values()
        for one in judgements
    ]
    table = [Table(["jurisdiction", *_COLUMNS, "overall"], rows, wrap=[0])] if rows else []
    note = (
        f"Rules as found by {KNOWN_ON}; rule: moratorium, power on site, PUE. vary: a vote, a permit, or a variance (at the modest end of its ranges the plan "
        "would keep to the number). fails: not even there, or a ban. ?: no rule found, which keeps a site from passing."
    )
    places = [region_record(c.scenario.homes[region].base) for region in found]
    places += [records("jurisdictions")[one.name] for ones in found.values() for one in ones]
    owed = credit(places)
    blocks = [
        Heading("Zoning"),
        Text(_site(c)),
        *table,
        Text(note),
        *[Text(one) for one in _sentences(found)],
        *odds(c),
    ]
    return [*blocks, Text(owed)] if owed else blocks


def odds(c: Comparison) -> list[Block]:
    """Odds of refusal by region, as share contested times failure if contested, beside the three ratios that are quoted."""
    values = c.scenario.values()
    rows = []
    for name in c.ground:
        share, failure = (values[f"ground.{name}.{key}"] for key in ("contested", "failure_if_contested"))
        rows.append([name, *[number(one, 2) for one in (share.si, failure.si, share.si * failure.si)]])
    said = "; ".join(f"{name} {ratio:g}, {of} ({source})" for name, ratio, source, of in ODDS)
    return [
        Table(["one application", "contested", "fails if so", "fails"], rows, "lrrr"),
        Text(f"Three ratios that are quoted measure three things: {said}. They do not stand for one another."),
    ]


def as_dict(c: Comparison) -> dict[str, Any]:
    """Every finding for machines, by region and jurisdiction."""
    return {
        region: {
            one.name: {"overall": one.overall, "findings": [vars(finding) for finding in one.findings]}
            for one in judgements
        }
        for region, judgements in judged(c).items()
    }


def _site(c: Comparison) -> str:
    """The plan and what it sounds like."""
    inputs = c.scenario.inputs(bare=True)
    plan, power, place = inputs.ground, inputs.launch.fleet_power, inputs.sites[c.answer_region]
    heard = (
        site_sound(plan, place, power=power, at=at, burns_gas=gas)
        for at, gas in (("fence", False), ("home", False), ("home", True))
    )
    fence, home, gas = (number(one, 2) for one in heard)
    level = sound_of_many.si(plan.cooling_sound, power * place.pue / 1e6)
    far = [plain(quiet_distance.si(level, limit, plan.sound_attenuation), "ft") for limit in (55.0, 45.0)]
    size = f"{number(plain(power, 'MW'))} MW on {number(plain(power * plan.land_per_power, 'acre'))} acres"
    high, away = (number(plain(one, "ft")) for one in (plan.building_height, plan.home_distance))
    return (
        f"A campus of {size}, {high} ft high, homes {away} ft from its line. Its cooling makes {fence} dB(A) at the line and {home} at the homes "
        f"({gas} with a gas plant on site); 55 dB(A) is met {number(far[0])} ft from its middle, 45 at {number(far[1])} ft."
    )


def _sentences(found: dict[str, tuple[Judgement, ...]]) -> Iterable[str]:
    """A sentence a region: who fails it, by what; or who would let it stand."""
    for region, judgements in found.items():
        if not judgements:
            yield f"{region}: no jurisdiction of it is in the catalogue."
            continue
        fails = [one for one in judgements if one.overall == "fails"]
        if len(fails) == len(judgements):
            head = (
                "every jurisdiction that is known fails this site"
                if len(fails) > 1
                else "the one jurisdiction that is known fails this site"
            )
        else:
            counts = [
                (word, sum(one.overall == word for one in judgements))
                for word in ("pass", "needs variance", "fails", "unknown")
            ]
            head = ", ".join(f"{count} {_COUNTED[word]}" for word, count in counts if count)
        why = [f"{one.title} ({_listed(one.broken('fails'))})" for one in fails]
        why += [f"{one.title} ({_listed(_numbers(one))})" for one in judgements if one not in fails and _numbers(one)]
        free = [one.title for one in judgements if records("jurisdictions")[one.name].get("route") == "no zoning"]
        others = ", ".join(one.title for one in judgements if one.title not in free)
        mixed = f"; the odds of one application mix them with {others}, which can" if others else ""
        closing = f" {' and '.join(free)} have no zoning power: nothing to refuse{mixed}." if free else ""
        yield f"{region}: {head}{'. ' if why else ''}{', '.join(why)}.{closing}"


_COUNTED = {
    "pass": "without objection",
    "needs variance": "by vote or variance",
    "fails": "closed",
    "unknown": "unknown",
}


def _numbers(one: Judgement) -> tuple[Finding, ...]:
    return tuple(finding for finding in one.broken("needs variance") if finding.has is not None)


def _listed(findings: Iterable[Finding]) -> str:
    return "; ".join(str(one) for one in findings)
