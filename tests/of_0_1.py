"""The satellite of version 0.1, written out as changes of today's default, for numbers that were worked out for it."""

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
