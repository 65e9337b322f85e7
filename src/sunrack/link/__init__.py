"""Links: where the satellite is seen, what a beam of light carries, how long a bit is under way, what the work
needs."""

from sunrack.link.access import longest_gap, separation_quantile, site_access_fraction, walker_access_fraction
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
from sunrack.link.cities import Alone, Route, Wait, alone, cities, place, route, wait
from sunrack.link.cluster import Cluster, bisection_rate, cluster, computing_share
from sunrack.link.delay import (
    bent_pipe_delay,
    crossover_distance,
    fibre_delay,
    light_time,
    mesh_delay,
    rack_delay,
    relay_delay,
)
from sunrack.link.demand import access_margin, rate_margin, scarcest_need
from sunrack.link.geometry import (
    access_fraction,
    footprint_angle,
    great_circle_distance,
    line_of_sight_range,
    longest_pass,
    slant_range,
    street_half_width,
)
from sunrack.link.services import Limit, Service, services, verdict
from sunrack.link.sizing import Link, Links, size

__all__ = [
    "Alone",
    "Cluster",
    "Limit",
    "Link",
    "Links",
    "Route",
    "Service",
    "Wait",
    "access_fraction",
    "access_margin",
    "alone",
    "any_site",
    "beam_divergence",
    "bent_pipe_delay",
    "bisection_rate",
    "cities",
    "clear_rate",
    "closing_range",
    "closing_rate",
    "cluster",
    "computing_share",
    "crossover_distance",
    "fibre_delay",
    "footprint_angle",
    "great_circle_distance",
    "light_time",
    "line_of_sight_range",
    "link_margin",
    "longest_gap",
    "longest_pass",
    "mesh_delay",
    "photon_rate",
    "place",
    "rack_delay",
    "rate_margin",
    "received_power",
    "relay_delay",
    "route",
    "scarcest_need",
    "separation_quantile",
    "services",
    "site_access_fraction",
    "size",
    "slant_range",
    "street_half_width",
    "telescope_gain",
    "verdict",
    "wait",
    "walker_access_fraction",
]
