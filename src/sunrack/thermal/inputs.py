"""The scenario's [thermal] section: coolant, radiator, coating, and the Earth's own heat and light."""

from __future__ import annotations

from sunrack.section import Section, Value, choice, value


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
    loop_mass: Value = value("kg/kW", "Pumps, pipes, heat exchangers and coolant for the heat moved.", at_least=0)
    pump_fraction: Value = value("", "Pump power over the heat it moves.", at_least=0, at_most=0.5)
    coolant_share: Value = value(
        "", "Coolant's share of the loop's mass: it slows the swings of temperature.", above=0, at_most=1
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
