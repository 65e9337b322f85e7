"""Mass and power of hardware that has flown, by the laws and the default values: how far off they are. Nothing is fitted.

docs/model.md shows the same rows as a table.
"""

import json
from pathlib import Path

import numpy as np
import pytest

import sunrack as sr
from sunrack import mass, power
from sunrack.constants import YEAR
from sunrack.units import bare

TRUTH = {
    one["id"]: one for one in json.loads((Path(__file__).parent / "truth" / "published_cases.json").read_text("utf-8"))
}
DEFAULT = sr.load()


def value(key, case=DEFAULT):
    """A number of the scenario in SI."""
    return case.values()[key].si


def new_wing(cell, packing):
    """Power that a square metre of a new wing gives at 1 au, square to the Sun [W/m²]."""
    case = DEFAULT.but({"power.cell": cell})
    known = {
        key: value(f"power.cell_{key}", case)
        for key in ("efficiency", "temperature_coefficient", "absorptivity", "emissivity")
    }
    light = power.light_on_array.si(flux=1361.0, incidence=1.0, pointing=value("power.pointing"))
    warm = power.cell_temperature.si(
        light=light, **known, back_emissivity=value("power.back_emissivity"), packing=packing, load=100.0
    )
    return float(power.areal_power.si(light, known["efficiency"], known["temperature_coefficient"], warm, packing))


def starlink(conversion):
    """Bill of a Starlink V2 mini: its 105 m² of array and 28 kW, no rack, no antennas, no radiator; its eclipse load is taken as 10 kW."""
    inputs = DEFAULT.inputs(bare=True).mass
    inputs.thrust, inputs.controlled_entry = 0.17, "no"  # one argon thruster
    inputs.thruster_mass = 0.17 * inputs.thruster_mass_per_thrust
    energy = 10e3 * 35.7 * 60 / (0.3 * value("power.battery_efficiency") ** 0.5)
    with bare():
        return mass.size(
            inputs,
            rack=0.0,
            array=105.0 * value("power.array_areal_mass"),
            battery=energy / value("power.battery_specific_energy"),
            conversion=28e3 * conversion,
            radiator=0.0,
            loop=0.0,
            terminals=3 * value("link.terminal_mass"),
            attitude_control=12.0,
            shield_thickness=0.0,
            raise_delta_v=120.0,
            hold_delta_v=0.0,
            dispose_delta_v=120.0,
            force=5e-3,
            life=5 * YEAR,
            rack_power=1.0,
        )


def test_starlink_v2_mini_weighs_less_than_its_lines():
    """Published: 575 kg for the lightest version, 730 to 740 at launch, with antennas, which our bill lacks (Suncatcher, table 1; press).

    Best estimates, since a satellite that flies needs no growth. The default lines give 1.2 times the lightest version, and 1.5
    with a converter of 8 kg/kW: its bus, converters and structure are made by the thousand and carry no rack.
    """
    flown = TRUTH["SUN-T1-Starlinkopt"]["inputs"]["mass_kg"]
    assert float(starlink(value("power.conversion_mass")).best_estimate) / flown == pytest.approx(1.19, abs=0.05)
    assert float(starlink(8e-3).best_estimate) / flown == pytest.approx(1.46, abs=0.05)


def test_starlink_v2_mini_power():
    """Published: 28 kW from 105 m², by area. Silicon of the default gives less, since its packing and warmth are counted."""
    assert 105 * new_wing("silicon", value("power.packing")) / 28e3 == pytest.approx(0.82, abs=0.03)


def test_space_station_wings():
    """Published: the first wings, 31 kW from 210 m² of cells of about 0.142 on 35 by 12 m; 1,100 kg. iROSA 28 kW new from 18.3 by 6 m, 340 kg."""
    old, new = TRUTH["SAW"]["inputs"], TRUTH["IROSA"]["inputs"]
    span = old["span_m"][0] * old["span_m"][1]
    cells = old["cells"] * old["cell_m"] ** 2
    ours = (
        new_wing("silicon", cells / span)
        * span
        * 0.142
        / value("power.cell_efficiency", DEFAULT.but({"power.cell": "silicon"}))
    )
    assert ours / (old["kW"] * 1e3) == pytest.approx(1.18, abs=0.05)
    area = new["L_m"] * new["W_m"]
    assert area * new_wing("triple-junction", value("power.packing")) / (new["kW_BOL"] * 1e3) == pytest.approx(
        1.31, abs=0.05
    )
    areal = value("power.array_areal_mass")
    assert areal * span / old["mass_kg"] == pytest.approx(0.69, abs=0.02)
    assert areal * area / new["mass_kg"] == pytest.approx(0.61, abs=0.02)


def test_space_station_radiators_and_pumps():
    """Published: 14.2 and 17.5 kg/m² of planform and pump modules of 10.1 and 7.6 kg/kW; the default panel and loop are lighter."""
    photovoltaic, main = TRUTH["ISS-PVR"]["inputs"], TRUTH["ISS-EATCS"]["inputs"]
    areal = value("thermal.areal_mass")
    assert areal * photovoltaic["L_m"] * photovoltaic["W_m"] / photovoltaic["mass_kg"] == pytest.approx(0.34, abs=0.02)
    assert areal * main["L_m"] * main["W_m"] / main["mass_kg_oru"] == pytest.approx(0.42, abs=0.02)
    cooling = sr.design(DEFAULT).thermal
    loop = (cooling.loop_mass / cooling.heat).to("kg/W").magnitude  # with its pumps, pipes and coolant
    assert loop * 35e3 / 353.8 == pytest.approx(0.36, abs=0.02) and loop * 14e3 / 106.7 == pytest.approx(0.48, abs=0.02)


def test_space_station_gyroscopes():
    """Published: 4,760 N·m·s and 272 kg each (recalled); a default wheel with its electronics is heavier for what it stores."""
    assert value("mass.momentum_mass") * 4760 / 272 == pytest.approx(1.75, abs=0.02)


def test_flown_stance_of_a_satellite_is_heavy_and_its_lines_are_the_flown_ones():
    """Property: with the Space Station's own records the same laws give its areal masses, so the gap is in the values and not in the laws."""
    case = sr.load("rack-100kw-flown")
    assert value("thermal.areal_mass", case) == pytest.approx(14.2, rel=0.01)
    assert np.isfinite(sr.design(case).mass.wet.to("kg").magnitude)
