"""How the satellite flies: one choice that fixes what the array, each radiator face and the air see.

The array always faces the Sun. The radiator is flat, and the choice is where its faces look:

- `ram-wake`: edge-on to the Sun, its normal as near the velocity as that allows. Both faces work and see the Earth on
  their horizon, 0.24 of the view at 650 km; the air meets it broadside.
- `zenith-nadir`: edge-on to the Sun, its normal as near the vertical as that allows. Both faces work, one looks at deep
  space and one down at the Earth, so that their mean view of it, 0.38 to 0.41 at 650 km, is the larger; the air meets it
  nearly edge-on. Less drag is bought with more radiator.
- `anti-sun`: behind the array and parallel to it, facing away from the Sun ("always points to deep space").
  One face works, and it has the Earth in 0.24 to 0.32 of its view; the air meets it as it meets the array. It touches
  the array's back, and the cells there are hotter.

Where the parts are, and so what a radiator's face sees of the array, is the drawing in `layout.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from sunrack.catalogue import by_word
from sunrack.geometry import albedo_illumination, earth_view_factor, sine
from sunrack.section import Result, Section, Value, option, shown, value
from sunrack.units import Metre, QuarterTurn, Ratio, Share, SignedQuarterTurn, law

POINTS = 24  # of half a revolution, midpoints; the other half mirrors it. Against 2,000 points: within 5e-4
_U = (np.arange(POINTS) + 0.5) * np.pi / POINTS  # rad from the point of the orbit nearest the Sun
_COS, _SIN = np.cos(_U), np.sin(_U)


class Attitude(Section):
    """How array and radiator are held."""

    radiator: Literal["ram-wake", "zenith-nadir", "anti-sun"] = option(
        "Where the radiator's faces look: ram-wake, zenith-nadir or anti-sun"
    )
    wings: Literal["along-track", "vertical"] = option(
        "Where the wings point, near enough: along-track or vertical; only gravity's torque hangs on it"
    )
    radiator_mount: Literal["both-sides", "behind"] = option(
        "Where an edge-on radiator is: half on both-sides of the array, or all of it behind"
    )
    edge_error: Value = value(
        "deg", "Mean angle by which the radiator's plane misses the Sun line (edge-on choices)", at_least=0, at_most=90
    )


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Facing(Result):
    """What each part sees, mean over a revolution."""

    array_incidence: Any = shown("", "cosine of the Sun's incidence on the array, before pointing losses")
    array_earth_view: Any = shown("", "part of the array's back's view that the Earth fills, mean of the orbit")
    array_albedo_view: Any = shown("", "the same times the lit share of the Earth in view")
    faces: Any = shown("", "radiator faces in use")
    earth_view_factor: Any = shown(
        "", "part of a radiator face's view that the Earth fills, mean of its faces and of the orbit"
    )
    worst_face_view_factor: Any = shown("", "the same for the face that sees most of the Earth")
    albedo_view: Any = shown("", "view factor times lit share of the Earth in view, mean of faces and orbit")
    sun_on_face: Any = shown("", "cosine of the Sun on a radiator face, mean of its faces, while sunlit")
    array_drag_fraction: Any = shown("", "array area that the air meets, mean over the orbit, per area")
    radiator_drag_fraction: Any = shown("", "radiator area that the air meets, mean over the orbit, per planform area")


BEHIND_ARRAY = {"ram-wake": False, "zenith-nadir": False, "anti-sun": True}  # by the radiator's attitude


def face(
    inputs: Attitude, *, altitude: Any, beta: Any, mean_beta: Any, views: Mapping[str, Any] | None = None
) -> Facing:
    """What array and radiator see at one angle of the Sun to the orbit's plane.

    Args:
        inputs: Keys of `Attitude`.
        altitude: Of the orbit [m].
        beta: Angle of the Sun to the orbit's plane; in a year's design the smallest, when eclipses and albedo are at their worst [rad].
        mean_beta: The year's mean, for drag [rad].
        views: What `see` answers, where it is known already, as in a study that reads it from a chart.
    """
    behind = by_word(BEHIND_ARRAY, inputs.radiator, "attitude of the radiator")
    views = views or see(inputs.radiator, altitude=altitude, beta=beta, mean_beta=mean_beta)
    one = 1.0 + 0.0 * views["earth_view_factor"]
    return Facing(
        array_incidence=one,
        faces=(1.0 if behind else 2.0) * one,
        sun_on_face=0.0 * one if behind else sun_on_edge(inputs.edge_error),
        **views,
    )


def see(radiator: str, *, altitude: Any, beta: Any, mean_beta: Any) -> dict[str, Any]:
    """What altitude and Sun alone decide of `Facing`, by field: how much Earth, lit Earth and air each surface meets."""
    if by_word(BEHIND_ARRAY, radiator, "attitude of the radiator"):
        view, albedo, ahead = back_view(altitude, beta), back_albedo(altitude, beta), array_ahead(mean_beta)
        worst = view
    else:
        upright = by_word({"ram-wake": 0.0, "zenith-nadir": 1.0}, radiator, "attitude of the radiator")
        view, albedo = edge_view(altitude, beta, upright), edge_albedo(altitude, beta, upright)
        worst, ahead = (
            (nadir_view(altitude, beta), upright_ahead(mean_beta)) if upright else (view, ram_ahead(mean_beta))
        )
    return {
        "array_earth_view": back_view(altitude, beta),
        "array_albedo_view": back_albedo(altitude, beta),
        "earth_view_factor": view,
        "worst_face_view_factor": worst,
        "albedo_view": albedo,
        "array_drag_fraction": array_ahead(mean_beta),
        "radiator_drag_fraction": ahead,
    }


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

    Valid where the visible Earth may be taken as evenly bright. Near dawn and dusk the part away from the Sun is dark: the sum over the true
    brightness is up to 2 W/m² less on a radiator's face (at 650 km), which is 0.3 to 1.3 K of its sink or of the array.
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
