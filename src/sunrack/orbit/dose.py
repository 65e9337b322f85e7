"""Dose behind aluminium on a Sun-synchronous orbit: trapped particles and solar protons, from seeds/dose.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

import numpy as np

from sunrack.catalogue import SEEDS, by_word
from sunrack.constants import YEAR
from sunrack.tables import Grid, pick
from sunrack.trace.marks import whole
from sunrack.units import GrayPerSecond, Metre, law
from sunrack.units.validity import valid

RAD_PER_YEAR = 0.01 / YEAR  # Gy/s
BEYOND = 2_000e3  # m, above it the inner belt is not what this table's slope leads to: nan


@valid("altitude", "km", 500, 1200)
@valid("shield_thickness", "mm", 2, 10)
@law
def dose_rate(altitude: Metre, shield_thickness: Metre) -> GrayPerSecond:
    """Dose in silicon at the centre of an aluminium sphere, a mean year of the trapped belts plus solar protons.

        ln dose linear in altitude and in ln thickness between the table's entries; trapped + solar protons

    Args:
        altitude: Of the Sun-synchronous orbit [m].
        shield_thickness: Wall of the sphere, aluminium of 2.7 g/cm³ [m].
    Returns:
        Dose rate [Gy/s]; shown in rad a year.

    Valid for 500 to 1200 km and 2 to 10 mm; outside it goes on at the last slope, to 2000 km, and is nan above.
    The models are held uncertain to a factor of two; `dose_rate_low` and `dose_rate_high` contain it.
    Source: spacepy-irbem-2026, with spenvis-sso-2026 above 800 km and for solar protons.
    """
    return doses(altitude, shield_thickness, "nominal")[0]


@law
def dose_rate_low(altitude: Metre, shield_thickness: Metre) -> GrayPerSecond:
    """Dose if all is kind: half of the lower model pair, no solar particle event.

        as `dose_rate`, from the low table

    Args:
        altitude: Of the Sun-synchronous orbit [m].
        shield_thickness: Wall of the sphere, aluminium [m].
    Returns:
        Dose rate [Gy/s].

    Valid as `dose_rate`.
    Source: spacepy-irbem-2026.
    """
    return doses(altitude, shield_thickness, "low")[0]


@law
def dose_rate_high(altitude: Metre, shield_thickness: Metre) -> GrayPerSecond:
    """Dose if nothing is: twice the higher model pair, solar protons that 95 % of years stay below.

        as `dose_rate`, from the high table

    Args:
        altitude: Of the Sun-synchronous orbit [m].
        shield_thickness: Wall of the sphere, aluminium [m].
    Returns:
        Dose rate [Gy/s].

    Valid as `dose_rate`.
    Source: spenvis-sso-2026.
    """
    return doses(altitude, shield_thickness, "high")[0]


@cache
def _table() -> tuple[Any, Any, dict[str, tuple[Any, Any]]]:
    """Heights [m], ln thickness [m]; by stance ln trapped [rad/year] by height and thickness, ln solar protons
    [rad/year] by thickness."""
    seed = tomllib.loads((SEEDS / "dose.toml").read_text(encoding="utf-8"))
    heights, walls = np.asarray(seed["altitude"], float) * 1e3, np.log(np.asarray(seed["thickness"], float) / 1e3)
    logs = {}
    for stance, factor in seed["factor"].items():
        trapped, solar = (
            np.asarray(seed["trapped"][stance], float) * factor,
            np.asarray(seed["solar_protons"][stance], float),
        )
        logs[stance] = np.log(trapped), np.log(np.maximum(solar, 1e-9))
    return Grid(heights), Grid(walls), logs


@whole
def doses(altitude: Any, thickness: Any, *stances: str) -> list[Any]:
    """Trapped and solar dose of some stances [Gy/s], bare: bilinear in the tables' logarithms, their last slopes
    beyond.

    Args:
        altitude: Of the Sun-synchronous orbit [m].
        thickness: Wall of the sphere, aluminium [m].
        stances: "low", "nominal" or "high"; of several the tables' cells are looked up once.
    """
    heights, walls, logs = _table()
    i, u = heights.place(np.where(altitude > BEYOND, np.nan, altitude))
    j, w = walls.place(np.log(thickness))
    below = i * walls.entries.size + j
    above = below + walls.entries.size
    found = []
    for trapped, solar in (by_word(logs, stance, "stance of the dose") for stance in stances):
        thicker = np.diff(trapped, append=np.nan)
        low, high = (pick(trapped, place) + pick(thicker, place) * w for place in (below, above))
        found.append(
            RAD_PER_YEAR * (np.exp(low + (high - low) * u) + np.exp(pick(solar, j) + pick(np.diff(solar), j) * w))
        )
    return found
