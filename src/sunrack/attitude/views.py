"""What array and radiator see of the Earth and show to the air, over a revolution: the laws."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.geometry import albedo_illumination, earth_view_factor, sine
from sunrack.units import Metre, QuarterTurn, Ratio, Share, SignedQuarterTurn, law

POINTS = 24  # of half a revolution, midpoints; the other half mirrors it. Against 2,000 points: within 5e-4
_U = (np.arange(POINTS) + 0.5) * np.pi / POINTS  # rad from the point of the orbit nearest the Sun
_COS, _SIN = np.cos(_U), np.sin(_U)


@law
def edge_view(altitude: Metre, beta: SignedQuarterTurn, upright: Share) -> Ratio:
    """Part of the view that the Earth fills, mean of both faces of a radiator edge-on to the Sun and of the orbit.

        mean over u of (F(γ) + F(π − γ)) / 2,  cos γ = −N·r,  N ∝ d − (d·s) s,  d = upright · r + (1 − upright) · v

    Args:
        altitude: Of the orbit [m].
        beta: Angle of the Sun to the orbit's plane, within ±90 degrees [rad].
        upright: 0 for a normal near the velocity, 1 for one near the vertical [-].
    Returns:
        View factor, per face [-].

    Valid for a flat radiator, a circular orbit and a spherical Earth; exact vectors, 24 points of half a revolution.
    Source: howell-2010, factor B-43; wertz-larson-1999, ch. 5 for the geometry.
    """
    up, _ = _edge(beta, upright)
    return _both_faces(altitude, up).mean(axis=-1)


@law
def nadir_view(altitude: Metre, beta: SignedQuarterTurn) -> Ratio:
    """The same for the lower face alone of a radiator whose normal is near the vertical.

        mean over u of F(γ),  cos γ = N·r with N upward

    Args:
        altitude: Of the orbit [m].
        beta: Angle of the Sun to the orbit's plane, within ±90 degrees [rad].
    Returns:
        View factor of the face that looks down [-].

    Valid as `edge_view`.
    Source: howell-2010, factor B-43.
    """
    up, _ = _edge(beta, 1.0)
    return _view(altitude, up).mean(axis=-1)


@law
def edge_albedo(altitude: Metre, beta: SignedQuarterTurn, upright: Share) -> Ratio:
    """View factor times the lit share of the Earth in view, mean of both faces and of the orbit.

        mean over u of (F(γ) + F(π − γ)) / 2 · illumination(ζ),  cos ζ = cos β cos u

    Args:
        altitude: Of the orbit [m].
        beta: Angle of the Sun to the orbit's plane, within ±90 degrees [rad].
        upright: 0 for a normal near the velocity, 1 for one near the vertical [-].
    Returns:
        Times albedo and solar flux, the reflected sunlight on a face [-].

    Valid where the visible Earth may be taken as evenly bright. Near dawn and dusk the part away from the Sun is dark:
    the sum over the true brightness is up to 2 W/m² less on a radiator's face (at 650 km), which is 0.3 to 1.3 K of its
    sink or of the array.
    Source: howell-2010, factor B-43.
    """
    up, _ = _edge(beta, upright)
    return (_both_faces(altitude, up) * _lit(altitude, beta)).mean(axis=-1)


@law
def ram_ahead(beta: SignedQuarterTurn) -> Ratio:
    """Area that a radiator edge-on to the Sun with its normal near the velocity shows to the air, mean over the orbit.

        mean over u of |N·v| = √(1 − cos² β sin² u)

    Args:
        beta: Angle of the Sun to the orbit's plane, within ±90 degrees [rad].
    Returns:
        Share of the planform area [-].

    Valid for a thin plate.
    Source: wertz-larson-1999, ch. 5.
    """
    _, forward = _edge(beta, 0.0)
    return np.abs(forward).mean(axis=-1)


@law
def upright_ahead(beta: SignedQuarterTurn) -> Ratio:
    """The same with its normal near the vertical.

        2 (1 − |sin β|) / π

    Args:
        beta: Angle of the Sun to the orbit's plane, within ±90 degrees [rad].
    Returns:
        Share of the planform area [-].

    Valid for a thin plate.
    Source: wertz-larson-1999, ch. 5.
    """
    return 2 / np.pi * (1 - np.abs(np.sin(beta)))


@law
def back_view(altitude: Metre, beta: SignedQuarterTurn) -> Ratio:
    """Part of the view that the Earth fills for a face turned away from the Sun, mean over the orbit.

        mean over u of F(γ),  cos γ = cos β cos u

    Args:
        altitude: Of the orbit [m].
        beta: Angle of the Sun to the orbit's plane, within ±90 degrees [rad].
    Returns:
        View factor [-]; in low orbit never the zero of "always sees deep space".

    Valid for a circular orbit and a spherical Earth.
    Source: howell-2010, factor B-43.
    """
    return _view(altitude, _towards_sun(beta)).mean(axis=-1)


@law
def back_albedo(altitude: Metre, beta: SignedQuarterTurn) -> Ratio:
    """View factor times the lit share of the Earth in view for a face turned away from the Sun, mean over the orbit.

        mean over u of F(γ) · illumination(ζ),  cos γ = cos ζ = cos β cos u

    Args:
        altitude: Of the orbit [m].
        beta: Angle of the Sun to the orbit's plane, within ±90 degrees [rad].
    Returns:
        Times albedo and solar flux, the reflected sunlight on the face [-].

    Valid as `edge_albedo`.
    Source: howell-2010, factor B-43.
    """
    return (_view(altitude, _towards_sun(beta)) * _lit(altitude, beta)).mean(axis=-1)


@law
def array_ahead(beta: SignedQuarterTurn) -> Ratio:
    """Area that a plate facing the Sun shows to the air, per area, mean over the orbit.

        2 |cos β| / π

    Args:
        beta: Angle of the Sun to the orbit's plane, within ±90 degrees [rad].
    Returns:
        Projected share [-].

    Valid for a circular orbit; a plate in the lee of another is counted as well.
    Source: wertz-larson-1999, ch. 5.
    """
    return 2 / np.pi * np.abs(np.cos(beta))


@law
def sun_on_edge(error: QuarterTurn) -> Ratio:
    """Cosine of the Sun's incidence that a plane held edge-on still catches, mean of its two faces.

        sin(error) / 2

    Args:
        error: Mean angle between the plane and the Sun line, 0 to 90 degrees [rad].
    Returns:
        Mean of lit and unlit face [-].

    Valid for a flat panel; a warped one catches as if its error were larger.
    Source: gilmore-2002, ch. 2.
    """
    return sine(error) / 2


def _edge(beta: Any, upright: Any) -> tuple[Any, Any]:
    """Radiator normal along radius and velocity at points of half a revolution, bare; its plane holds the Sun line."""
    level, k = np.cos(beta)[..., None], np.expand_dims(upright, -1)
    sun_up, sun_ahead = level * _COS, -level * _SIN
    wanted = k * sun_up + (1 - k) * sun_ahead
    length = np.sqrt(np.maximum(k**2 + (1 - k) ** 2 - wanted**2, 1e-30))
    return (k - wanted * sun_up) / length, (1 - k - wanted * sun_ahead) / length


def _towards_sun(beta: Any) -> Any:
    """Cosine between the Sun and the radius at points of half a revolution, bare."""
    return np.cos(beta)[..., None] * _COS


def _view(altitude: Any, down: Any) -> Any:
    """View factor of a face whose normal has the component `down` along nadir, bare."""
    return earth_view_factor.si(np.expand_dims(altitude, -1), np.arccos(np.clip(down, -1.0, 1.0)))


def _both_faces(altitude: Any, up: Any) -> Any:
    return (_view(altitude, up) + _view(altitude, -up)) / 2


def _lit(altitude: Any, beta: Any) -> Any:
    return albedo_illumination.si(np.expand_dims(altitude, -1), np.arccos(np.clip(_towards_sun(beta), -1.0, 1.0)))
