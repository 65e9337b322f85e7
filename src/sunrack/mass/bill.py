"""The bill: every line with its best estimate, its growth and its predicted mass; three totals, told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sunrack.mass.closure import (
    closed_dry_mass,
    imposed_scale,
    impulse_propellant,
    propellant_ratio,
    residual,
    shield_mass,
    unless_open,
)
from sunrack.mass.entry import Entry, thrust
from sunrack.section import Result, Section, Value, YesNo, option, shown, value

_GROWTH = "Mass growth allowance of the {}, by its maturity."


class Mass(Section):
    """Shares, fixed lines and allowances of the mass bill."""

    structure_fraction: Value = value("", "Structure and mechanisms, share of dry mass.", at_least=0, at_most=0.9)
    harness_fraction: Value = value("", "Harness, share of dry mass.", at_least=0, at_most=0.9)
    avionics_mass: Value = value("kg", "Computer, radio, sensors.", at_least=0)
    thruster_mass: Value = value(
        "kg", "Thrusters and their power units, without tanks. It follows the thrust.", at_least=0, follows=True
    )
    thruster_mass_per_thrust: Value = value("kg/N", "The same for each newton of thrust.", at_least=0)
    thrust: Value = value(
        "N", "Thrust of all thrusters together, while raising. It follows the racks' power.", above=0, follows=True
    )
    thrust_per_power: Value = value("N/kW", "The same for each kilowatt of the racks as run.", above=0)
    tank_fraction: Value = value("", "Tank and feed system per mass of propellant.", at_least=0, at_most=2)
    specific_impulse: Value = value("s", "Specific impulse of the thruster.", above=0)
    shielded_area: Value = value(
        "m²",
        "Surface of the box behind the radiation shield. It follows the racks' size and number.",
        at_least=0,
        follows=True,
    )
    shield_density: Value = value("kg/m³", "Density of the shield.", at_least=0)
    momentum_mass: Value = value(
        "kg/(N·m·s)", "Wheels or gyroscopes and their electronics, per momentum that one stores.", at_least=0
    )
    wheels: Value = value("", "How many of them, the spare with them.", at_least=0)
    pressure_offset: Value = value(
        "", "Centre of pressure from centre of mass, share of a wing's length.", at_least=0, at_most=1
    )
    wheel_torque: Value = value("N·m", "Torque that one wheel or gyroscope gives.", above=0)
    control_bandwidth: Value = value("Hz", "Bandwidth of the attitude control, which the wings must not meet.", above=0)
    first_frequency: Value = value("Hz", "First bending frequency that the wings' booms are sized for.", above=0)
    boom_factor: Value = value(
        "", "Booms with tension of the blanket, joints and canister, over a bare tube.", above=0, at_most=20
    )
    wing_root: Value = value("m", "From the middle of the satellite to the root of a wing's blanket.", at_least=0)
    radiator_aspect: Value = value(
        "", "Length of the radiator over its breadth, where it is edge-on to the Sun.", above=0, at_most=1000
    )
    dump_arm: Value = value("m", "Arm of the thrusters that dump momentum.", above=0)
    bus_volume: Value = value(
        "m³",
        "Stowed volume of the body: racks, tanks, electronics. It follows the racks' volume.",
        above=0,
        follows=True,
    )
    bus_volume_per_rack_volume: Value = value("", "The same over the volume of the racks in it.", at_least=1)
    controlled_entry: YesNo = option("Place the fall at the end by a last burn of strong thrusters: yes or no.")
    entry_specific_impulse: Value = value("s", "Specific impulse of the thrusters of that burn.", above=0)
    entry_burn_time: Value = value("min", "Time that the burn may take.", above=0)
    entry_thruster_mass: Value = value("kg/N", "Mass of its thrusters, valves and lines for their thrust.", at_least=0)
    casualties_per_mass: Value = value(
        "1/t", "Casualties to be expected of each tonne of dry mass that falls uncontrolled.", at_least=0
    )
    casualty_limit: Value = value("", "Casualties that may be expected of one satellite's fall.", above=0, at_most=1)
    rack_growth: Value = value("", _GROWTH.format("rack"), at_least=0, at_most=10)
    array_growth: Value = value("", _GROWTH.format("solar array"), at_least=0, at_most=10)
    battery_growth: Value = value("", _GROWTH.format("battery"), at_least=0, at_most=10)
    thermal_growth: Value = value("", _GROWTH.format("radiator and loop"), at_least=0, at_most=10)
    electronics_growth: Value = value(
        "", _GROWTH.format("converters, avionics, terminals, thrusters"), at_least=0, at_most=10
    )
    structure_growth: Value = value("", _GROWTH.format("structure, tanks, shield"), at_least=0, at_most=10)
    harness_growth: Value = value("", _GROWTH.format("harness"), at_least=0, at_most=10)
    satellite_carbon: Value = value(
        "kg/kg", "Carbon dioxide and equivalents of making the satellite, per dry mass without its rack.", at_least=0
    )
    rack_carbon: Value = value("t", "The same of making one rack.", at_least=0)
    margin: Value = value("", "System margin on the predicted dry mass.", at_least=0, at_most=10)
    total: Value | None = value(
        "kg", "Dry mass with rack and growth, as published; every line is scaled to it.", above=0, optional=True
    )


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the bill: best estimate [kg], growth allowance [-], predicted [kg]."""

    name: str
    best: Any
    growth: Any

    @property
    def predicted(self) -> Any:
        """Best estimate with its growth."""
        return self.best * (1 + self.growth)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Bill(Result):
    """The mass of the satellite. Cost and verdict use `dry` and `wet` (predicted); the vehicle must lift
    `allocated`."""

    best_estimate: Any = shown("kg", "dry mass, best estimate, without growth or margin")
    dry: Any = shown("kg", "dry mass, predicted: with growth")
    propellant: Any = shown("kg", "propellant to raise, hold and dispose of the predicted mass")
    entry_propellant: Any = shown("kg", "of which for the last burn of a controlled entry")
    entry_thrust: Any = shown("N", "thrust of that burn")
    wet: Any = shown("kg", "mass at separation, predicted: with growth")
    allocated: Any = shown("kg", "mass at separation, with growth and system margin")
    per_power: Any = shown("kg/kW", "wet predicted mass per rack power as run")
    power_per_mass: Any = shown("W/kg", "rack power per wet predicted mass")
    dry_per_power: Any = shown("kg/kW", "dry predicted mass per rack power as run")
    without_rack: Any = shown("kg", "wet predicted mass without the rack")
    infrastructure_per_power: Any = shown("kg/kW", "wet predicted mass without the rack, per rack power")
    dry_infrastructure_per_power: Any = shown("kg/kW", "dry predicted mass without the rack, per rack power")
    priced_by_mass: Any = shown(
        "kg", "predicted dry mass of all that is bought by the kilogram: not rack, array, battery, terminals, radiator"
    )
    dependent_share: Any = shown("", "share of dry mass that grows with the total; at one the mass does not close")
    boom: Any = shown("kg", "booms beyond those in the wings' own mass, best estimate; a line of the bill")
    wing_frequency: Any = shown("Hz", "first bending frequency of a wing")
    bypass: Any = shown("kg", "predicted mass of what keeps the loop warm in safe mode: heaters or a valve")
    residual: Any = shown("kg", "predicted dry mass less the sum of the lines")
    scale: Any = shown("", "dry mass over what the lines come to; 1 unless mass.total imposes it")
    lines: tuple[Line, ...]

    def line(self, name: str) -> Line:
        """The line of that name."""
        return next(one for one in self.lines if one.name == name)

    def parts_shown(self) -> Iterator[tuple[str, Any, str]]:
        """Each line as lines.<name> (predicted, they add up to wet) and best.<name> (dry ones add up to
        best_estimate)."""
        for one in self.lines:
            yield f"lines.{one.name}", one.predicted, "kg"
        for one in self.lines:
            yield f"best.{one.name}", one.best, "kg"


