"""Named cities and the round trip between them: through fibre, and over a mesh of satellites."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from sunrack.catalogue import SEEDS, near
from sunrack.link.delay import fibre_delay, mesh_delay
from sunrack.link.geometry import great_circle_distance
from sunrack.section import Result, shown
from sunrack.units import Quantity


@cache
def cities() -> dict[str, dict[str, Any]]:
    """Every city by name: title, country, latitude and longitude in degrees.

    Source: geonames-2026.
    """
    return tomllib.loads((SEEDS / "cities.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Route(Result):
    """Two ways between two cities."""

    distance: Any = shown("km", "Great-circle distance")
    fibre_round_trip: Any = shown("ms", "Round trip through fibre, routers and queues left out")
    mesh_round_trip: Any = shown("ms", "Round trip over a dense mesh of satellites, a lower bound")


def route(inputs: Any, one: str, two: str, *, altitude: Any) -> Route:
    """The round trip between two named cities, by fibre and over the mesh, with quantities.

    Args:
        inputs: The keys of the section `Link`.
        one: A city of the list.
        two: Another city of the list.
        altitude: Altitude of the mesh.

    Raises:
        KeyError: No such city, with the nearest name.
    """
    for name in (one, two):
        if name not in cities():
            raise KeyError(f'"{name}" is not a known city{near(name, cities())}')
    here, there = ([Quantity(cities()[name][side], "deg") for side in ("latitude", "longitude")] for name in (one, two))
    distance = great_circle_distance(*here, *there)
    return Route(
        distance=distance,
        fibre_round_trip=2 * fibre_delay(distance, inputs.fibre_index, inputs.route_stretch),
        mesh_round_trip=2 * mesh_delay(distance, altitude, inputs.minimum_elevation, inputs.isl_range, inputs.hop_delay),
    )
