"""How long a bit is under way: by light in vacuum, through fibre, over hops of a mesh, and where the mesh wins."""

from __future__ import annotations

import numpy as np

from sunrack.constants import EARTH_MEAN_RADIUS, SPEED_OF_LIGHT
from sunrack.link.geometry import footprint_angle, line_of_sight_range
from sunrack.units import AtLeastOne, HalfTurn, Metre, QuarterTurn, Second, law

_STEPS = np.arange(1, 41) / 40
_HALF_WAY = np.pi * (1 + 1e-12)  # rad: no two places are farther apart
_ROUNDS = 4  # of 40 steps into half of Earth's girth: 8 m


@law
def light_time(distance: Metre) -> Second:
    """Time that light takes through vacuum, one way.

        t = d / c

    Args:
        distance: Length of the path [m].
    Returns:
        Delay one way [s]; nan for a length below zero.

    Source: bipm-si-2019, definition of the metre.
    """
    return np.where(distance >= 0, distance / SPEED_OF_LIGHT, np.nan)


@law
def fibre_delay(distance: Metre, index: AtLeastOne, stretch: AtLeastOne = 1.0) -> Second:
    """Time that light takes through optical fibre between two places, one way.

        t = n s d / c

    Args:
        distance: Great-circle distance between the places [m].
        index: Group index of the fibre [-].
        stretch: Length of the laid route over the great circle [-].
    Returns:
        Delay one way [s]; routers and queues are not in it; nan for a distance below zero.

    Source: bozkurt-2018, abstract (stretch); handley-2019 (index).
    """
    return np.where(distance >= 0, index * stretch * distance / SPEED_OF_LIGHT, np.nan)


@law
def relay_delay(path: Metre, hop: Metre, hop_delay: Second, sight: Metre = np.inf) -> Second:
    """Delay over a chain of inter-satellite links, one way.

        t = p / c + ⌈p / d⌉ t_hop

    Args:
        path: Length of the way through the mesh [m].
        hop: Range of one link [m].
        hop_delay: Time that a relay takes to receive, switch and send on [s].
        sight: Longest hop that the Earth does not cut [m].
    Returns:
        Delay one way [s]; infinite where there is a way to go and the Earth cuts the hop, or there is no hop; nan for a
        way below zero.

    Source: handley-2019, routing over laser links.
    """
    hops = np.ceil(path / np.where(hop > 0, hop, np.inf) * (1 - 1e-12))
    delay = np.where(path >= 0, path / SPEED_OF_LIGHT + hops * hop_delay, np.nan)
    return np.where(((hop > 0) & (hop <= sight)) | ~(path > 0), delay, np.inf)


@law
def rack_delay(
    separation: HalfTurn, altitude: Metre, elevation: QuarterTurn, hop: Metre, hop_delay: Second, grazing: Metre = 0.0
) -> Second:
    """Delay from a user to a rack in orbit, one way: straight while it is in view, over a dense mesh beyond.

        t = d_slant / c + relay over (θ − λ)(R + h), the first satellite standing towards the rack

    Args:
        separation: Angle at Earth's centre from the user to the rack, 0 to 180 degrees [rad].
        altitude: Height of rack and mesh above the mean radius [m].
        elevation: Smallest useful angle above the horizon, 0 to 90 degrees [rad].
        hop: Range of one inter-satellite link [m].
        hop_delay: Time that a relay takes to receive, switch and send on [s].
        grazing: Lowest height of a beam between satellites [m].
    Returns:
        Delay one way [s]; nan outside the limits, infinite where the Earth cuts the hop.

    Valid as a lower bound: a real mesh has no satellite just where it is wanted.
    Source: handley-2019, routing over laser links.
    """
    orbit, near = EARTH_MEAN_RADIUS + altitude, np.minimum(separation, footprint_angle.si(altitude, elevation))
    slant = np.sqrt(EARTH_MEAN_RADIUS**2 + orbit**2 - 2 * EARTH_MEAN_RADIUS * orbit * np.cos(near))
    way = slant / SPEED_OF_LIGHT + relay_delay.si(
        (separation - near) * orbit, hop, hop_delay, line_of_sight_range.si(altitude, grazing)
    )
    return np.where((separation >= 0) & (separation <= np.pi), way, np.nan)


