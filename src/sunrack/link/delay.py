"""How long a bit is under way: by light in vacuum, through fibre, over hops of a mesh."""

from __future__ import annotations

import numpy as np

from sunrack.constants import EARTH_MEAN_RADIUS, SPEED_OF_LIGHT
from sunrack.link.geometry import footprint_angle
from sunrack.units import Metre, Radian, Ratio, Second, law


@law
def light_time(distance: Metre) -> Second:
    """Time that light takes through vacuum, one way.

        t = d / c

    Args:
        distance: Length of the path [m].
    Returns:
        Delay one way [s].

    Source: bipm-si-2019, definition of the metre.
    """
    return distance / SPEED_OF_LIGHT


@law
def fibre_delay(distance: Metre, index: Ratio, stretch: Ratio = 1.0) -> Second:
    """Time that light takes through optical fibre between two places, one way.

        t = n s d / c

    Args:
        distance: Great-circle distance between the places [m].
        index: Group index of the fibre [-].
        stretch: Length of the laid route over the great circle [-].
    Returns:
        Delay one way [s]; routers and queues are not in it.

    Source: bozkurt-2018, abstract (stretch); handley-2019 (index).
    """
    return index * stretch * distance / SPEED_OF_LIGHT


@law
def relay_delay(path: Metre, hop: Metre, hop_delay: Second) -> Second:
    """Delay over a chain of inter-satellite links, one way.

        t = p / c + ⌈p / d⌉ t_hop

    Args:
        path: Length of the way through the mesh [m].
        hop: Range of one link [m].
        hop_delay: Time that a relay takes to receive, switch and send on [s].
    Returns:
        Delay one way [s].

    Source: handley-2019, routing over laser links.
    """
    return path / SPEED_OF_LIGHT + np.ceil(path / hop * (1 - 1e-12)) * hop_delay


@law
def mesh_delay(distance: Metre, altitude: Metre, elevation: Radian, hop: Metre, hop_delay: Second) -> Second:
    """Delay between two places on the ground through a dense mesh of satellites, one way.

        t = 2 d_slant / c + relay over (θ − 2λ)(R + h), where the first and last satellite stand towards each other

    Args:
        distance: Great-circle distance between the places [m].
        altitude: Height of the satellites above the mean radius [m].
        elevation: Smallest useful angle above the horizon, 0 to 90 degrees [rad].
        hop: Range of one inter-satellite link [m].
        hop_delay: Time that a relay takes to receive, switch and send on [s].
    Returns:
        Delay one way [s]; a single satellite half-way serves places within one footprint.

    Valid as a lower bound: a real mesh has no satellite just where it is wanted. Slant geometry, not a vertical hop.
    Source: handley-2019, routing over laser links.
    """
    ground, reach, orbit = distance / EARTH_MEAN_RADIUS, footprint_angle.si(altitude, elevation), EARTH_MEAN_RADIUS + altitude
    half = np.minimum(ground / 2, reach)
    slant = np.sqrt(EARTH_MEAN_RADIUS**2 + orbit**2 - 2 * EARTH_MEAN_RADIUS * orbit * np.cos(half))
    return 2 * slant / SPEED_OF_LIGHT + relay_delay.si((ground - 2 * half) * orbit, hop, hop_delay)
