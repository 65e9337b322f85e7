"""Power, law by law: published arrays and batteries, and the first law on a cell."""

import numpy as np
import pytest
from conftest import case
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import brentq

from sunrack import power
from sunrack.constants import ASTRONOMICAL_UNIT, SOLAR_CONSTANT, STEFAN_BOLTZMANN, YEAR
from sunrack.units import Q

# --------------------------------------------------------------------------- published


def test_published_irosa_power_from_its_area() -> None:
    """IROSA, 28 kW when new without shadow from 18.3 m by 6 m: our laws with triple-junction cells give a quarter more, 1.25 within 0.05.

    The area is the wing with edges and gaps, and the published power stands behind harness and regulation: neither share was read,
    so the difference is told and not fitted. Packing 0.85 and pointing 0.97 are the guesses that a reader of the default would make.
    """
    truth = case("IROSA")["inputs"]
    light, cell = 1361 * 0.97, {"efficiency": 0.298, "temperature_coefficient": -0.0022, "packing": 0.85}
    earth = power.earth_load.si(237.0, 0.3, 1361.0, 0.3, 0.1, 0.88, 0.80, 0.85)
    warm = power.cell_temperature.si(
        light=light, absorptivity=0.88, emissivity=0.80, back_emissivity=0.85, load=earth, **cell
    )
    made = power.areal_power.si(light=light, temperature=warm, **cell) * truth["L_m"] * truth["W_m"]
    assert made / (1e3 * truth["kW_BOL"]) == pytest.approx(1.25, abs=0.05)


def test_published_firesat_array() -> None:
    """SMAD-FIRESAT, table 11-34: array power, power of a square metre and area; 1 %, the rounding of the table."""
    truth = case("SMAD-FIRESAT")
    x, y = truth["inputs"], truth["outputs"]
    required = power.array_power_required(
        load_sunlit=Q(x["P_d_W"], "W"),
        load_eclipse=Q(x["P_e_W"], "W"),
        sunlit_time=Q(x["T_d_min"], "min"),
        eclipse_time=Q(x["T_e_min"], "min"),
        sunlit_efficiency=x["X_d"],
        eclipse_efficiency=x["X_e"],
    )
    assert required.to("W").magnitude == pytest.approx(y["P_sa_W"], rel=truth["tolerance"]["rel"])
    left = power.degraded(rate=Q(x["deg_per_yr"], "1/year"), life=Q(x["life_yr"], "year"))
    assert float(left) == pytest.approx(y["L_d"], rel=truth["tolerance"]["rel"])
    begin = power.light_on_array(
        flux=Q(x["P0_W_m2"] * x["I_d"], "W/m²"), incidence=np.cos(np.radians(x["theta_deg"])), pointing=1
    )
    assert begin.to("W/m²").magnitude == pytest.approx(y["P_BOL_W_m2"], rel=truth["tolerance"]["rel"])
    area = power.array_area(power=required, areal_power=begin * left)
    assert area.to("m²").magnitude == pytest.approx(y["A_m2"], abs=0.05)  # the table prints 2.0


def test_published_starlink_v2_mini() -> None:
    """SUN-V2MINI-POWER: 105 m² at 0.22 and packing 0.9 give 28.3 kW at the temperature of the data sheet; 2 %."""
    truth = case("SUN-V2MINI-POWER")
    x = truth["inputs"]
    each = power.areal_power(
        light=Q(x["solar_W_m2"], "W/m²"),
        efficiency=x["efficiency"],
        temperature_coefficient=Q(-0.0026, "1/K"),
        temperature=Q(301.15, "K"),
        packing=x["packing"],
    )
    assert (each * Q(x["area_m2"], "m²")).to("kW").magnitude == pytest.approx(
        truth["outputs"]["power_kW"], rel=truth["tolerance"]["rel"]
    )


def test_published_iss_wings() -> None:
    """IROSA and SAW: printed watts for their area and mass (2 % and 1 %), and what our cell makes of iROSA.

    A triple-junction cell (0.298, −0.22 %/K, α 0.88) at its own 323 K with packing 0.88 gives 340 W/m² new, against the
    published 255 of an unshadowed wing over its whole planform, as if 0.66 of that were cells. Borders, tapes and booms, losses
    of strings and wiring inside the wing, and rating at a bad season lie between, in shares that were not read. So a wing of
    flown build wants a lower packing than a blanket does. Nothing is fitted.
    """
    wing, old = case("IROSA"), case("SAW")
    x, y = wing["inputs"], wing["outputs"]
    assert x["kW_augmented"] * 1e3 / (x["L_m"] * x["W_m"]) == pytest.approx(y["W_m2"], rel=0.02)
    assert x["kW_BOL"] * 1e3 / x["mass_kg"] == pytest.approx(y["W_kg_BOL"], rel=0.02)
    surface = {"absorptivity": 0.88, "emissivity": 0.80, "back_emissivity": 0.85}
    load = power.earth_load.si(237.0, 0.3, SOLAR_CONSTANT, 0.29, 0.06, **surface)
    cells = {"light": SOLAR_CONSTANT, "efficiency": 0.298, "temperature_coefficient": -0.0022, "packing": 0.88}
    temperature = power.cell_temperature.si(**cells, **surface, load=load)
    ours = power.areal_power.si(temperature=temperature, **cells)
    assert ours == pytest.approx(340, rel=0.01)
    assert y["W_m2_BOL"] / ours * 0.88 == pytest.approx(0.66, abs=0.01)
    x, y = old["inputs"], old["outputs"]
    assert x["kW"] * 1e3 / (x["cells"] * x["cell_m"] ** 2) == pytest.approx(y["W_m2_cell"], rel=0.01)
    assert x["kW"] * 1e3 / x["mass_kg"] == pytest.approx(y["W_kg"], rel=0.01)


