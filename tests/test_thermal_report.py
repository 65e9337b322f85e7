"""The report's pages on heat: what they name as winners and what they say of claims, done again from the design."""

import re

import numpy as np
import pytest

import sunrack as sr
from sunrack.drawing import Table, Text, as_text
from sunrack.findings.heat import CLAIMED_RADIATOR
from sunrack.report import heat, satellite
from sunrack.units import Q


@pytest.fixture(scope="module")
def nominal():
    return sr.compare()


def found(blocks):
    """Rows of the first table by their name, and the words of all paragraphs."""
    table = next(one for one in blocks if isinstance(one, Table))
    return {row[0]: row[1:] for row in table.rows}, " ".join(one.text for one in blocks if isinstance(one, Text))


def numbers(cells):
    return [float(cell.replace(",", "")) for cell in cells]


@pytest.mark.parametrize("radiator", ["ram-wake", "zenith-nadir", "anti-sun"])
def test_options_are_what_a_scenario_of_their_own_gives(radiator):
    """Independent: each attitude and the coolant at the rack's limit against the scenario written out; the winners have the least."""
    case = sr.load().but({"attitude.radiator": radiator})
    with np.errstate(all="ignore"):
        rows, said = found(heat.options(sr.findings(sr.compare(case), "heat").trades))
    for word in ("ram-wake", "zenith-nadir", "anti-sun"):
        name = next(one for one in rows if one.startswith(word.capitalize()))
        assert numbers(rows[name])[2] == pytest.approx(
            sr.design(case.but({"attitude.radiator": word})).mass.wet.to("kg").magnitude, rel=1e-3
        )
    rise = case.thermal.coolant_return.si - case.thermal.coolant_supply.si
    hotter = sr.design(case.but({"thermal.coolant_supply": "45 degC", "thermal.coolant_return": f"{45 + rise} degC"}))
    assert numbers(rows["Coolant supply at the rack's limit, 45.0 °C"])[0] == pytest.approx(
        hotter.thermal.radiator_area.to("m²").magnitude, rel=5e-3
    )
    able = {name: numbers(cells) for name, cells in rows.items() if "no rack" not in name}
    lightest, cheapest = re.match(
        r"Lightest option within the rack's limits: (.*?C|.*?)\. Cheapest option within the rack's limits: (.*?)\. A heat pump",
        said,
    ).groups()
    assert able[lightest][2] == min(row[2] for row in able.values()) and able[cheapest][3] == min(
        row[3] for row in able.values()
    )
    own = able[next(iter(rows))]
    pumps = [row for name, row in able.items() if name.startswith("Heat pump")]
    assert ("reduces neither mass nor cost" in said) == all(row[2] >= own[2] and row[3] >= own[3] for row in pumps)


def test_heat_pump_counts_its_power_and_a_cold_coolant_makes_it_pay(nominal):
    """Independent: the array grows by the pump's share; the law's own optimum agrees that none pays here; for coolant near 5 °C one does."""
    rows, _ = found(heat.options(sr.findings(nominal, "heat").trades))
    lifted, own = numbers(rows["Heat pump, lift 20 K"]), numbers(rows["Ram-wake, two faces (selected)"])
    work = 20 / (0.5 * 313.15)
    assert lifted[1] / own[1] == pytest.approx(1 + work, rel=0.02)
    cooling = nominal.design.thermal
    lift = sr.thermal.best_lift(
        cold=cooling.radiator_temperature,
        sink=cooling.sink_temperature,
        emissivity=0.81,
        areal_mass="7 kg/m²",
        power_mass="25 kg/kW",
        carnot_share=0.5,
    )
    assert float(lift) == 1.0
    cold = sr.compare(
        sr.load().but(
            {
                "thermal.coolant_supply": "-3 degC",
                "thermal.coolant_return": "0 degC",
                "power.array_areal_mass": "0.2 kg/m²",
            }
        )
    )
    assert "would reduce mass or cost" in found(heat.options(sr.findings(cold, "heat").trades))[1]


def test_policies_that_freeze_the_coolant_are_named(nominal):
    """Independent: the coldest coolant of each policy against its limit; another coolant freezes with none."""
    rows, said = found(satellite.policies(sr.findings(nominal, "power")))
    frozen = [name for name, cells in rows.items() if numbers(cells)[-1] < -5]
    assert frozen == ["throttle", "sleep"] and "With throttle and with sleep the coolant in eclipse falls below" in said
    _, said = found(satellite.policies(sr.findings(sr.compare(sr.load().but({"thermal.coolant": "r1233zd"})), "power")))
    assert "falls below" not in said


def test_claims_by_hand(nominal):
    """By hand: the width that 500 ft a side would need, and the power that it would make at our width."""
    supply, cooling = nominal.design.power, nominal.design.thermal
    wide = nominal.scenario.power.blanket_width.si
    f = sr.findings(nominal)
    (table,) = (one for one in heat.claims(f, f.heat.claims) if isinstance(one, Table))
    wings, radiator, deep = (row[1] for row in table.rows)
    width, power = (
        float(re.search(pattern, wings)[1]) for pattern in (r"need a width of ([\d.]+) m", r"would produce ([\d.]+) kW")
    )
    assert width == pytest.approx(supply.array_area.to("m²").magnitude / (2 * 152.4), rel=5e-3)
    assert power == pytest.approx(
        supply.array_power_bol.to("kW").magnitude * 2 * 152.4 * wide / supply.array_area.to("m²").magnitude, rel=5e-3
    )
    assert float(re.search(r"or ([\d.]+) m wide", radiator)[1]) == pytest.approx(
        cooling.radiator_area.to("m²").magnitude / 60.96, rel=5e-3
    )
    share = float(sr.attitude.back_view(nominal.design.orbit.altitude, nominal.design.orbit.minimum_beta))
    assert f"{100 * share:.0f} % of its view" in deep


@pytest.mark.parametrize("changes", [
    {"orbit.altitude": "6500 km"},
    {"thermal.coolant_supply": "1 K"},
    {"thermal.coolant_supply": "230 K", "thermal.coolant_return": "260 K"},
    {"orbit.altitude": "1400 km"},
    {"thermal.puncture_rate": "0 1/m²/year", "thermal.puncture_margin": "0"},
    {"power.avionics_power": "60 kW"},
], ids=str)  # fmt: skip
def test_words_for_every_design(changes):
    """No exception, no warning, no bare inf or nan, whatever is asked."""
    with np.errstate(all="ignore"):
        text = as_text(
            [*heat.heat(f := sr.findings(sr.compare(sr.load().but(changes)))), *satellite.policies(f.power)], 80
        )
    assert not re.search(r"\b(inf|nan)\b", text) and all(len(line) <= 80 for line in text.splitlines())


def test_safe_mode_time_is_shorter_than_an_orbit_and_a_hardy_coolant_never_freezes(nominal):
    own = sr.findings(nominal, "heat")
    assert "FAIL" not in str(heat.swing(own.swing))
    minutes = float(re.search(r"after ([\d.]+) min", heat.stopped(own.stopped, own.swing.coolant_minimum))[1])
    assert 5 < minutes < 30
    hardy = sr.findings(sr.compare(sr.load().but({"thermal.coolant": "r1233zd"})), "heat")
    assert "above its minimum" in heat.stopped(hardy.stopped, hardy.swing.coolant_minimum)
    assert Q("200 ft").to("m").magnitude == CLAIMED_RADIATOR