@law
def mesh_delay(
    distance: Metre, altitude: Metre, elevation: QuarterTurn, hop: Metre, hop_delay: Second, grazing: Metre = 0.0
) -> Second:
    """Delay between two places on the ground through a dense mesh of satellites, one way.

        t = 2 d_slant / c + relay over (θ − 2λ)(R + h), where the first and last satellite stand towards each other

    Args:
        distance: Great-circle distance between the places [m].
        altitude: Height of the satellites above the mean radius [m].
        elevation: Smallest useful angle above the horizon, 0 to 90 degrees [rad].
        hop: Range of one inter-satellite link [m].
        hop_delay: Time that a relay takes to receive, switch and send on [s].
        grazing: Lowest height of a beam between satellites [m].
    Returns:
        Delay one way [s]; one satellite half-way serves places within one footprint. Infinite where the Earth cuts the
        hop, nan outside the limits.

    Valid as a lower bound: a real mesh has no satellite just where it is wanted. Slant geometry, not a vertical hop.
    Source: handley-2019, routing over laser links.
    """
    ground, reach, orbit = (
        distance / EARTH_MEAN_RADIUS,
        footprint_angle.si(altitude, elevation),
        EARTH_MEAN_RADIUS + altitude,
    )
    half = np.minimum(ground / 2, reach)
    up = rack_delay.si(half, altitude, elevation, hop, hop_delay)
    over = relay_delay.si((ground - 2 * half) * orbit, hop, hop_delay, line_of_sight_range.si(altitude, grazing))
    return np.where(ground <= _HALF_WAY, 2 * up + over, np.nan)


@law
def bent_pipe_delay(distance: Metre, altitude: Metre, elevation: QuarterTurn) -> Second:
    """Delay between two places by satellites without lasers: up and down in equal steps over relays on the ground, one
    way.

        t = 2 k d_slant(θ / 2k) / c,  k = ⌈θ / 2λ⌉

    Args:
        distance: Great-circle distance between the places [m].
        altitude: Height of the satellites above the mean radius [m].
        elevation: Smallest useful angle above the horizon, 0 to 90 degrees [rad].
    Returns:
        Delay one way [s]; nan outside the limits.

    Valid as a lower bound: a satellite over the middle of every step, and land for the relays.
    Source: handley-2019, ground relays.
    """
    ground, reach = distance / EARTH_MEAN_RADIUS, footprint_angle.si(altitude, elevation)
    steps = np.maximum(np.ceil(ground / (2 * reach) * (1 - 1e-12)), 1)
    return (
        np.where(ground <= _HALF_WAY, 2, np.nan)
        * steps
        * rack_delay.si(np.minimum(ground / (2 * steps), reach), altitude, elevation, np.inf, 0.0)
    )


@law
def crossover_distance(
    altitude: Metre,
    elevation: QuarterTurn,
    hop: Metre,
    hop_delay: Second,
    index: AtLeastOne,
    stretch: AtLeastOne = 1.0,
    grazing: Metre = 0.0,
) -> Metre:
    """Distance on the ground beyond which a mesh of satellites is faster than fibre.

        t_mesh(d) = n s d / c, after the last of 40 steps where fibre wins, and so on within the next, four times

    Args:
        altitude: Height of the satellites above the mean radius [m].
        elevation: Smallest useful angle above the horizon, 0 to 90 degrees [rad].
        hop: Range of one inter-satellite link [m].
        hop_delay: Time that a relay takes to receive, switch and send on [s].
        index: Group index of the fibre [-].
        stretch: Length of the laid route over the great circle [-].
        grazing: Lowest height of a beam between satellites [m].
    Returns:
        Great-circle distance [m]; infinite where fibre wins everywhere.

    Valid as `mesh_delay`: a lower bound.
    Source: handley-2019, routing over laser links.
    """
    sky = [np.asarray(one)[..., None] for one in (altitude, elevation, hop, hop_delay, grazing, index, stretch)]
    low, width = np.zeros(1), np.pi * EARTH_MEAN_RADIUS
    ever = mesh_delay.si(width, *sky[:5]) < fibre_delay.si(width, *sky[5:])
    for _ in range(_ROUNDS):
        points = low + width * _STEPS
        wins = mesh_delay.si(points, *sky[:5]) < fibre_delay.si(points, *sky[5:])
        low, width = low + width * np.max(np.where(wins, 0, _STEPS), axis=-1, keepdims=True), width / _STEPS.size
    return np.where(ever, low + width, np.inf)[..., 0]
