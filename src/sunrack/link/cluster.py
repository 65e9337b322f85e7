"""Racks that work as one machine: what passes between them, and how much of their time is left for work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sunrack.catalogue import records
from sunrack.link.budget import clear_rate, closing_rate, received_power, telescope_gain
from sunrack.link.delay import light_time
from sunrack.link.geometry import line_of_sight_range
from sunrack.link.sizing import Link
from sunrack.reading import to_value
from sunrack.section import Result, shown
from sunrack.units import AtLeastOne, BitPerSecond, Ratio, Second, is_bare, law, minimum


@law
def bisection_rate(racks: Ratio, rate: BitPerSecond) -> BitPerSecond:
    """Most that one half of a cluster can send to the other half.

        B = n R / 2

    Args:
        racks: Number of racks [-].
        rate: Rate of all links of one rack together, each way [bit/s].
    Returns:
        Rate across the cut, each way [bit/s].

    Valid as an upper bound: every link of one half leads to the other; a ring of racks has two links across the cut.
    Source: leiserson-1985, fat trees.
    """
    return racks * rate / 2


@law
def computing_share(need: BitPerSecond, rate: BitPerSecond, racks: AtLeastOne, delay: Second, step: Second) -> Ratio:
    """Share of its time that a rack computes where each step ends in an exchange round a ring, nothing of it hidden.

        s = 1 / (1 + N / R + 2 (n − 1) t / T)

    Args:
        need: Rate at which the exchange would take as long as the computing of a step [bit/s].
        rate: Rate of all links of one rack together [bit/s].
        racks: Number of racks in the ring, at least 1 [-].
        delay: Delay from a rack to the next [s].
        step: Computing of one step [s].
    Returns:
        Share of time spent computing [-]; 0 without a link.

    Valid for all-reduce round a ring over all links of a rack; a program that overlaps exchange and computing does
    better.
    Source: patarasuk-2009, ring all-reduce.
    """
    return 1 / (1 + need / rate + 2 * (racks - 1) * delay / step)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Cluster(Result):
    """Racks in orbit that train one model, against the wires within one rack and against a cluster on the ground.

    `rack_fabric` and `ground_network` are what pre-training is used to: rates of one rack, each way. The terminal keeps
    its lens and laser whatever the spacing: close together it is the electronics that limit.
    """

    light_time: Any = shown("ms", "Light time from a rack to the next")
    rack_rate: Any = shown("Gbit/s", "All terminals of one rack together, each way")
    bisection_rate: Any = shown("Gbit/s", "Most that half of the racks can send to the other half")
    ground_bisection_rate: Any = shown("Gbit/s", "The same for a cluster on the ground")
    rack_fabric_share: Any = shown("", "What the terminals of a rack carry, of what the wires within it do")
    ground_network_share: Any = shown("", "What the terminals of a rack carry, of what its network on the ground does")
    computing_share: Any = shown("", "Share of time a rack computes, training in orbit, exchange not hidden")
    ground_computing_share: Any = shown("", "The same on the ground")


def cluster(inputs: Link, *, altitude: Any, rack_power: Any, racks: Any, spacing: Any) -> Cluster:
    """A cluster of racks in orbit that exchange gradients round a ring.

    Args:
        inputs: The keys of the section `Link`.
        altitude: Altitude of the orbit.
        rack_power: Power of a rack, for the need of pre-training.
        racks: Number of racks.
        spacing: Distance from a rack to the next.
    """
    told = {name: to_value(records("workloads")["pre-training"][name], unit) for name, unit in _TRAINING.items()}
    work = {name: one.si if is_bare() else one.quantity for name, one in told.items()}
    need = work["rate_racks"] * work["step_share"] * rack_power
    gain = telescope_gain(inputs.aperture, inputs.wavelength, inputs.aperture_efficiency)
    kept = inputs.optical_efficiency * (1 - inputs.pointing_loss)
    received = received_power(inputs.transmit_power, gain, gain, spacing, inputs.wavelength, kept)
    closes = closing_rate(received, inputs.wavelength, inputs.sensitivity, inputs.required_margin)
    link_rate = clear_rate(
        minimum(inputs.terminal_rate, closes), spacing, line_of_sight_range(altitude, inputs.grazing_height)
    )
    rate, delay = inputs.terminals * link_rate, light_time(spacing)
    return Cluster(
        light_time=delay,
        rack_rate=rate,
        bisection_rate=bisection_rate(racks, rate),
        ground_bisection_rate=bisection_rate(racks, work["ground_network"]),
        rack_fabric_share=rate / work["rack_fabric"],
        ground_network_share=rate / work["ground_network"],
        computing_share=computing_share(need, rate, racks, delay, work["step"]),
        ground_computing_share=computing_share(need, work["ground_network"], racks, 0 * delay, work["step"]),
    )


_TRAINING = {
    "rate_racks": "Mbit/s/kW",
    "step_share": "",
    "step": "s",
    "rack_fabric": "Tbit/s",
    "ground_network": "Tbit/s",
}