def size(
    inputs: Mass,
    *,
    rack: Any,
    array: Any,
    battery: Any,
    conversion: Any,
    radiator: Any,
    loop: Any,
    bypass: Any = None,
    terminals: Any,
    attitude_control: Any,
    shield_thickness: Any,
    raise_delta_v: Any,
    hold_delta_v: Any,
    dispose_delta_v: Any,
    force: Any,
    life: Any,
    rack_power: Any,
    boom: Any = None,
    wing_frequency: Any = np.nan,
    entry: Entry | None = None,
) -> Bill:
    """The bill of masses of one satellite, closed.

    Args:
        inputs: The scenario's [mass].
        rack, array, battery, conversion, radiator, loop, terminals, attitude_control: Best estimates [kg].
        bypass: What keeps the coolant loop warm in safe mode, heaters or valve; none if left out [kg].
        shield_thickness: Radiation shield [m].
        raise_delta_v, dispose_delta_v: To climb from drop-off and to come down at the end [m/s].
        hold_delta_v: To hold the local time, a year [m/s/s].
        force: Mean force of the thrusters on the orbit, against drag and to dump momentum [N].
        life: Life of the satellite [s].
        rack_power: Power of the rack [W].
        boom: Of the wings beyond what `array` includes; none if left out [kg].
        wing_frequency: First bending frequency of a wing, for the answer alone [1/s].
        entry: What a controlled entry takes, if there is one.
    """
    boom = 0 * array if boom is None else boom
    shield = shield_mass(area=inputs.shielded_area, thickness=shield_thickness, density=inputs.shield_density)
    fixed = _lines(
        inputs,
        rack=rack,
        array=array,
        boom=boom,
        battery=battery,
        conversion=conversion,
        radiator=radiator,
        loop=loop,
        bypass=0 * loop if bypass is None else bypass,
        terminals=terminals,
        shielding=shield,
        attitude_control=attitude_control,
    )
    shares = (
        ("structure", inputs.structure_fraction, inputs.structure_growth),
        ("harness", inputs.harness_fraction, inputs.harness_growth),
    )
    impulse = inputs.specific_impulse
    until_disposal = 1 + propellant_ratio(delta_v=raise_delta_v + hold_delta_v * life, specific_impulse=impulse)
    of_disposal = 1 + propellant_ratio(delta_v=dispose_delta_v, specific_impulse=impulse)
    at_end = 0.0 if entry is None else entry.propellant
    per_dry = until_disposal * of_disposal * (1 + at_end) - 1
    engines = 0.0 if entry is None else entry.thrusters
    for_force = impulse_propellant(force=force, time=life, specific_impulse=impulse) * until_disposal

    share = total(fraction for _, fraction, _ in shares)
    best_fixed, grown_fixed = total(one.best for one in fixed), total(one.predicted for one in fixed)
    dry = closed_dry_mass(
        fixed=best_fixed,
        fixed_grown=grown_fixed,
        share=share,
        share_grown=total(fraction * (1 + growth) for _, fraction, growth in shares),
        tank=inputs.tank_fraction,
        tank_growth=inputs.structure_growth,
        propellant=per_dry,
        propellant_fixed=for_force,
        **({} if entry is None else {"thrusters": engines, "thruster_growth": inputs.electronics_growth}),
    )
    propellant = unless_open(closed=dry, mass=dry * per_dry + for_force)
    scale: Any = 1.0
    tank = Line(name="tanks", best=propellant * inputs.tank_fraction, growth=inputs.structure_growth)
    burners = Line(
        name="entry_thrusters", best=unless_open(closed=dry, mass=dry * engines), growth=inputs.electronics_growth
    )
    best = unless_open(closed=dry, mass=(best_fixed + tank.best + burners.best) / (1 - share))
    scaled = tuple(Line(name=name, best=best * fraction, growth=growth) for name, fraction, growth in shares)
    lines = (*fixed, *scaled, tank, *(() if entry is None else (burners,)))
    if inputs.total is not None:
        scale, closed, dry = imposed_scale(total=inputs.total, closed=dry), dry, inputs.total
        lines = tuple(replace(one, best=unless_open(closed=closed, mass=one.best * scale)) for one in lines)
        dry, best = (unless_open(closed=closed, mass=one) for one in (dry, best * scale))
        propellant = unless_open(closed=closed, mass=dry * per_dry + for_force)
    wet = dry + propellant
    grown = {one.name: one.predicted for one in lines}
    apart = ("rack", "array", "battery", "terminals", "radiator")
    return Bill(
        best_estimate=best,
        dry=dry,
        propellant=propellant,
        entry_propellant=unless_open(closed=dry, mass=dry * at_end),
        entry_thrust=thrust(entry, dry),
        wet=wet,
        allocated=unless_open(closed=dry, mass=dry * (1 + inputs.margin) * (1 + per_dry) + for_force),
        per_power=wet / rack_power,
        power_per_mass=rack_power / wet,
        dry_per_power=dry / rack_power,
        without_rack=wet - grown["rack"],
        infrastructure_per_power=(wet - grown["rack"]) / rack_power,
        dry_infrastructure_per_power=(dry - grown["rack"]) / rack_power,
        priced_by_mass=unless_open(closed=dry, mass=dry - total(grown[one] for one in apart)),
        dependent_share=share + inputs.tank_fraction * per_dry + engines,
        boom=next(one.best for one in lines if one.name == "boom"),
        wing_frequency=wing_frequency,
        bypass=grown["bypass"],
        residual=residual(closed=dry, lines=total(grown.values())),
        scale=scale,
        lines=(*lines, Line(name="propellant", best=propellant, growth=0.0)),
    )


def _lines(inputs: Mass, **masses: Any) -> tuple[Line, ...]:
    """The lines that do not depend on the total, each with its growth."""
    masses |= {"avionics": inputs.avionics_mass, "thrusters": inputs.thruster_mass}
    growth = {
        "rack": inputs.rack_growth,
        "array": inputs.array_growth,
        "boom": inputs.array_growth,
        "battery": inputs.battery_growth,
        "shielding": inputs.structure_growth,
    }
    growth |= dict.fromkeys(("radiator", "loop", "bypass"), inputs.thermal_growth)
    return tuple(
        Line(name=name, best=best, growth=growth.get(name, inputs.electronics_growth)) for name, best in masses.items()
    )


def total(parts: Any) -> Any:
    """The sum of quantities or of bare numbers."""
    first, *rest = parts
    for one in rest:
        first = first + one
    return first
