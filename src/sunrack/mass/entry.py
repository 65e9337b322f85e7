"""The end of a satellite: a last burn that places its fall in an empty ocean, or a fall that is left to chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sunrack.catalogue import is_yes
from sunrack.mass.closure import propellant_ratio
from sunrack.units import Kilogram, MetrePerSecond, Newton, PerKilogram, Q, Ratio, Second, Share, is_bare, law


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A controlled entry, for each kilogram that is left when its propellant is gone."""

    propellant: Any  # [-]
    delta_v: Any  # [m/s]
    burn_time: Any  # [s]
    thruster_mass: Any  # [kg/N]
    thrusters: Any  # [-]


@law
def burn_thrust(mass: Kilogram, delta_v: MetrePerSecond, burn_time: Second) -> Newton:
    """Thrust that gives a mass a change of speed within a time.

        F = m Δv / t

    Args:
        mass: At the start of the burn [kg].
        delta_v: Change of speed [m/s].
        burn_time: How long the burn may take [s].
    Returns:
        Thrust [N].

    Valid for propellant of a few per cent of the mass.
    Source: wertz-larson-1999, ch. 17.
    """
    return mass * delta_v / burn_time


@law
def casualty_expectation(mass: Kilogram, per_mass: PerKilogram, uncontrolled: Share) -> Ratio:
    """Casualties to be expected of one satellite's fall.

        E = p k m

    Args:
        mass: m, dry [kg].
        per_mass: k, casualties to be expected of a fall that is left to chance: area in which somebody would be hurt,
            times people per area, for each kilogram [1/kg].
        uncontrolled: p, odds that the fall is left to chance [-].
    Returns:
        Casualties [-]; rules ask for at most 1e-4 for one satellite.

    Valid as a rule of thumb: what survives depends on materials, which a survey of the parts would tell.
    Source: patera-2008, casualty expectation of an uncontrolled re-entry; nasa-std-8719-14 for the odds of a failed
    burn.
    """
    return mass * per_mass * uncontrolled


def is_controlled(inputs: Any) -> bool:
    """Whether the satellite ends by a controlled entry.

    Raises:
        Unknown: Another word than yes or no.
    """
    return is_yes(inputs.controlled_entry, "mass.controlled_entry")


def entry(inputs: Any, *, delta_v: Any) -> Entry | None:
    """What a controlled entry takes; None where the fall is left to chance.

    Args:
        inputs: The scenario's [mass].
        delta_v: Of the last burn [m/s].
    """
    if not is_controlled(inputs):
        return None
    ratio = propellant_ratio(delta_v=delta_v, specific_impulse=inputs.entry_specific_impulse)
    return Entry(
        propellant=ratio,
        delta_v=delta_v,
        burn_time=inputs.entry_burn_time,
        thruster_mass=inputs.entry_thruster_mass,
        thrusters=(1 + ratio) * delta_v / inputs.entry_burn_time * inputs.entry_thruster_mass,
    )


def thrust(entry: Entry | None, dry: Any) -> Any:
    """Thrust of the last burn; none without one.

    Args:
        entry: What the burn takes, if there is one.
        dry: Predicted dry mass [kg].
    """
    if entry is None:
        return 0.0 if is_bare() else Q(0.0, "N")
    return burn_thrust(mass=dry * (1 + entry.propellant), delta_v=entry.delta_v, burn_time=entry.burn_time)
