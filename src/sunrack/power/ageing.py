"""Cells age by altitude: particles as a fluence of electrons of 1 MeV, from seeds/fluence.toml, and the power they
leave."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

import numpy as np

from sunrack.catalogue import SEEDS
from sunrack.constants import YEAR
from sunrack.tables import Grid
from sunrack.units import Metre, PerSquareMetre, PerSquareMetreSecond, Ratio, law
from sunrack.units.validity import valid

BEYOND = 2_000e3  # m, above it the inner belt is not what the table's last slope leads to: nan


@valid("altitude", "km", 500, 1400)
@valid("cover_glass", "mm", 0.08, 0.15)
@law
def fluence_rate(altitude: Metre, cover_glass: Metre) -> PerSquareMetreSecond:
    """Electrons of 1 MeV that would do the damage of the trapped particles to a silicon cell, in a unit of time.

        ln φ is linear in altitude and in ln thickness between the table's entries, and goes on at its last slopes

    Args:
        altitude: Of the Sun-synchronous orbit [m].
        cover_glass: Thickness of the glass before the cell; the back is shielded [m].
    Returns:
        Equivalent fluence a time, for each square metre [1/m²/s].

    Valid for 500 to 1400 km and 0.08 to 0.15 mm; outside it goes on at the last slope, to 2000 km, and is nan above.
    The models of the belts are themselves uncertain to a factor of two; solar protons are not in it.
    Source: ap8-ae8-fluence, trapped protons at solar minimum, trapped electrons at solar maximum.
    """
    heights, thin, thick, (thinner, thicker) = _table()
    height = np.where(altitude > BEYOND, np.nan, altitude)
    behind_thin, behind_thick = heights.read(thin, height), heights.read(thick, height)
    share = np.log(cover_glass / thinner) / np.log(thicker / thinner)
    return np.exp(behind_thin + (behind_thick - behind_thin) * share)


@valid("fluence", "1/cm²", None, 1e16)
@law
def power_after_fluence(fluence: PerSquareMetre, slope: Ratio, reference: PerSquareMetre) -> Ratio:
    """Share of its power that a cell keeps after a fluence of electrons of 1 MeV.

        P / P₀ = 1 − C log₁₀(1 + F / F₀), not below zero

    Args:
        fluence: Received, in electrons of 1 MeV [1/m²].
        slope: Power lost for each tenfold of fluence, once it is large: C [-].
        reference: Fluence at which the loss sets in: F₀ [1/m²].
    Returns:
        Power left over power new [-].

    Valid to about 1e16 /cm². With 0.14 and 1.6e13 /cm² a silicon cell keeps 0.88 at 1e14 and 0.75 at 1e15 (recalled).
    Source: tada-1982, the form of the fit; the constants are those of the catalogue cells.
    """
    return np.maximum(1 - slope * np.log10(1 + fluence / reference), 0)


@cache
def _table() -> tuple[Grid, Any, Any, tuple[float, float]]:
    """Heights [m], ln fluence rate [1/m²/s] behind the thinner and the thicker glass by height, and both thicknesses
    [m]."""
    seed = tomllib.loads((SEEDS / "fluence.toml").read_text(encoding="utf-8"))
    per_second = 1e4 / YEAR  # of one a square centimetre and year
    thin, thick = (np.log(np.asarray(row, float) * per_second) for row in seed["fluence"])
    thinner, thicker = (1e-3 * one for one in seed["cover_glass"])
    return Grid(np.asarray(seed["altitude"], float) * 1e3), thin, thick, (thinner, thicker)
