"""How array and radiator are held, and what each then sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sunrack.attitude.views import (
    array_ahead,
    back_albedo,
    back_view,
    edge_albedo,
    edge_view,
    nadir_view,
    ram_ahead,
    sun_on_edge,
    upright_ahead,
)
from sunrack.catalogue import by_word
from sunrack.section import Result, Section, Value, option, shown, value


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
        beta: Angle of the Sun to the orbit's plane; in a year's design the smallest, when eclipses and albedo are at
            their worst [rad].
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
    """What altitude and Sun alone decide of `Facing`, by field: how much Earth, lit Earth and air each surface
    meets."""
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
