"""Attitude: the satellite with its radiator or its wings the other way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sunrack.findings.base import Finding, Option
from sunrack.findings.workbench import option

if TYPE_CHECKING:
    from sunrack.findings import Findings

RADIATORS = ("ram-wake", "zenith-nadir", "anti-sun")
WINGS = ("along-track", "vertical")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Attitude(Finding):
    """Every attitude of the radiator and every one of the wings, the scenario's own first."""

    radiators: tuple[Option, ...]
    wings: tuple[Option, ...]


def find(f: Findings) -> Attitude:
    """The section of one comparison."""
    chosen = f.comparison.scenario.attitude
    return Attitude(
        radiators=options(f, "attitude.radiator", RADIATORS, chosen.radiator),
        wings=options(f, "attitude.wings", WINGS, chosen.wings),
    )


def options(f: Findings, key: str, words: tuple[str, ...], chosen: str) -> tuple[Option, ...]:
    """The design with each word of an option, the chosen one first."""
    rest = [word for word in words if word != chosen]
    return tuple(option(word, f.bench.design({key: word}), chosen=word == chosen) for word in (chosen, *rest))