def test_published_seed_wing_of_500_feet_a_side() -> None:
    """SEED-RACK: 100 kW at 250 W/m² is 400 m²; at 500 ft a side the wing is 1.31 m wide; 1 %."""
    truth = case("SEED-RACK")
    x, y = truth["inputs"], truth["outputs"]
    area = power.array_area(power=Q(x["kW"], "kW"), areal_power=Q(x["pv_W_m2"], "W/m²"))
    assert area.to("m²").magnitude == pytest.approx(y["pv_area_m2"], rel=0.01)
    span = power.wing_span(area=area, blanket_width=Q(y["wing_width_m_if_305m_span"], "m"))
    assert span.to("ft").magnitude == pytest.approx(x["wing_ft_per_side"], rel=0.01)


def test_published_depth_of_discharge() -> None:
    """GS Yuasa 2008: 40,000 cycles at 0.25 and about 1,800 at 0.80 were passed; Saft's specification is 0.30 for about 28,000; 0.02."""
    for cycles, depth in ((40_000, 0.25), (1_800, 0.80), (28_000, 0.30), (1, 0.80), (0, 0.80)):
        assert float(power.depth_of_discharge(cycles)) == pytest.approx(depth, abs=0.02)


# --------------------------------------------------------------------------- independent

ratio = st.floats(0.5, 0.95)
STATE = {
    "light": st.floats(50.0, 1500.0),
    "efficiency": st.floats(0.05, 0.35),
    "temperature_coefficient": st.floats(-0.004, 0.0, allow_subnormal=False),
    "absorptivity": st.floats(0.5, 0.95),
    "emissivity": ratio,
    "back_emissivity": ratio,
    "packing": ratio,
    "load": st.floats(0.0, 300.0, allow_subnormal=False),
}


def warmed(state: dict[str, float]) -> bool:
    """Whether the cells deliver less than they absorb even where they are coldest; beyond that there may be no balance."""
    most = 1 - state["temperature_coefficient"] * 301.15
    taken = state["absorptivity"] * state["light"] + state["load"]
    return state["packing"] * state["efficiency"] * most * state["light"] < 0.9 * taken


@given(**STATE)
def test_property_first_law_on_the_array(**state: float) -> None:
    """Property: light and Earth in equal infrared and electricity out, to 1e-9 of the light."""
    assume(warmed(state))
    temperature = power.cell_temperature.si(**state)
    assert abs(power.array_balance.si(temperature, **state)) <= 1e-9 * state["light"]


@given(**STATE)
def test_independent_cell_temperature_by_bracketing(**state: float) -> None:
    """The temperature against a bracketing root finder on the balance written out anew; 1e-9."""
    assume(warmed(state))

    def balance(t: float) -> float:
        made = (
            state["packing"]
            * state["efficiency"]
            * (1 + state["temperature_coefficient"] * (t - 301.15))
            * state["light"]
        )
        out = (state["emissivity"] + state["back_emissivity"]) * STEFAN_BOLTZMANN * t**4
        return state["absorptivity"] * state["light"] + state["load"] - made - out

    assert float(power.cell_temperature.si(**state)) == pytest.approx(
        brentq(balance, 30.0, 700.0, xtol=1e-12), rel=1e-9
    )


def test_independent_no_light_no_warmth() -> None:
    """In the dark and far from Earth the array is at 0 K; an array of temperatures equals the loop."""
    args = {"temperature_coefficient": -0.0026, "absorptivity": 0.75, "emissivity": 0.82, "back_emissivity": 0.85}
    assert float(power.cell_temperature.si(light=0.0, efficiency=0.2, **args)) == 0.0
    light = np.array([[800.0], [1361.0]])
    efficiency = np.array([0.1, 0.2, 0.3])
    together = power.cell_temperature.si(light=light, efficiency=efficiency, **args)
    assert together.shape == (2, 3)
    assert together[1, 2] == power.cell_temperature.si(light=1361.0, efficiency=0.3, **args)


def test_property_degradation_and_sunlight() -> None:
    """Property: no life, no loss; sunlight goes with the inverse square and is the solar constant at 1 au."""
    assert float(power.degraded(rate=Q("2.5 %/year"), life=Q(0, "s"))) == 1
    assert float(power.degraded.si(0.025 / YEAR, 10 * YEAR)) == pytest.approx(0.975**10)
    assert power.sun_flux().magnitude == SOLAR_CONSTANT
    assert float(power.sun_flux.si(2 * ASTRONOMICAL_UNIT)) == SOLAR_CONSTANT / 4


def test_property_a_cell_temperature_is_a_balance_or_not_a_number():
    """Cells that would deliver more than they absorb have no temperature; up to there the balance holds to 1e-6 W/m²."""
    surface = {"absorptivity": 0.8, "emissivity": 0.8, "back_emissivity": 0.85, "load": 60.0}
    cells = {
        "light": 1361.0,
        "efficiency": np.linspace(0.1, 1, 91),
        "temperature_coefficient": -0.0026,
        "packing": 0.88,
    }
    found = power.cell_temperature.si(**cells, **surface)
    settled = np.isfinite(found)
    assert settled[cells["efficiency"] <= 0.64].all() and not settled[cells["efficiency"] >= 0.67].any()
    left = power.array_balance.si(found, **cells, **surface)[settled]
    assert np.abs(left).max() < 1e-6 and (found[settled] < 400).all()
