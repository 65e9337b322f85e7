"""The scenario's [thermal] section: coolant, radiator, coating, and the Earth's own heat and light."""

from __future__ import annotations

from typing import Literal

from sunrack.section import Section, Value, choice, option, value


class Thermal(Section):
    """What carries the heat away and what stands in its way."""

    coolant: str = choice("coolants", "Coolant of the loop: a record of the catalogue coolants.")
    coolant_supply: Value = value("K", "Coolant as it reaches the rack (cold end).", above=0)
    coolant_return: Value = value("K", "Coolant as it leaves the rack (hot end).", above=0)
    coolant_minimum: Value = value("K", "Coldest at which the coolant flows.", above=0, chosen_by="coolant.minimum")
    coolant_maximum: Value = value("K", "Hottest at which the coolant is usable.", above=0, chosen_by="coolant.maximum")
    coolant_heat_capacity: Value = value(
        "J/kg/K", "Specific heat of the coolant.", above=0, chosen_by="coolant.heat_capacity"
    )
    coolant_density: Value = value("kg/m³", "Density of the coolant.", above=0, chosen_by="coolant.density")
    approach: Value = value(
        "delta_K", "Panel surface below coolant: heat exchanger, film and tube wall.", at_least=0, at_most=100
    )
    fin_efficiency: Value = value(
        "", "Net heat of the panel over that of one as warm as its tubes.", above=0, at_most=1
    )
    puncture_margin: Value = value("", "Spare area built, of the area needed.", at_least=0, at_most=2)
    panel: str = choice("radiators", "Radiator: a record of the catalogue radiators.")
    areal_mass: Value = value(
        "kg/m²", "Radiator for each square metre of planform.", above=0, chosen_by="panel.areal_mass"
    )
    stowed_density: Value = value(
        "m²/m³", "Planform for each cubic metre stowed.", above=0, chosen_by="panel.stowed_density"
    )
    coating: str = choice("coatings", "Coating of the radiator: a record of the catalogue coatings.")
    emissivity: Value = value(
        "", "Infrared emissivity of the coating.", above=0, at_most=1, chosen_by="coating.emissivity"
    )
    absorptivity_begin: Value = value(
        "", "Share of sunlight absorbed when new.", at_least=0, at_most=1, chosen_by="coating.absorptivity_begin"
    )
    absorptivity: Value = value(
        "", "Share of sunlight absorbed at end of life.", at_least=0, at_most=1, chosen_by="coating.absorptivity"
    )
    loop_mass: Value = value(
        "kg/kW", "Cold plates, heat exchangers, valves and tanks of the loop for the heat moved.", at_least=0
    )
    flow_mass: Value = value("kg/(L/min)", "Pumps and pipes for the volume of coolant moved.", at_least=0)
    transit_time: Value = value("s", "Time in which the coolant goes once around the loop.", above=0)
    coolant_pressure: Value = value("kPa", "Pressure that the pump adds to the coolant.", at_least=0)
    pump_efficiency: Value = value("", "Efficiency of pump, motor and drive.", above=0, at_most=1)
    bypass: Literal["heaters", "valve", "none"] = option(
        "What keeps the loop warm when the rack is off: heaters, a valve around the radiator, or none."
    )
    heater_mass: Value = value("kg/kW", "Heaters with their switches and wires, for their power.", at_least=0)
    heater_margin: Value = value(
        "delta_K", "Held by the heaters above the coldest that coolant and rack may be.", at_least=0, at_most=100
    )
    valve_mass: Value = value(
        "kg/kW", "Valve around the radiator with pipes and heat exchanger, for the heat of the loop.", at_least=0
    )
    recovery_time: Value = value(
        "min", "Longest time until the array faces the Sun again after the attitude was lost.", at_least=0
    )
    panel_heat_capacity: Value = value("J/kg/K", "Specific heat of the radiator.", above=0)
    puncture_rate: Value = value(
        "1/m²/year", "Punctures that each cost one valved section, of a year and square metre of planform.", at_least=0
    )
    valved_sections: Value = value(
        "", "Sections of the radiator, spare ones left out, that valves can shut off.", above=0, whole=True
    )
    earth_infrared: Value = value("W/m²", "Infrared leaving the Earth.", at_least=0)
    albedo: Value = value("", "Share of sunlight that the Earth reflects.", at_least=0, at_most=1)
    earth_infrared_cold: Value = value("W/m²", "Infrared leaving the Earth in the cold case.", at_least=0)
    albedo_cold: Value = value("", "Share of sunlight that the Earth reflects in the cold case.", at_least=0, at_most=1)
