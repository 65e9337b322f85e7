"""What a flat face sees of the Earth, and how much of what it sees is lit; sine and cosine for arrays: shared by
rooms."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.constants import EARTH_RADIUS
from sunrack.units import HalfTurn, Metre, Radian, Ratio, law

FAR = 1e4  # m: what lies beyond adds nothing to a view, and numbers without bound would spoil the sum


@law
def horizon_angle(altitude: Metre) -> Radian:
    """Angular radius of the Earth as seen from `altitude`.

        sin θ = R / (R + h)

    Args:
        altitude: Height above the equatorial radius [m].
    Returns:
        Angle from nadir to the horizon [rad]; nan below the surface.

    Valid for a spherical Earth.
    Source: wertz-larson-1999, ch. 5.
    """
    return np.arcsin(EARTH_RADIUS / (EARTH_RADIUS + altitude))


@law
def earth_view_factor(altitude: Metre, tilt: HalfTurn) -> Ratio:
    """Part of a flat face's view that the Earth fills, exact for a small plate and a sphere.

        F = cos γ / H²                                    whole Earth above the face's plane (H cos γ ≥ 1)
        F = (cos γ acos y − x sin γ √(1−y²)) / (π H²) + atan(sin γ √(1−y²) / x) / π        cut by it
        H = (R + h) / R,  x = √(H² − 1),  y = −x cot γ;  F = 0 when the Earth lies behind (H cos γ ≤ −1)

    A face whose normal is level with the horizon still has (θ − sin θ cos θ)/π of its view filled.

    Args:
        altitude: Height above the equatorial radius [m].
        tilt: Angle between the face's normal and nadir, 0 to π [rad].
    Returns:
        View factor from face to Earth [-]; nan below the surface.

    Valid for a spherical Earth and a face small beside it; the pieces join without a step.
    Source: howell-2010, factor B-43; gilmore-2002, ch. 2 gives it as a chart.
    """
    return cone_view(EARTH_RADIUS / (EARTH_RADIUS + altitude), tilt)


@law
def albedo_illumination(altitude: Metre, zenith: HalfTurn) -> Ratio:
    """Mean of the cosine of the Sun's zenith angle, zero at night, over the cap of Earth that is in view.

        mean = F(λ, ζ) / (2 (1 − cos λ)),  cos λ = R / (R + h),  F the view factor of a cone of half-angle λ tilted by ζ

    ∫ max(0, n·s) over a spherical cap is the integral that defines a plate's view factor, so the closed form is exact.

    Args:
        altitude: Height above the equatorial radius [m].
        zenith: Zenith angle of the Sun at the point below the satellite, 0 to π [rad].
    Returns:
        Mean lit cosine over the visible cap by area, 0 to 1 [-].

    Valid for a spherical, diffuse Earth. Times view factor and albedo it gives the reflected sunlight on a face to the
    accuracy of treating the visible cap as evenly bright.
    Source: howell-2010, factor B-43, used with the cap in place of the sphere.
    """
    cosine = EARTH_RADIUS / (EARTH_RADIUS + altitude)
    return cone_view(np.sqrt(1 - cosine**2), zenith) / np.maximum(2 * (1 - cosine), 1e-300)


@law
def perpendicular_view_factor(depth: Metre, width: Metre, root: Metre, height: Metre, breadth: Metre) -> Ratio:
    """View factor from a rectangle to another that is perpendicular to it, both with their middle on one line of
    symmetry.

        F = Σ Σ Σ ± G(x² + z², y) / (π a b),   x = 0, a;  z = r, r + h;  y = (b − c) / 2, (b + c) / 2
        G = y √q atan(y / √q) − (q − y²) ln(q + y²) / 4,   q = x² + z²

    The first rectangle begins at the edge where the planes meet; the second begins `root` from it.

    Args:
        depth: Of the first rectangle, away from the edge, a [m].
        width: Of the first rectangle, along the edge, b [m].
        root: From the edge to the second rectangle, r [m].
        height: Of the second rectangle, away from the edge, h [m].
        breadth: Of the second rectangle, along the edge, c [m].
    Returns:
        View factor from the first to the second [-]; 0 for a first rectangle without area or without bound.

    Valid where nothing stands between them.
    Source: howell-2010, factor C-15 (rectangles in perpendicular planes); with one edge in common it is C-14.
    """
    far, breadth = np.minimum(root + height, FAR), np.minimum(breadth, FAR)
    unit = depth + width + breadth + far  # lengths over their sum keep the rounding small
    x, near, wide = depth / unit, (width - breadth) / (2 * unit), (width + breadth) / (2 * unit)
    low, high, square = np.maximum(root / unit, 1e-15), far / unit, x * x
    corners = []
    for sign, z in ((1, low), (-1, high)):
        beyond = square + z * z
        corners += [(sign, z, z * z), (-sign, np.sqrt(beyond), beyond)]
    total = _across(corners, near) - _across(corners, wide)
    area = x * width / unit
    seen = (area > 0) & np.isfinite(total)
    return np.where(seen, np.maximum(total, 0.0) / (np.pi * np.where(seen, area, 1.0)), 0.0)


def _across(corners: list[tuple[int, Any, Any]], across: Any) -> Any:
    """The part of that sum at one y: of each corner its sign, √q and q; bare."""
    other, angles, logs = across * across, 0.0, 0.0
    for sign, reach, square in corners:
        angles = _add(angles, sign, reach * np.arctan(across / reach))
        logs = _add(logs, sign, (square - other) * np.log(square + other))
    return across * angles - 0.25 * logs


def _add(total: Any, sign: int, one: Any) -> Any:
    return total + one if sign > 0 else total - one


def sine(angle: Any) -> Any:
    """sin x = 2 t / (1 + t²), t = tan x/2; bare.

    With AVX-512 numpy's tangent is a vector one and its sine is not: a third of the time there, twice elsewhere.
    """
    t = np.tan(angle / 2)
    return 2 * t / (1 + t * t)


def cosine(angle: Any) -> Any:
    """cos x = (1 − t²) / (1 + t²) likewise."""
    t = np.tan(angle / 2)
    return 2 / (1 + t * t) - 1


def cone_view(sine: Any, tilt: Any) -> Any:
    """View factor of a plate to a cone of directions whose half-angle has the sine `sine`, its axis `tilt` from the
    normal.

    Bare SI. Clipping `y` joins the three pieces: at −1 the formula becomes cos γ / H², at +1 it becomes zero.
    """
    x = np.sqrt(1 / sine**2 - 1)
    cosine, across = np.cos(tilt), np.maximum(np.abs(np.sin(tilt)), 1e-15)
    y = np.clip(-x * cosine / across, -1.0, 1.0)
    root = np.sqrt(1 - y**2)
    return (sine**2 * (cosine * np.arccos(y) - x * across * root) + np.arctan2(across * root, x)) / np.pi
