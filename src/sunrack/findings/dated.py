"""Dated claims as scenarios: the same scenario with some inputs at one end of their ranges, beside itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sunrack.catalogue import records
from sunrack.findings.base import Finding
from sunrack.scenario import Scenario
from sunrack.section import plain, shown
from sunrack.values import show
from sunrack.verdict import Comparison, compare

if TYPE_CHECKING:
    from sunrack.findings import Findings


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Changed(Finding):
    """One input, as it is and as the claim has it."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Effect(Finding):
    """One region before and after."""

    region: str
    first_before: float = shown("month", "time to first service")
    first_after: float = shown("month", "time to first service if the claim holds")
    half_before: float = shown("month", "time to half of the project")
    half_after: float = shown("month", "time to half of the project if the claim holds")
    ratio_before: float = shown("", "cost of a GPU-hour in orbit over that in the region")
    ratio_after: float = shown("", "the same if the claim holds")
    worth_before: float = shown("USD/kW", "orbit's worth less the ground's")
    worth_after: float = shown("USD/kW", "the same if the claim holds")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Claim(Finding):
    """One claim with its date, what speaks against it, and what it changes."""

    name: str
    title: str
    claim: str
    against: str
    source: str
    date: str
    changed: tuple[Changed, ...]
    effects: tuple[Effect, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Dated(Finding):
    """Every claim of the catalogue `dated`."""

    orbit_first: float = shown("month", "time to first service in orbit, which no claim here changes")
    orbit_half: float = shown("month", "time to half of the fleet")
    claims: tuple[Claim, ...]


def find(f: Findings) -> Dated:
    """The section of one comparison."""
    c = f.comparison
    return Dated(
        orbit_first=plain(c.clock.time_to_first_token, "month"),
        orbit_half=plain(c.answers.time_to_half_fleet, "month"),
        claims=tuple(_claim(c, name, record) for name, record in records("dated").items()),
    )


def changes(case: Scenario, record: Mapping[str, Any]) -> dict[str, Any]:
    """What a claim writes into a scenario: key → the end of its range, as a value without a range.

    Args:
        case: The scenario.
        record: Of the catalogue `dated`.
    """
    values, written = case.values(), {}
    for end in ("low", "high"):
        for pattern in str(record.get(end, "")).replace(" ", "").split(","):
            keys = [pattern.replace("*", region) for region in case.sites] if "*" in pattern else [pattern]
            for key in keys:
                value = values.get(key)
                limit = None if value is None else getattr(value, end)
                if value is not None and limit is not None and limit != value.si:
                    written[key] = value.in_unit(limit)
    return written


def _claim(c: Comparison, name: str, record: Mapping[str, Any]) -> Claim:
    case, written = c.scenario, changes(c.scenario, record)
    values = case.values()
    other = compare(case.but(written), against=c.answer_region) if written else c
    return Claim(
        name=name,
        **{key: str(record[key]) for key in ("title", "claim", "against", "source", "date")},
        changed=tuple(
            Changed(key=key, before=str(values[key]), after=show(plain_si(one), values[key].unit))
            for key, one in written.items()
        ),
        effects=tuple(_effect(region, c, other) for region in c.ground),
    )


def plain_si(quantity: Any) -> float:
    """A quantity's number in SI."""
    return float(quantity.to_base_units().magnitude)


def _effect(region: str, before: Comparison, after: Comparison) -> Effect:
    names = {
        "first": f"ground.{region}.time_to_power",
        "half": f"ground.{region}.time_to_half",
        "ratio": f"compare.{region}.cost_ratio",
        "worth": f"compare.{region}.net_present_value",
    }
    found = {f"{key}_before": before.result(name) for key, name in names.items()}
    found |= {f"{key}_after": after.result(name) for key, name in names.items()}
    return Effect(region=region, **found)
