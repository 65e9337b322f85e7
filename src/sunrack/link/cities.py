"""Who waits how long: between named cities by fibre and by satellite, and for a rack over an orbit and a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from sunrack.catalogue import SEEDS, Shelf, near
from sunrack.link.access import longest_gap, separation_quantile, site_access_fraction
from sunrack.link.delay import bent_pipe_delay, crossover_distance, fibre_delay, mesh_delay, rack_delay
from sunrack.link.geometry import great_circle_distance, longest_pass
from sunrack.link.sizing import Link, ground_link
from sunrack.section import Result, shown
from sunrack.units import Q, is_bare


@cache
def cities() -> Mapping[str, dict[str, Any]]:
    """Every city by name: title, country, latitude and longitude in degrees.

    Source: geonames-2026.
    """
    return Shelf((SEEDS / "cities.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Route(Result):
    """The ways between two cities; those over satellites are lower bounds."""

    distance: Any = shown("km", "Great-circle distance")
    fibre_round_trip: Any = shown("ms", "Round trip through fibre, routers and queues left out")
    mesh_round_trip: Any = shown("ms", "Round trip over a dense mesh of satellites with lasers")
    bent_pipe_round_trip: Any = shown("ms", "Round trip over satellites without lasers and relays on the ground")
    crossover: Any = shown("km", "Distance beyond which the mesh is faster than such fibre")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Wait(Result):
    """The network's part of the time that a user waits for a rack in orbit, over an orbit and a day.

    Every round trip holds the fibre from the user to the site, as `Links.relay_round_trip` does, but routers, queues
    and the rack's own time are left out. The mesh is dense and straight: lower bounds.
    """

    in_view: Any = shown("", "Share of time that a rack is in view, no mesh needed")
    median: Any = shown("ms", "Round trip that half of the time is not exceeded")
    ninetieth: Any = shown("ms", "Round trip that nine tenths of the time are not exceeded")
    worst: Any = shown("ms", "Longest round trip")
    overhead: Any = shown("ms", "Round trip if the rack stood above its user")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Alone(Result):
    """What one rack with a ground link of its own, and no mesh, gives users at one place."""

    in_view: Any = shown("", "Share of time that it is in view and the sky is clear")
    longest_gap: Any = shown("hour", "Longest time from one pass to the next, clouds left out")
    pass_time: Any = shown("min", "Time an overhead pass stays above the minimum elevation")
    uplink_rate: Any = shown("Gbit/s", "Mean rate up, over all the time")
    data_rate: Any = shown("Gbit/s", "Mean rate down, over all the time")


def place(name: str) -> tuple[Any, Any]:
    """Latitude and longitude of a named city.

    Raises:
        KeyError: No such city, with the nearest name.
    """
    if name not in cities():
        raise KeyError(f'"{name}" is not a known city{near(name, cities())}')
    degrees = cities()[name]["latitude"], cities()[name]["longitude"]
    return tuple(np.radians(degrees)) if is_bare() else (Q(degrees[0], "deg"), Q(degrees[1], "deg"))


def route(inputs: Link, one: str, two: str, *, altitude: Any) -> Route:
    """The round trip between two named cities, by fibre, over a mesh and over relays on the ground.

    Args:
        inputs: The keys of the section `Link`.
        one: A city of the list.
        two: Another city of the list.
        altitude: Altitude of the mesh.

    Raises:
        KeyError: No such city, with the nearest name.
    """
    distance = great_circle_distance(*place(one), *place(two))
    sky = (altitude, inputs.minimum_elevation)
    mesh = (*sky, inputs.isl_range, inputs.hop_delay)
    return Route(
        distance=distance,
        fibre_round_trip=2 * fibre_delay(distance, inputs.fibre_index, inputs.route_stretch),
        mesh_round_trip=2 * mesh_delay(distance, *mesh, inputs.grazing_height),
        bent_pipe_round_trip=2 * bent_pipe_delay(distance, *sky),
        crossover=crossover_distance(*mesh, inputs.fibre_index, inputs.route_stretch, inputs.grazing_height),
    )


def wait(inputs: Link, *, latitude: Any, altitude: Any, inclination: Any, racks: Any = 1) -> Wait:
    """How long a user of some latitude waits for the nearest rack of one plane, over an orbit and a day.

    A rack on a dawn-dusk orbit passes over its users about six and eighteen o'clock; at noon and midnight it is far
    away, and the way through the mesh is what that costs.

    Args:
        inputs: The keys of the section `Link`.
        latitude: Latitude of the user.
        altitude: Altitude of the racks and of the mesh.
        inclination: Inclination of the plane of the racks.
        racks: Number of racks evenly spread in the plane.
    """
    mesh = (altitude, inputs.minimum_elevation, inputs.isl_range, inputs.hop_delay, inputs.grazing_height)
    fibre = fibre_delay(inputs.fibre_distance, inputs.fibre_index, inputs.route_stretch)
    trips = 2 * (
        fibre + rack_delay(separation_quantile(inclination, latitude, np.array([0.5, 0.9, 1.0]), racks), *mesh)
    )
    return Wait(
        in_view=site_access_fraction(altitude, inclination, latitude, inputs.minimum_elevation, racks),
        median=trips[0],
        ninetieth=trips[1],
        worst=trips[2],
        overhead=2 * (fibre + rack_delay(0 * latitude, *mesh)),
    )


def alone(inputs: Link, *, latitude: Any, altitude: Any, inclination: Any, period: Any) -> Alone:
    """A lone rack that speaks to its users only while it passes over them.

    Args:
        inputs: The keys of the section `Link`.
        latitude: Latitude of the users and of their one ground site.
        altitude: Altitude of the rack.
        inclination: Inclination of its sun-synchronous orbit.
        period: Nodal period of that orbit.
    """
    rate, clear = ground_link(inputs)
    sky = {
        "altitude": altitude,
        "inclination": inclination,
        "latitude": latitude,
        "elevation": inputs.minimum_elevation,
    }
    in_view = site_access_fraction(**sky) * clear
    return Alone(
        in_view=in_view,
        longest_gap=longest_gap(**sky, period=period),
        pass_time=longest_pass(altitude, inputs.minimum_elevation, period),
        uplink_rate=rate * inputs.uplink_share * in_view,
        data_rate=rate * in_view,
    )
