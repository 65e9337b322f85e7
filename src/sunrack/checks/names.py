"""The checks by slug: the title that a reader sees, and what the check means. Results are named by the slug."""

from __future__ import annotations

from typing import Any, NamedTuple

from sunrack import requirement
from sunrack.requirement import Check


class Named(NamedTuple):
    """How a check is called, and what it compares."""

    title: str
    meaning: str


DOSE = "dose"

NAMES = {
    "sun_synchronous_orbit": Named(
        "Sun-synchronous orbit possible",
        "The altitude is below the highest at which some inclination makes the orbit plane follow the Sun.",
    ),
    "cell_life": Named(
        "Solar cells outlast the mission",
        "Share of the cells' initial power that remains at end of life. The fluence table ends at 2,000 km.",
    ),
    "radiator_above_sink": Named(
        "Radiator above sink temperature",
        "The coldest panel is warmer than its effective sink, so that a finite area exists.",
    ),
    "mass_converges": Named(
        "Mass budget converges", "The parts that scale with dry mass take less than 100 % of the dry mass."
    ),
    "mass_within_payload": Named(
        "Mass within payload capacity", "One satellite at allowable mass fits on one launch to this orbit."
    ),
    "volume_within_fairing": Named(
        "Volume within fairing", "Number of stowed satellites that fit into the fairing by volume."
    ),
    "rack_within_fairing": Named(
        "Rack within fairing", "Diagonal of the smallest face of the rack against the fairing's diameter."
    ),
    "wing_within_fairing": Named(
        "Folded wing within fairing", "Width of the folded array blanket against the fairing's length."
    ),
    "coolant_return_above_supply": Named(
        "Coolant return above supply", "The coolant leaves the rack warmer than it enters."
    ),
    "coolant_within_rack_limit": Named(
        "Coolant supply within rack limit", "The inlet temperature is below what rack and accelerators accept."
    ),
    "coolant_flow": Named(
        "Coolant flow covers rack heat", "Coolant flow per kilowatt of heat against the rack's requirement."
    ),
    "coolant_below_maximum": Named(
        "Coolant below maximum temperature", "The return temperature is below the coolant's limit."
    ),
    "coolant_above_minimum": Named(
        "Coolant above minimum temperature",
        "Coldest coolant at the rack in the longest eclipse: new coating (BOL), cold case.",
    ),
    "battery_covers_eclipse": Named(
        "Battery covers longest eclipse",
        "Usable energy at end of life, with one string failed, against load times eclipse duration.",
    ),
    "battery_rate": Named(
        "Battery rate within limit", "Discharge rate in eclipse against the fastest rate that the pack allows."
    ),
    "battery_cycles": Named(
        "Battery cycle life",
        "Depth of discharge against the depth that lasts for all eclipses of the mission.",
    ),
    "radiator_spare": Named(
        "Radiator margin covers punctures",
        "Probability that the area margin covers the punctures of the satellite's life.",
    ),
    "safe_mode_temperature": Named(
        "Safe mode keeps the loop warm", "Coldest temperature of coolant and rack while the rack is off."
    ),
    "safe_mode_power": Named(
        "Safe mode has power", "Heaters and battery charging in safe mode against the power of the array in sunlight."
    ),
    "safe_mode_eclipse": Named(
        "Safe mode rides through eclipse",
        "Usable battery energy at end of life against the heaters' need in the longest eclipse.",
    ),
    "recovery_time": Named(
        "Battery lasts until recovery",
        "Time that the battery powers safe mode against the time until the array faces the Sun again.",
    ),
    "laser_link_margin": Named("Optical link margin", "Received power above the requirement at the chosen range."),
    "data_rate": Named(
        "Data rate covers the workload", "The most constrained of uplink, downlink and inter-rack traffic."
    ),
    "round_trip": Named(
        "Round trip within the workload's limit",
        "Mean round trip through the relay constellation against the workload's network budget.",
    ),
    DOSE: Named(
        "Ionising dose within tolerance",
        "Total ionising dose (TID) of the mission behind the shield against the dose of the first observed memory"
        " errors.",
    ),
    "thrust_exceeds_drag": Named(
        "Thrust exceeds drag", "Drag at injection or in the final orbit, plus momentum unloading, against the thrust."
    ),
    "wheel_torque": Named(
        "Wheel torque covers the peak", "Peak disturbance and slew torque against the torque of one reaction wheel."
    ),
    "wing_frequency": Named(
        "Wing frequency above control band",
        "First natural frequency of a wing against ten times the bandwidth of the attitude control.",
    ),
    "deployment_time": Named(
        "Deployment within satellite life", "Time to launch the fleet against the life of one satellite."
    ),
    "disposal_time": Named(
        "Disposal within the time limit",
        "Decay from the disposal altitude, at low solar activity, against orbit.disposal_limit.",
    ),
    "disposal_probability": Named(
        "Probability of disposal in time",
        "Share of satellites that re-enter in time. Those that fail on station decay by drag alone.",
    ),
    "casualty_risk": Named(
        "Casualty expectation within limit", "Expected casualties on the ground from one satellite's re-entry."
    ),
}  # fmt: skip


def at_most(slug: str, value: Any, limit: Any, unit: str) -> Check:
    """The check of that slug, which passes where the value is at most the limit, both in `unit`."""
    title, meaning = NAMES[slug]
    return requirement.at_most(title, meaning, value, limit, unit, slug=slug)


def at_least(slug: str, value: Any, limit: Any, unit: str, label: str = "", *, strict: bool = False) -> Check:
    """The check of that slug, which passes where the value is at least the limit, or, if `strict`, above it; `label`
    is printed for `unit`."""
    title, meaning = NAMES[slug]
    return requirement.at_least(title, meaning, value, limit, unit, label, strict=strict, slug=slug)
