"""The satellite of version 0.1, written out as changes of today's default, for numbers that were worked out for it."""

import sunrack as sr
from sunrack.cost import LINES, average_unit_cost

# Wings of 6 m without booms, and a radiator that sees 0.05 of the array (a root of 6 m gives 0.049 to 0.054); growth as then.
FORM = {
    "power.blanket_width": "6 m",
    "mass.radiator_aspect": "2",
    "mass.first_frequency": "0.001 Hz",
    "mass.wing_root": "6 m",
    "mass.array_growth": "0.20",
    "mass.battery_growth": "0.15",
}
# What the default took for parts that other stances have values of their own for.
SATELLITE = FORM | {
    "power.cell_absorptivity": "0.75",
    "power.cell_emissivity": "0.82",
    "power.array_areal_mass": "2 kg/m²",
    "power.conversion_mass": "8 kg/kW",
    "thermal.areal_mass": "7 kg/m²",
    "thermal.coolant_return": "52 degC",
    "mass.harness_fraction": "0.04",
}


def priced(case, first, share):
    """A scenario that buys every kilogram at one price, down a curve of 0.80 from the first unit, and pays a share of the satellite a year to
    run it, both as 0.1 did: today's lines at that price, the radiator's by its area."""
    rows = {key: row["value"] for key, row in sr.compare(case).to_dict().items()}
    price = float(average_unit_cost.si(first, 0.8, rows["launch.fleet_satellites"]))
    panel = rows["mass.lines.radiator"] / rows["thermal.radiator_area"]
    lines = {f"cost.{name}_price": f"{price!r} USD/kg" for name in LINES if name != "radiator"}
    case = case.but(
        lines | {"cost.radiator_price": f"{price * panel!r} USD/m²", "cost.price_level": 1, "cost.learning": 1}
    )
    parts = {name: money.to("USD").magnitude for name, money in sr.compare(case).design.cost.parts}
    satellite = sum(money for name, money in parts.items() if name not in ("rack", "spares"))
    return case.but({"cost.operations": f"{float(share * satellite / rows['rack.full_power'])!r} USD/kW/year"})
