"""The links of one satellite: what they carry to users, how long it takes, what they weigh, and whether the work can
use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sunrack.catalogue import by_word
from sunrack.link.budget import (
    any_site,
    clear_rate,
    closing_range,
    closing_rate,
    link_margin,
    received_power,
    telescope_gain,
)
from sunrack.link.delay import fibre_delay, light_time, relay_delay
from sunrack.link.demand import rate_margin, scarcest_need
from sunrack.link.geometry import access_fraction, line_of_sight_range, longest_pass, slant_range
from sunrack.section import Result, Section, Value, choice, option, shown, value
from sunrack.units import maximum, minimum


class Link(Section):
    """What a scenario says of links: the terminals, the mesh, the ground sites and the work."""

    terminal: str = choice("terminals", "Optical terminal that links satellite to satellite")
    terminals: Value = value("", "Number of optical terminals on the satellite", at_least=0)
    terminal_mass: Value = value("kg", "Mass of one terminal", above=0, chosen_by="terminal.mass")
    terminal_power: Value = value("W", "Electric power of one terminal", at_least=0, chosen_by="terminal.power")
    terminal_price: Value = value("kUSD", "Price of one terminal", at_least=0, chosen_by="terminal.price")
    aperture: Value = value("mm", "Diameter of its telescope", above=0, chosen_by="terminal.aperture")
    wavelength: Value = value("nm", "Wavelength of its laser", above=0, chosen_by="terminal.wavelength")
    transmit_power: Value = value("W", "Optical power sent", above=0, chosen_by="terminal.transmit_power")
    sensitivity: Value = value("", "Photons the receiver needs for each bit", above=0, chosen_by="terminal.sensitivity")
    terminal_rate: Value = value(
        "Gbit/s", "Most that one terminal carries each way", above=0, chosen_by="terminal.rate"
    )
    aperture_efficiency: Value = value("", "Share of the ideal telescope gain reached, each end", above=0, at_most=1)
    optical_efficiency: Value = value(
        "", "Light kept by the optics and coupling of both ends together", above=0, at_most=1
    )
    pointing_loss: Value = value("", "Share of the light lost to mispointing of both ends", at_least=0, at_most=1)
    required_margin: Value = value("", "Margin kept on the optical link, in dB", at_least=0, at_most=1000, level=True)
    isl_range: Value = value("km", "Range of one inter-satellite link", above=0)
    grazing_height: Value = value("km", "Lowest height of a beam between satellites", at_least=0)
    relay_path: Value = value("km", "Way through the mesh from the satellite above the user to the rack", at_least=0)
    hop_delay: Value = value("ms", "Time a relay takes to receive, switch and send on", at_least=0)
    minimum_elevation: Value = value("deg", "Lowest elevation at which a site uses a satellite", at_least=0, at_most=90)
    ground: Literal["optical", "ka-band"] = option("Kind of ground link: optical or ka-band")
    sites: Value = value("", "Ground sites that the mesh can land at", at_least=1)
    ground_rate: Value = value("Gbit/s", "Rate down of one ka-band gateway link", above=0)
    optical_ground_rate: Value = value("Gbit/s", "Rate down of one optical ground link", above=0)
    uplink_share: Value = value("", "Rate up of a ground link over its rate down", above=0, at_most=1)
    rain_availability: Value = value(
        "", "Share of time that one ka-band site is free of heavy rain", at_least=0, at_most=1
    )
    site_availability: Value = value("", "Share of time that one optical site is free of cloud", at_least=0, at_most=1)
    fibre_distance: Value = value("km", "Great-circle distance from the user to the ground site", at_least=0)
    fibre_index: Value = value("", "Group index of fibre", at_least=1, at_most=10)
    route_stretch: Value = value("", "Length of laid fibre over the great circle", at_least=1, at_most=100)
    workload: str = choice("workloads", "What the rack does")
    workload_in: Value = value(
        "Mbit/s/kW",
        "Data rate the work needs up from the ground, per rack power",
        at_least=0,
        chosen_by="workload.rate_in",
    )
    workload_out: Value = value(
        "Mbit/s/kW",
        "Data rate the work needs down to the ground, per rack power",
        above=0,
        chosen_by="workload.rate_out",
    )
    workload_racks: Value = value(
        "Mbit/s/kW",
        "Data rate the work needs between satellites, each way, per rack power",
        at_least=0,
        chosen_by="workload.rate_racks",
    )
    workload_latency: Value = value(
        "ms", "Round trip the work leaves to the network", above=0, chosen_by="workload.latency"
    )


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Links(Result):
    """What the links of one satellite give and cost.

    `round_trip` is light only, user to rack in view at the minimum elevation and back; `relay_round_trip` is what a
    user of a dawn-dusk rack meets: fibre to a site, up, over the mesh, and the same way back. `data_rate` is the
    long-run mean to users through the mesh; `direct_rate` is what one own ground link without a mesh would average over
    the globe.
    """

    slant_range: Any = shown("km", "Distance from a site to the satellite at the minimum elevation")
    latency_one_way: Any = shown("ms", "Light time over the slant range, one way")
    round_trip: Any = shown(
        "ms", "User to rack and back, rack in view at the minimum elevation: twice the light time, nothing else"
    )
    relay_round_trip: Any = shown(
        "ms", "User to rack and back: fibre, slant range and mesh hops, both ways; infinite beyond the line of sight"
    )
    isl_range: Any = shown("km", "Range of one inter-satellite link")
    isl_margin: Any = shown("", "Margin of that link at the full rate of the terminal", "dB")
    isl_limit_range: Any = shown("km", "Longest link: the lesser of line of sight and of the budget with its margin")
    isl_rate: Any = shown("Gbit/s", "Rate of one link with the margin kept; 0 beyond the line of sight")
    mesh_rate: Any = shown("Gbit/s", "Rate of all terminals together into the mesh")
    data_rate: Any = shown(
        "Gbit/s", "Mean rate to users through the mesh: the lesser of all terminals and of one ground link"
    )
    uplink_rate: Any = shown("Gbit/s", "Mean rate from users through the mesh")
    direct_rate: Any = shown("Gbit/s", "Mean rate of one own ground link at one site, without a mesh")
    data_per_energy: Any = shown("GB/kWh", "Data carried per energy of the rack")
    access_fraction: Any = shown("", "Share of time one site sees the satellite, mean over the globe")
    longest_pass: Any = shown("min", "Time an overhead pass stays above the minimum elevation")
    availability: Any = shown("", "Chance that at least one ground site is usable")
    terminal_mass: Any = shown("kg", "Mass of all terminals")
    terminal_power: Any = shown("W", "Electric power of all terminals")
    terminal_cost: Any = shown("USD", "Price of all terminals")
    workload_need: Any = shown(
        "Gbit/s", "Rate that the work needs: in, out or between satellites, whichever is served least"
    )
    workload_margin: Any = shown("", "Rate there is over that need")
    latency_margin: Any = shown("", "Round trip allowed over relay round trip")


def size(inputs: Link, *, altitude: Any, period: Any, rack_power: Any, work_share: Any = 1.0) -> Links:
    """The links of a satellite that reaches its users through a mesh of relays.

    A rack on a dawn-dusk orbit is over any one site a few per cent of the time, so its traffic goes by optical
    terminals to relays and comes down where a site is clear. What it carries is the lesser of its terminals together
    and of one ground link, the latter times the chance that at least one site is usable.

    Args:
        inputs: The keys of the section `Link`.
        altitude: Altitude of the orbit.
        period: Period of the orbit.
        rack_power: Power of the rack as run.
        work_share: Work for each watt over that of a rack at full power; the need of the work follows the work done.
    """
    ground_rate, clear = ground_link(inputs)
    gain = telescope_gain(inputs.aperture, inputs.wavelength, inputs.aperture_efficiency)
    kept = inputs.optical_efficiency * (1 - inputs.pointing_loss)
    received = received_power(inputs.transmit_power, gain, gain, inputs.isl_range, inputs.wavelength, kept)
    margin = link_margin(received, inputs.wavelength, inputs.terminal_rate, inputs.sensitivity)
    in_sight = line_of_sight_range(altitude, inputs.grazing_height)
    closes = closing_rate(received, inputs.wavelength, inputs.sensitivity, inputs.required_margin)
    isl_rate = clear_rate(minimum(inputs.terminal_rate, closes), inputs.isl_range, in_sight)

    slant = slant_range(altitude, inputs.minimum_elevation)
    one_way = light_time(slant)
    fibre = fibre_delay(inputs.fibre_distance, inputs.fibre_index, inputs.route_stretch)
    relay_round_trip = 2 * (
        fibre + one_way + relay_delay(inputs.relay_path, inputs.isl_range, inputs.hop_delay, in_sight)
    )

    access = access_fraction(altitude, inputs.minimum_elevation)
    availability = any_site(clear, inputs.sites)
    mesh_rate = inputs.terminals * isl_rate
    data_rate = minimum(mesh_rate, ground_rate * availability)
    uplink_rate = minimum(mesh_rate, ground_rate * inputs.uplink_share * availability)
    needs = [
        rate * rack_power * work_share for rate in (inputs.workload_in, inputs.workload_out, inputs.workload_racks)
    ]
    users = minimum(rate_margin(uplink_rate, needs[0]), rate_margin(data_rate, needs[1]))
    return Links(
        slant_range=slant,
        latency_one_way=one_way,
        round_trip=2 * one_way,
        relay_round_trip=relay_round_trip,
        isl_range=inputs.isl_range,
        isl_margin=margin,
        isl_limit_range=minimum(in_sight, closing_range(inputs.isl_range, margin, inputs.required_margin)),
        isl_rate=isl_rate,
        mesh_rate=mesh_rate,
        data_rate=data_rate,
        uplink_rate=uplink_rate,
        direct_rate=ground_rate * access * clear,
        data_per_energy=data_rate / rack_power,
        access_fraction=access,
        longest_pass=longest_pass(altitude, inputs.minimum_elevation, period),
        availability=availability,
        terminal_mass=inputs.terminals * inputs.terminal_mass,
        terminal_power=inputs.terminals * inputs.terminal_power,
        terminal_cost=inputs.terminals * inputs.terminal_price,
        workload_need=scarcest_need(uplink_rate, data_rate, mesh_rate, *needs),
        workload_margin=minimum(users, rate_margin(mesh_rate - maximum(*needs[:2]), needs[2])),
        latency_margin=inputs.workload_latency / relay_round_trip,
    )


def ground_link(inputs: Link) -> tuple[Any, Any]:
    """Rate down of one ground link of the kind chosen, and the share of time that its site is clear."""
    kinds = {
        "optical": (inputs.optical_ground_rate, inputs.site_availability),
        "ka-band": (inputs.ground_rate, inputs.rain_availability),
    }
    return by_word(kinds, inputs.ground, "ground link")
