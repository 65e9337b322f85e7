"""The scenario's [power] section: cells, wing, battery, and what the satellite does in eclipse."""

from __future__ import annotations

from typing import Literal

from sunrack.section import Section, Value, choice, option, value


class Power(Section):
    """What makes, stores and uses electric power."""

    cell: str = choice("cells", "Solar cell: a record of the catalogue cells.")
    cell_efficiency: Value = value(
        "",
        "Efficiency of a new cell at 28 °C in sunlight above the air.",
        above=0,
        at_most=1,
        chosen_by="cell.efficiency",
    )
    cell_temperature_coefficient: Value = value(
        "1/K",
        "Relative change of efficiency for each kelvin above 28 °C.",
        at_least=-10,
        at_most=0,
        chosen_by="cell.temperature_coefficient",
    )
    cell_absorptivity: Value = value(
        "", "Share of sunlight that the cell side absorbs.", above=0, at_most=1, chosen_by="cell.absorptivity"
    )
    cell_emissivity: Value = value(
        "", "Infrared emissivity of the cell side.", above=0, at_most=1, chosen_by="cell.emissivity"
    )
    cell_damage_slope: Value = value(
        "",
        "Share of its power that a cell loses for each tenfold of fluence, once it is large.",
        at_least=0,
        at_most=1,
        chosen_by="cell.damage_slope",
    )
    cell_damage_fluence: Value = value(
        "1/cm²",
        "Fluence of electrons of 1 MeV at which the loss sets in.",
        above=0,
        chosen_by="cell.damage_fluence",
    )
    cell_damage_weight: Value = value(
        "",
        "Equivalent fluence of this cell over that of silicon in the same orbit: protons count for less in some cells.",
        at_least=0,
        chosen_by="cell.damage_weight",
    )
    cell_surface_loss: Value = value(
        "", "Power lost by end of life to ultraviolet light and impacts.", at_least=0, at_most=0.9
    )
    cell_degradation: Value | None = value(
        "%/year",
        "Power lost each year, of what is left, for all reasons, in place of the loss by altitude.",
        at_least=0,
        at_most=99,
        optional=True,
    )
    cover_glass: Value = value("mm", "Glass before the cells.", at_least=0.03, at_most=0.5)
    open_back: Value = value(
        "",
        "Fluence with a thin blanket's open back and with solar storms, over that through the cover glass alone.",
        at_least=1,
        at_most=20,
    )
    radiation_factor: Value = value(
        "", "True fluence over that of the models of the radiation belts.", above=0, at_most=20
    )
    back_emissivity: Value = value("", "Infrared emissivity of the array's back.", above=0, at_most=1)
    packing: Value = value("", "Share of the wing's area that is cell.", above=0, at_most=1)
    pointing: Value = value("", "Share of the light left after pointing error and self-shadowing.", above=0, at_most=1)
    line_efficiency: Value = value("", "Array to bus: harness, slip rings, blocking diodes.", above=0, at_most=1)
    conversion_efficiency: Value = value(
        "", "Bus to load (and bus to battery): regulators and converters.", above=0, at_most=1
    )
    conversion_mass: Value = value(
        "kg/kW", "Conversion and distribution, for each kilowatt of array at end of life.", at_least=0
    )
    wing: str = choice("arrays", "Wing: a record of the catalogue arrays.")
    array_areal_mass: Value | None = value(
        "kg/m²",
        "Whole wing, for each square metre of planform.",
        above=0,
        chosen_by="wing.areal_mass",
        unless="array_specific_power",
    )
    array_specific_power: Value | None = value(
        "W/kg",
        "Whole wing, new at 1 au, in place of an areal mass.",
        above=0,
        chosen_by="wing.specific_power",
        unless="array_areal_mass",
    )
    array_heat_capacity: Value = value("J/kg/K", "Specific heat of the wing: how fast it cools in eclipse.", above=0)
    array_price: Value = value(
        "USD/W", "Wing price for each watt of a new array at 1 au.", at_least=0, chosen_by="wing.price"
    )
    stowed_power_density: Value = value(
        "kW/m³", "Power of a new array for each cubic metre stowed.", above=0, chosen_by="wing.stowed_power_density"
    )
    blanket_width: Value = value(
        "m", "Width of one wing: there is one wing a side. It follows the racks' power.", above=0, follows=True
    )
    reference_width: Value = value(
        "m", "Width of one wing of a satellite of 100 kW: larger ones keep the shape of its wings.", above=0
    )
    eclipse_policy: Literal["ride", "throttle", "sleep"] = option(
        "In eclipse: ride (full load), throttle (part), or sleep (rack idle)."
    )
    throttle_fraction: Value = value("", "Rack power in eclipse when throttled, of full power.", at_least=0, at_most=1)
    sleep_fraction: Value = value("", "Rack power in eclipse when asleep, of full power.", at_least=0, at_most=1)
    battery: str = choice("batteries", "Battery: a record of the catalogue batteries.")
    battery_specific_energy: Value = value(
        "Wh/kg", "Nameplate energy of the pack for its mass.", above=0, chosen_by="battery.specific_energy"
    )
    battery_efficiency: Value = value(
        "", "Energy out over energy in, round trip.", above=0, at_most=1, chosen_by="battery.efficiency"
    )
    battery_price: Value = value(
        "USD/kWh", "Price of the pack for its nameplate energy.", at_least=0, chosen_by="battery.price"
    )
    battery_rate_limit: Value = value(
        "1/hour",
        "Fastest discharge that the pack may give: power over nameplate energy (C-rate).",
        above=0,
        chosen_by="battery.rate_limit",
    )
    battery_strings: Value = value("", "Strings of the battery, of which one may fail.", at_least=1, whole=True)
    battery_energy: Value | None = value(
        "kWh", "Nameplate energy of a given pack, in place of the least that serves.", above=0, optional=True
    )
    battery_fade: Value = value(
        "", "Capacity lost by end of life: the rest bounds the depth of discharge.", at_least=0, at_most=0.9
    )
    deep_cycles: Value = value("", "First anchor of the cycle life: number of cycles.", above=0)
    deep_depth: Value = value("", "First anchor: depth of discharge that lasts so many cycles.", above=0, at_most=1)
    shallow_cycles: Value = value("", "Second anchor of the cycle life: number of cycles.", above=0)
    shallow_depth: Value = value("", "Second anchor: depth of discharge that lasts so many cycles.", above=0, at_most=1)
    avionics_power: Value = value("W", "Computers, attitude control, radio, heaters: always on.", at_least=0)
    thruster_efficiency: Value = value("", "Power in the thruster's jet over electric power taken.", above=0, at_most=1)
    thruster_power: Value | None = value(
        "W",
        "Electric propulsion, mean over operation, in place of what the force on the orbit asks for.",
        at_least=0,
        optional=True,
    )
