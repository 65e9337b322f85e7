"""Mass: the satellite with its rack as built, or stripped of what space does not need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sunrack.findings.attitude import options
from sunrack.findings.base import Finding, Option

if TYPE_CHECKING:
    from sunrack.findings import Findings

FLIGHTS = ("as-built", "stripped")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Mass(Finding):
    """Both ways to fly the rack, the scenario's own first."""

    flights: tuple[Option, ...]


def find(f: Findings) -> Mass:
    """The section of one comparison."""
    return Mass(flights=options(f, "rack.flight", FLIGHTS, f.comparison.scenario.rack.flight))
