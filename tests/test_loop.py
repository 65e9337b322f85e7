"""The coolant loop: flow, pump and mass follow from rise and coolant; what racks and accelerators ask of it."""

from itertools import pairwise

import pytest

import sunrack as sr
from sunrack import thermal
from sunrack.catalogue import records
from sunrack.scenario import ScenarioError
from sunrack.units import Q


def checked(changes, name):
    """One check of the default scenario with changes."""
    return next(
        one for one in sr.compare(sr.load().but(changes, {"ground.regions": ["texas"]})).checks if one.name == name
    )


def test_published_flow_for_a_rise_of_ten_kelvin():
    """Published (prophetstor-2025, quoting a guideline): 1.5 L/min/kW hold a rise of 10 K; 2 %, since the glycol is not told."""
    flow = thermal.coolant_flow_per_heat(
        supply="40 degC", returned="50 degC", density="1010 kg/m³", heat_capacity="3969 J/kg/K"
    )
    assert flow.to("L/min/kW").magnitude == pytest.approx(1.5, rel=0.02)


def test_by_hand_pump_power():
    """By hand: 150 L/min for 100 kW against 40 psi is 690 W in the liquid, and twice that from a drive of 0.5."""
    share = thermal.pump_share(pressure="40 psi", flow_per_heat="1.5 L/min/kW", efficiency=0.5)
    assert float(share) * 100e3 == pytest.approx(2 * 150e-3 / 60 * 275_790, rel=1e-4)


def test_by_hand_loop_of_the_default():
    """By hand: coolant = flow times transit time; the parts by heat, by volume and of coolant make the loop's mass; the pump the ledger's."""
    case, d = sr.load().thermal, sr.design()
    heat = d.thermal.heat.to("kW").magnitude
    litres = d.thermal.coolant_flow_per_heat.to("L/min/kW").magnitude * heat
    kilograms = d.thermal.coolant_flow.to("kg/s").magnitude
    assert litres / 60e3 * case.coolant_density.si == pytest.approx(kilograms, rel=1e-12)
    coolant = kilograms * case.transit_time.si
    assert d.thermal.coolant_mass.to("kg").magnitude == pytest.approx(coolant, rel=1e-12)
    whole = 1.7 * heat + 0.6 * litres + coolant
    assert d.thermal.loop_mass.to("kg").magnitude == pytest.approx(whole, rel=1e-12)
    assert 3 < whole / heat < 4  # kg/kW: what a catalogue gives for a whole loop is 3.5
    moved = (
        litres * (d.ledger.heat_in_loop / d.thermal.heat).to("").magnitude
    )  # what charging loses by day is apart in the ledger
    power = case.coolant_pressure.si * moved / 60e3 / case.pump_efficiency.si / 1e3
    assert d.ledger.pump.to("kW").magnitude == pytest.approx(power, rel=1e-12)
    assert 0.015 < power / heat < 0.03


def test_a_small_rise_costs_pump_power_array_and_loop():
    """Property: halving the rise doubles the flow and weighs; at a rise of 0.01 K, 2,864 kg/s, no pump closes its own balance."""
    found = [sr.design({"thermal": {"coolant_return": f"{40 + rise} degC"}}) for rise in (12, 6, 3)]
    for wide, narrow in pairwise(found):
        for name, unit in (("thermal.pump_power", "kW"), ("thermal.loop_mass", "kg"), ("power.array_area", "m²")):
            room, field = name.split(".")
            before, after = (getattr(getattr(one, room), field).to(unit).magnitude for one in (wide, narrow))
            assert after > 1.01 * before, name
        flows = [one.thermal.coolant_flow_per_heat.to("L/min/kW").magnitude for one in (wide, narrow)]
        assert flows[1] == pytest.approx(2 * flows[0], rel=1e-9)
    assert not checked({"thermal.coolant_return": "40.01 degC"}, "Mass budget converges").passed


def test_coolants_differ_in_wet_mass():
    """Property: five coolants, five wet masses, each by flow and density: the thin and light one needs the most pump power."""
    names = ("water-glycol", "ammonia", "r134a", "r1233zd", "novec-649")
    found = {name: sr.design({"thermal": {"coolant": name}}) for name in names}
    masses = {round(one.mass.wet.to("kg").magnitude, 1) for one in found.values()}
    assert len(masses) == len(names)
    flow = {name: one.thermal.coolant_flow_per_heat.to("L/min/kW").magnitude for name, one in found.items()}
    pump = {name: one.ledger.pump.to("kW").magnitude for name, one in found.items()}
    assert sorted(flow, key=flow.get) == sorted(pump, key=pump.get)
    assert flow["novec-649"] > flow["ammonia"] > flow["water-glycol"]


@pytest.mark.parametrize(
    ("supply", "back", "flow", "passed"), [(45, 99, 0.277, False), (40, 55, 0.998, False), (40, 52, 1.247, True)]
)
def test_flow_for_the_heat_against_what_racks_ask_for(supply, back, flow, passed):
    """By hand: 60,000 / (1,010 · 3,969 · rise); a rack asks for 1.2 L/min/kW."""
    one = checked(
        {"thermal.coolant_supply": f"{supply} degC", "thermal.coolant_return": f"{back} degC"},
        "Coolant flow covers rack heat",
    )
    assert float(one.value) == pytest.approx(flow, rel=2e-3) and one.limit == pytest.approx(1.2)
    assert bool(one.passed) == passed


def test_a_density_for_every_coolant_within_the_range_of_liquids():
    for name, record in records("coolants").items():
        assert 450 < Q(record["density"]["value"]).to("kg/m³").magnitude < 1800, name


def test_by_hand_the_accelerators_bound_the_coolant():
    """By hand: 1,000 W each at 0.05 K/W are 50 K under 85 °C; half the power is 25 K; the rack's own limit stays the upper bound."""
    stiff = {"rack.chip_resistance": "0.05 K/W"}
    one = checked(stiff, "Coolant supply within rack limit")
    assert one.limit == pytest.approx(35 + 273.15) and not one.passed
    assert checked(stiff | {"rack.derate": 0.8}, "Coolant supply within rack limit").limit == pytest.approx(45 + 273.15)
    assert checked({}, "Coolant supply within rack limit").limit == pytest.approx(45 + 273.15)
    assert sr.design({"rack": {"chip_limit": "50 degC"}}).rack.coolant_limit.to("K").magnitude == pytest.approx(293.15)


def test_a_limit_of_the_accelerators_needs_their_power_and_resistance():
    """A rack whose record does not give them: the three are written all or none, and the sentence says which lack."""
    air = {"rack.model": "dgx-b200"}
    assert sr.load().but(air).rack.chip_limit is None
    with pytest.raises(ScenarioError, match=r"chip_limit .*has no effect without chip_resistance and chip_share"):
        sr.load().but(air | {"rack.chip_limit": "85 degC"})
    whole = air | {"rack.chip_limit": "85 degC", "rack.chip_resistance": "0.03 K/W", "rack.chip_share": 0.7}
    assert sr.load().but(whole).rack.chip_share.si == pytest.approx(0.7)
