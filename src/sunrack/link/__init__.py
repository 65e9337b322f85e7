"""Links: where the satellite is seen, what a beam of light carries, how long a bit is under way, what the work needs."""

from sunrack.link.budget import (
    any_site,
    beam_divergence,
    clear_rate,
    closing_range,
    closing_rate,
    link_margin,
    photon_rate,
    received_power,
    telescope_gain,
)
from sunrack.link.cities import Route, cities, route
from sunrack.link.delay import fibre_delay, light_time, mesh_delay, relay_delay
from sunrack.link.demand import rate_margin
from sunrack.link.geometry import (
    access_fraction,
    footprint_angle,
    great_circle_distance,
    line_of_sight_range,
    longest_pass,
    site_access_fraction,
    slant_range,
    street_half_width,
)
from sunrack.link.services import Service, services
from sunrack.link.sizing import Link, Links, size

__all__ = [
    "Link",
    "Links",
    "Route",
    "Service",
    "access_fraction",
    "any_site",
    "beam_divergence",
    "cities",
    "clear_rate",
    "closing_range",
    "closing_rate",
    "fibre_delay",
    "footprint_angle",
    "great_circle_distance",
    "light_time",
    "line_of_sight_range",
    "link_margin",
    "longest_pass",
    "mesh_delay",
    "photon_rate",
    "rate_margin",
    "received_power",
    "relay_delay",
    "route",
    "services",
    "site_access_fraction",
    "size",
    "slant_range",
    "street_half_width",
    "telescope_gain",
]
