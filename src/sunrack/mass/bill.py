"""The bill: every line with its best estimate, its growth and its predicted mass; three totals, told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sunrack.mass.closure import (
    closed_dry_mass,
    impulse_propellant,
    propellant_ratio,
    residual,
    shield_mass,
    unless_open,
)
from sunrack.section import Result, Section, shown, value
from sunrack.values import Value

_GROWTH = "Mass growth allowance of the {}, by its maturity."


class Mass(Section):
    """Shares, fixed lines and allowances of the mass bill."""

    structure_fraction: Value = value("", "Structure and mechanisms, share of dry mass.", at_least=0, at_most=0.9)
    harness_fraction: Value = value("", "Harness, share of dry mass.", at_least=0, at_most=0.9)
    avionics_mass: Value = value("kg", "Computer, radio, sensors.", at_least=0)
    thruster_mass: Value = value("kg", "Thrusters and their power units, without tanks.", at_least=0)
    thrust: Value = value("N", "Thrust of all thrusters together, while raising.", above=0)
    tank_fraction: Value = value("", "Tank and feed system per mass of propellant.", at_least=0, at_most=2)
    specific_impulse: Value = value("s", "Specific impulse of the thruster.", above=0)
    shielded_area: Value = value("m²", "Surface of the box behind the radiation shield.", at_least=0)
    shield_density: Value = value("kg/m³", "Density of the shield.", at_least=0)
    momentum_mass: Value = value(
        "kg/(N·m·s)", "Wheels or gyroscopes and their electronics, per momentum that one stores.", at_least=0
    )
    wheels: Value = value("", "How many of them, the spare with them.", at_least=0)
    pressure_offset: Value = value(
        "", "Centre of pressure from centre of mass, share of a wing's length.", at_least=0, at_most=1
    )
    radiator_aspect: Value = value("", "Length of the radiator over its breadth.", above=0, at_most=1000)
    dump_arm: Value = value("m", "Arm of the thrusters that dump momentum.", above=0)
    bus_volume: Value = value("m³", "Stowed volume of the body: rack, tanks, electronics.", above=0)
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
    rack_carbon: Value = value("t", "The same of making the rack.", at_least=0)
    margin: Value = value("", "System margin on the predicted dry mass.", at_least=0, at_most=10)


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
    """The mass of the satellite. Cost and verdict use `dry` and `wet` (predicted); the vehicle must lift `allocated`."""

    best_estimate: Any = shown("kg", "dry mass, best estimate, without growth or margin")
    dry: Any = shown("kg", "dry mass, predicted: with growth")
    propellant: Any = shown("kg", "propellant to raise, hold and dispose of the predicted mass")
    wet: Any = shown("kg", "mass at separation, predicted: with growth")
    allocated: Any = shown("kg", "mass at separation, with growth and system margin")
    per_power: Any = shown("kg/kW", "wet predicted mass per rack power as run")
    power_per_mass: Any = shown("W/kg", "rack power per wet predicted mass")
    dry_per_power: Any = shown("kg/kW", "dry predicted mass per rack power as run")
    without_rack: Any = shown("kg", "wet predicted mass without the rack")
    infrastructure_per_power: Any = shown("kg/kW", "wet predicted mass without the rack, per rack power")
    dry_infrastructure_per_power: Any = shown("kg/kW", "dry predicted mass without the rack, per rack power")
    priced_by_mass: Any = shown(
        "kg", "predicted dry mass of all that is bought by the kilogram: not rack, array, battery, terminals"
    )
    dependent_share: Any = shown("", "share of dry mass that grows with the total; at one the mass does not close")
    residual: Any = shown("kg", "predicted dry mass from the closure less the sum of the lines")
    lines: tuple[Line, ...]

    def line(self, name: str) -> Line:
        """The line of that name."""
        return next(one for one in self.lines if one.name == name)

    def parts_shown(self) -> Iterator[tuple[str, Any, str]]:
        """Each line as lines.<name> (predicted, they add up to wet) and best.<name> (dry ones add up to best_estimate)."""
        for one in self.lines:
            yield f"lines.{one.name}", one.predicted, "kg"
        for one in self.lines:
            yield f"best.{one.name}", one.best, "kg"


def size(
    inputs: Any,
    *,
    rack: Any,
    array: Any,
    battery: Any,
    conversion: Any,
    radiator: Any,
    loop: Any,
    terminals: Any,
    attitude_control: Any,
    shield_thickness: Any,
    raise_delta_v: Any,
    hold_delta_v: Any,
    dispose_delta_v: Any,
    force: Any,
    life: Any,
    rack_power: Any,
) -> Bill:
    """The bill of masses of one satellite, closed.

    Args:
        inputs: The scenario's [mass].
        rack, array, battery, conversion, radiator, loop, terminals, attitude_control: Best estimates [kg].
        shield_thickness: Radiation shield [m].
        raise_delta_v, dispose_delta_v: To climb from drop-off and to come down at the end [m/s].
        hold_delta_v: To hold the local time, a year [m/s/s].
        force: Mean force of the thrusters on the orbit, against drag and to dump momentum [N].
        life: Life of the satellite [s].
        rack_power: Power of the rack [W].
    """
    shield = shield_mass(area=inputs.shielded_area, thickness=shield_thickness, density=inputs.shield_density)
    fixed = _lines(
        inputs,
        rack=rack,
        array=array,
        battery=battery,
        conversion=conversion,
        radiator=radiator,
        loop=loop,
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
    per_dry = until_disposal * of_disposal - 1
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
    )
    propellant = unless_open(closed=dry, mass=dry * per_dry + for_force)
    tank = Line(name="tanks", best=propellant * inputs.tank_fraction, growth=inputs.structure_growth)
    best = unless_open(closed=dry, mass=(best_fixed + tank.best) / (1 - share))
    scaled = tuple(Line(name=name, best=best * fraction, growth=growth) for name, fraction, growth in shares)
    lines = (*fixed, *scaled, tank)
    wet = dry + propellant
    apart = [one for one in fixed if one.name in ("rack", "array", "battery", "terminals")]
    return Bill(
        best_estimate=best,
        dry=dry,
        propellant=propellant,
        wet=wet,
        allocated=unless_open(closed=dry, mass=dry * (1 + inputs.margin) * (1 + per_dry) + for_force),
        per_power=wet / rack_power,
        power_per_mass=rack_power / wet,
        dry_per_power=dry / rack_power,
        without_rack=wet - fixed[0].predicted,
        infrastructure_per_power=(wet - fixed[0].predicted) / rack_power,
        dry_infrastructure_per_power=(dry - fixed[0].predicted) / rack_power,
        priced_by_mass=unless_open(closed=dry, mass=dry - total(one.predicted for one in apart)),
        dependent_share=share + inputs.tank_fraction * per_dry,
        residual=residual(closed=dry, lines=total(one.predicted for one in lines)),
        lines=(*lines, Line(name="propellant", best=propellant, growth=0.0)),
    )


def _lines(inputs: Any, **masses: Any) -> tuple[Line, ...]:
    """The lines that do not depend on the total, each with its growth."""
    masses |= {"avionics": inputs.avionics_mass, "thrusters": inputs.thruster_mass}
    growth = {
        "rack": inputs.rack_growth,
        "array": inputs.array_growth,
        "battery": inputs.battery_growth,
        "shielding": inputs.structure_growth,
    }
    growth |= dict.fromkeys(("radiator", "loop"), inputs.thermal_growth)
    return tuple(
        Line(name=name, best=best, growth=growth.get(name, inputs.electronics_growth)) for name, best in masses.items()
    )


def total(parts: Any) -> Any:
    """The sum of quantities or of bare numbers."""
    first, *rest = parts
    for one in rest:
        first = first + one
    return first
